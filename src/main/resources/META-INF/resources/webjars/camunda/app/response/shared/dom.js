// Builds what is shown. Texts go in as texts, so nothing that came from outside can become a part of the page.

/**
 * @param {string} name of the element, with classes: "p.response-quiet"
 * @param {object} attributes as in HTML; functions are listeners, such as {click: …}; true and false set and leave out
 * @param {...(Node|string|number|null|undefined|Array)} children
 */
export const el = (name, attributes = {}, ...children) => {
  const [tag, ...classes] = name.split(".");
  const element = document.createElement(tag);
  if (classes.length > 0) {
    element.className = classes.join(" ");
  }
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") {
      element.addEventListener(key, value);
    } else if (value === true) {
      element.setAttribute(key, "");
    } else if (value !== false && value !== null && value !== undefined) {
      element.setAttribute(key, value);
    }
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
};

/** The same for drawings. */
export const svg = (tag, attributes = {}, ...children) => {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [key, value] of Object.entries(attributes)) {
    element.setAttribute(key, value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined));
  return element;
};

export const loading = (what = "Loading…") => el("p.response-state.response-loading", { role: "status" }, what);

/** Nothing to show, and what that means: "No promise is broken." */
export const empty = (what) => el("p.response-state.response-empty", {}, what);

/** What somebody may not see; nothing went wrong, and trying again would not help. */
const refused = () => el("p.response-state.response-refused", {}, "Your roles don't show you this. Ask an administrator if you need it.");

/** What went wrong, with a way to try it again. */
export const failed = (problem, again) =>
  problem.status === 403 ? refused() : went(problem, again);

const went = (problem, again) =>
  el(
    "div.response-state.response-failed",
    { role: "alert" },
    el("p", {}, problem.message),
    problem.problems?.length > 1 ? el("ul", {}, problem.problems.map((one) => el("li", {}, `${one.field}: ${one.message}`))) : null,
    again ? el("button.btn.btn-default", { type: "button", click: again }, "Try again") : null,
  );

/**
 * Fills a place with what a question answers, and shows meanwhile that it is being asked. A later question to the same place wins.
 *
 * @param {Element} place
 * @param {() => Promise<any>} ask
 * @param {(answer: any) => Node|Node[]} show
 */
export const fill = async (place, ask, show) => {
  const turn = (place.responseTurn = (place.responseTurn ?? 0) + 1);
  const current = () => place.responseTurn === turn;
  const slow = window.setTimeout(() => current() && place.replaceChildren(loading()), place.hasChildNodes() ? 300 : 0);
  place.setAttribute("aria-busy", "true");
  try {
    const answer = await ask();
    if (current()) {
      place.replaceChildren(...[show(answer)].flat(Infinity).filter(Boolean));
    }
  } catch (problem) {
    if (problem.name === "AbortError") {
      return;
    }
    if (problem.name !== "Problem") {
      console.error(problem);
    }
    if (current()) {
      place.replaceChildren(failed(problem.name === "Problem" ? problem : { message: "This could not be shown." }, () => fill(place, ask, show)));
    }
  } finally {
    window.clearTimeout(slow);
    if (current()) {
      place.removeAttribute("aria-busy");
    }
  }
};

/** A word with a colour of its own; the word alone says it all. */
export const chip = (kind, text, title) => el(`span.response-chip.response-${String(kind).toLowerCase().replace(/[^a-z0-9]+/g, "-")}`, { title }, text);

/** A button that copies a text, and says that it did. The label says to a screen reader what is copied. */
export const copyButton = (text, label, words = "Copy") => {
  const button = el("button.btn.btn-default.btn-xs.response-copy", { type: "button", "aria-label": label }, words);
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = "Copied";
    } catch {
      button.textContent = "Not allowed";
    }
    window.setTimeout(() => (button.textContent = words), 2000);
  });
  return button;
};

/**
 * Does something again and again while the page is looked at, until the returned function is called.
 *
 * @param {() => void} what
 * @param {number} seconds between two times
 */
export const every = (seconds, what) => {
  const timer = window.setInterval(() => !document.hidden && what(), seconds * 1000);
  return () => window.clearInterval(timer);
};
