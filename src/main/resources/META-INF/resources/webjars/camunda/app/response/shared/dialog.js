// A dialog over the page: the browser itself keeps the keyboard inside, closes it by Escape and gives the focus back.

import { el } from "./dom.js";

let made = 0;

/**
 * Opens a dialog.
 *
 * @param {string} title
 * @param {(place: HTMLElement, close: () => void) => void} show fills it
 * @param {() => void} closed called once it is gone
 */
export const openDialog = (title, show, closed = () => {}) => {
  const before = document.activeElement;
  const heading = `response-dialog-${(made += 1)}`;
  const place = el("div.response-dialog-body");
  const dialog = el(
    "dialog.response.response-dialog",
    { "aria-labelledby": heading },
    el(
      "div.response-dialog-head",
      {},
      el("h2", { id: heading }, title),
      el("button.btn.btn-default.response-dialog-close", { type: "button", click: () => dialog.close() }, "Close"),
    ),
    place,
  );
  dialog.addEventListener("close", () => {
    dialog.remove();
    before?.focus?.();
    closed();
  });
  // what is typed here is not a shortcut of the page
  dialog.addEventListener("keydown", (event) => event.stopPropagation());
  document.body.append(dialog);
  show(place, () => dialog.close());
  dialog.showModal();
  return dialog;
};
