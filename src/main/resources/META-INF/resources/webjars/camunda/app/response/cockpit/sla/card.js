// The card on Cockpit's dashboard: how promises are kept, what is broken, what may break next.

import { get } from "../../shared/api.js";
import { el, every, failed, loading } from "../../shared/dom.js";
import { count, likely, share } from "../../shared/format.js";
import { together } from "./overview.js";
import { href, period } from "./state.js";

const WEEKS = 4;
const REFRESHED = 60;

const cell = (name) => {
  const value = el("dd.response-sla-number", {}, "…");
  const about = el("dd.response-quiet", {}, "");
  return {
    element: el("div", {}, el("dt", {}, name), value, about),
    show: (shown, said, tone) => {
      value.replaceChildren(shown);
      value.className = tone ? `response-sla-number response-sla-${tone}` : "response-sla-number";
      about.replaceChildren(said);
    },
  };
};

/** A question of the card; answers that come after it is gone are not shown. */
const ask = async (cell, question, show) => {
  try {
    show(await question());
  } catch (problem) {
    if (problem.name !== "AbortError") {
      cell.show("–", problem.status === 403 ? "not shown to your roles" : problem.message);
    }
    throw problem;
  }
};

class Card {
  #asked = new AbortController();
  #kept = cell("Kept in time");
  #broken = cell("Open breaches");
  #risk = cell("At risk in the next 24 h");
  #place = el("div", {}, loading());
  #stop;

  constructor(node) {
    // Cockpit calls the section after what it is made of; the part is in the page once it is drawn
    window.requestAnimationFrame(() => {
      const title = node.closest(".deprecate")?.querySelector(".section-title");
      if (title) {
        title.textContent = "Promises";
      }
    });
    node.replaceChildren(
      el("section.response.response-sla-card", { "aria-labelledby": "response-sla-card" }, el("h3", { id: "response-sla-card" }, el("a", { href: href({}) }, "Service levels")), this.#place),
    );
    this.#ask(false);
    this.#stop = every(REFRESHED, () => this.#ask(true));
  }

  close() {
    this.#stop();
    this.#asked.abort();
  }

  async #ask(byItself) {
    const how = { signal: this.#asked.signal, byItself };
    const weeks = { weeks: String(WEEKS) };
    const answers = await Promise.allSettled([
      ask(
        this.#kept,
        () => get("/sla/adherence", { by: "WEEK", ...period(weeks) }, how),
        ({ groups, target }) => {
          const { due, adherence } = together(groups);
          const good = adherence === null || adherence >= target;
          this.#kept.show(
            el("a", { href: href({ view: "overview", ...weeks }) }, share(adherence)),
            due === 0 ? "Nothing was due in the last four weeks" : `${good ? "at or above" : "below"} the target of ${share(target, 0)}, last four weeks`,
            adherence === null ? null : good ? "good" : "bad",
          );
        },
      ),
      ask(
        this.#broken,
        () => get("/sla/open", {}, how),
        ({ groups }) => {
          const late = groups.reduce((total, group) => total + group.overdue, 0);
          const open = groups.reduce((total, group) => total + group.open, 0);
          this.#broken.show(el("a", { href: href({ view: "breaches" }) }, count(late)), `of ${count(open)} open promises`, late > 0 ? "bad" : null);
        },
      ),
      ask(
        this.#risk,
        () => get("/sla/forecast", { pressing: true, size: 1 }, how),
        ({ total, items }) => {
          const worst = items[0]?.chance;
          this.#risk.show(
            el("a", { href: href({ view: "at-risk" }) }, count(total)),
            worst === undefined ? "past their warning or due by then" : `the most likely breaks with a chance of ${likely(worst)}`,
          );
        },
      ),
    ]);
    const refused = answers.filter((answer) => answer.status === "rejected");
    if (refused.length === answers.length) {
      if (refused[0].reason.name !== "AbortError" && !byItself) {
        this.#place.replaceChildren(
          refused.every((answer) => answer.reason.status === 403)
            ? el("p.response-quiet", {}, "How promises are kept is shown to managers, process owners, incident commanders, auditors and administrators.")
            : failed(refused[0].reason, () => this.#ask(false)),
        );
      }
    } else if (!this.#place.contains(this.#kept.element)) {
      this.#place.replaceChildren(el("dl.response-sla-figures", {}, this.#kept.element, this.#broken.element, this.#risk.element));
    }
  }
}

let shown = null;

export const card = {
  id: "response.sla.card",
  pluginPoint: "cockpit.dashboard",
  priority: 100,
  render: (node) => {
    shown?.close();
    shown = new Card(node);
  },
  unmount: () => {
    shown?.close();
    shown = null;
  },
};
