// What the pages about processes and their instances have in common.

import { el } from "../../shared/dom.js";
import { count, duration, share, words } from "../../shared/format.js";

/** Where an instance is shown: Cockpit's own page while it runs, ours when it has ended. */
export const instanceAddress = (id, ended) => (ended ? `#/finished/${encodeURIComponent(id)}` : `#/process-instance/${encodeURIComponent(id)}/runtime`);

/** @param {(string|{text: string, number?: boolean, title?: string})[]} columns */
export const table = (caption, columns, rows) =>
  el(
    "div.response-scroll",
    { tabindex: "0", role: "region", "aria-label": caption },
    el(
      "table",
      {},
      el("caption.response-sr-only", {}, caption),
      el("thead", {}, el("tr", {}, columns.map((one) => {
        const column = typeof one === "string" ? { text: one } : one;
        return el(column.number ? "th.response-number" : "th", { scope: "col", title: column.title }, column.text);
      }))),
      el("tbody", {}, rows),
    ),
  );

/** Kinds of elements that take no time of their own. */
export const QUICK = /gateway|startEvent|startTimerEvent|messageStartEvent|endEvent/i;

/** An element that the diagram says nothing at: "responseBegins" as "Response begins". */
export const spoken = (id) => words(id.replace(/([a-z0-9])([A-Z])/g, "$1 $2").toLowerCase());

export const number = (value, title) => el("td.response-number", { title }, value);

/** A share with a bar as long as it. */
export const adherence = (value, due) =>
  el(
    "td.response-number",
    { title: due ? `Of ${count(due)} promises that were due` : "No promise was due" },
    share(value),
    value === null || value === undefined
      ? null
      : el("span.response-bar", { "aria-hidden": "true" }, el("span", { style: `width:${(value * 100).toFixed(1)}%` })),
  );

export const time = (seconds) => (seconds === null || seconds === undefined ? "–" : duration(seconds));

/** Links to the pages before and after; nothing where there is one page only. */
export const pager = ({ page, size, total }, go, what) => {
  const last = Math.max(0, Math.ceil(total / size) - 1);
  if (last === 0) {
    return el("p.response-quiet.response-pager", {}, `${count(total)} ${total === 1 ? what.replace(/s$/, "") : what}`);
  }
  const button = (text, to, off) => el("button.btn.btn-default.btn-xs", { type: "button", disabled: off, click: () => go(to) }, text);
  return el(
    "p.response-pager",
    {},
    button("Newer", page - 1, page === 0),
    " ",
    button("Older", page + 1, page >= last),
    el("span.response-quiet", {}, ` ${count(page * size + 1)} to ${count(Math.min(total, (page + 1) * size))} of ${count(total)} ${what}`),
  );
};

/** How an instance ended, in words. */
export const outcome = (one) => {
  if (!one.endedAt) {
    return "Runs";
  }
  if (one.state === "COMPLETED") {
    return one.endName || one.end || "Came to its end";
  }
  return one.deletedBecause ? `Ended from outside: ${one.deletedBecause}` : "Ended from outside";
};
