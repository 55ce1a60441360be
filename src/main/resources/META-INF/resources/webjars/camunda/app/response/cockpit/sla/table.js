// Lists as tables that a screen reader can read: a caption, headers, and a button on each header that orders.

import { el } from "../../shared/dom.js";
import { count } from "../../shared/format.js";

/**
 * @param {object} wanted
 * @param {string} wanted.caption what the table is; said, not shown, unless captionShown
 * @param {{key?: string, title: string, number?: boolean, hint?: string, row?: boolean, show: (item: any) => any}[]} wanted.columns
 *     row: it names the row; key: one can order by it
 * @param {any[]} wanted.items
 * @param {{key: string, descending: boolean}} [wanted.order] how they are ordered now
 * @param {(key: string) => void} [wanted.reorder] when a header is pressed
 * @param {(item: any) => Node} [wanted.detail] what a row opens to
 * @param {(item: any) => string} [wanted.named] what a row is called, for the button that opens it
 */
export const table = ({ caption, captionShown = false, columns, items, order, reorder, detail, named }) => {
  const width = columns.length + (detail ? 1 : 0);
  const head = columns.map((column) => {
    const ordered = order && column.key === order.key;
    const sort = ordered ? (order.descending ? "descending" : "ascending") : null;
    const label =
      column.key && reorder
        ? el("button.response-sla-sort", { type: "button", click: () => reorder(column.key) }, column.title, el("span", { "aria-hidden": "true" }, ordered ? (order.descending ? " ▼" : " ▲") : ""))
        : column.title;
    return el(column.number ? "th.response-number" : "th", { scope: "col", "aria-sort": sort, title: column.hint }, label);
  });
  const body = items.flatMap((item, i) => {
    const cells = columns.map((column) =>
      column.row
        ? el(column.number ? "th.response-number" : "th", { scope: "row" }, column.show(item))
        : el(column.number ? "td.response-number" : "td", {}, column.show(item)),
    );
    if (!detail) {
      return [el("tr", {}, cells)];
    }
    const id = `response-sla-detail-${item.id ?? i}`;
    const place = el("td", { colspan: width });
    const opened = el("tr.response-sla-detail", { id, hidden: true }, place);
    const button = el("button.btn.btn-link.btn-xs.response-sla-open", { type: "button", "aria-expanded": "false", "aria-controls": id, "aria-label": `What happened to ${named(item)}` }, "▸");
    button.addEventListener("click", () => {
      opened.hidden = !opened.hidden;
      button.setAttribute("aria-expanded", String(!opened.hidden));
      button.textContent = opened.hidden ? "▸" : "▾";
      if (!opened.hidden) {
        place.replaceChildren(detail(item));
      }
    });
    return [el("tr", {}, el("td.response-sla-opener", {}, button), cells), opened];
  });
  return el(
    "div.response-scroll",
    { tabindex: "0", role: "region", "aria-label": caption },
    el(
      "table.response-sla-table",
      {},
      el(captionShown ? "caption" : "caption.response-sr-only", {}, caption),
      el("thead", {}, el("tr", {}, detail ? el("th", { scope: "col" }, el("span.response-sr-only", {}, "Details")) : null, head)),
      el("tbody", {}, body),
    ),
  );
};

/**
 * Which part of a list is shown, and the ways to the others.
 *
 * @param {{page: number, size: number, total: number, items: any[]}} answer
 * @param {(page: number) => string} href of another page of the list, counted from 0
 * @param {string} what is listed
 */
export const pager = (answer, href, what) => {
  const first = answer.page * answer.size + 1;
  const last = answer.page * answer.size + answer.items.length;
  const way = (label, page, there) => (there ? el("a.btn.btn-default.btn-sm", { href: href(page) }, label) : null);
  return el(
    "nav.response-sla-pager",
    { "aria-label": `Pages of ${what}` },
    el("span.response-quiet", {}, answer.items.length === 0 ? `0 of ${count(answer.total)}` : `${count(first)} to ${count(last)} of ${count(answer.total)}`),
    way("Previous", answer.page - 1, answer.page > 0),
    way("Next", answer.page + 1, last < answer.total),
  );
};
