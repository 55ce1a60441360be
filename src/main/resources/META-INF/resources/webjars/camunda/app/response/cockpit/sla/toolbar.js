// What a page is narrowed by beside the filter bar: choices of its own, which go into the address as well.

import { el } from "../../shared/dom.js";

/**
 * @param {string} name in the address
 * @param {Record<string, string>} values what can be chosen, with its words
 * @param {string|undefined} chosen
 * @param {string|null} any the words for no choice; null where one has to be made
 * @param {(value: string|undefined) => void} change
 */
export const choice = (name, label, values, chosen, any, change) => {
  const id = `response-sla-own-${name}`;
  const control = el(
    "select.form-control.input-sm",
    { id, change: () => change(control.value || undefined) },
    any === null ? null : el("option", { value: "" }, any),
    Object.entries(values).map(([value, words]) => el("option", { value }, words)),
  );
  control.value = chosen && values[chosen] ? chosen : any === null ? Object.keys(values)[0] : "";
  return el("div.response-sla-filter", { "data-filter": name }, el("label", { for: id }, label), control);
};

export const toolbar = (...choices) => el("form.response-sla-filters.response-sla-own", { "aria-label": "Filters of this page", submit: (event) => event.preventDefault() }, choices);
