// How many tasks each list has, asked for all lists in one request. Nothing is asked while nobody looks at the page, and little where the answer
// takes long. These requests don't keep a session alive.

const SECONDS = 1000;
const APART = 20 * SECONDS;
const AT_MOST = 300 * SECONDS;

const found = new Map();
const watchers = new Map();
let timer = 0;
let asking = false;
let askedAt = 0;
let pause = APART;

const address = () => {
  const base = document.querySelector("base");
  const engine = /\/app\/tasklist\/([^/]+)\//.exec(window.location.pathname)?.[1] ?? "default";
  return `${base.getAttribute("engine-api")}engine/${engine}/filter?resourceType=Task&itemCount=true&firstResult=0&maxResults=200`;
};

const plan = (when) => {
  window.clearTimeout(timer);
  if (watchers.size > 0) {
    timer = window.setTimeout(ask, when);
  }
};

const ask = async () => {
  if (document.hidden || asking || watchers.size === 0) {
    return;
  }
  asking = true;
  const begun = Date.now();
  askedAt = begun;
  try {
    const answer = await fetch(address(), { headers: { Accept: "application/json", "X-Response-Refresh": "1" }, credentials: "same-origin" });
    if (answer.status === 401) {
      // Tasklist sends to the sign-in page by itself, and shows its lists anew afterwards
      watchers.clear();
      return;
    }
    if (!answer.ok) {
      throw new Error(`The counts were answered with ${answer.status}`);
    }
    for (const filter of await answer.json()) {
      found.set(filter.id, filter.itemCount);
    }
    pause = Math.min(AT_MOST, Math.max(APART, 20 * (Date.now() - begun)));
    watchers.forEach((shows) => shows.forEach((show) => show()));
  } catch {
    // numbers that are no longer true are worse than none
    found.clear();
    watchers.forEach((shows) => shows.forEach((show) => show()));
    pause = Math.min(AT_MOST, pause * 2);
  } finally {
    asking = false;
    plan(pause);
  }
};

/** Who changes a task wants to see that it is so. */
const soon = () => plan(500);

const CHANGE = /\/task\/[^/?]+\/(claim|unclaim|complete|submit-form|resolve|delegate|assignee|identity-links)(\/|\?|$)|\/task\/[^/?]+(\?|$)/;

const { open } = XMLHttpRequest.prototype;
XMLHttpRequest.prototype.open = function (method, url, ...rest) {
  if (!/^(GET|HEAD|OPTIONS)$/i.test(method) && CHANGE.test(String(url))) {
    this.addEventListener("load", soon);
  }
  return open.call(this, method, url, ...rest);
};

// what the platform's own parts of the page changed
window.addEventListener("response:tasks-changed", soon);

document.addEventListener("visibilitychange", () => {
  if (!document.hidden) {
    plan(Math.max(0, askedAt + APART - Date.now()));
  }
});

export const counts = {
  /** @returns the number last heard of; undefined when none was */
  of: (filter) => found.get(filter),

  /** Calls back whenever there are new numbers, until what is returned is called. */
  watch: (filter, show) => {
    const shows = watchers.get(filter) ?? new Set();
    watchers.set(filter, shows.add(show));
    plan(askedAt === 0 ? 0 : 500);
    return () => {
      shows.delete(show);
      if (shows.size === 0) {
        watchers.delete(filter);
      }
    };
  },
};
