// The bar in which people look for signals. What they choose goes into the address at once; the bar shows what stands there.

import { el } from "../../shared/dom.js";
import { DISPOSITIONS } from "./words.js";

const TYPED = { source: "Source", findingType: "Finding type", technique: "Technique", observable: "Observable", product: "Product", actor: "Actor", incident: "Incident" };

const HINTS = {
  source: "Such as Amazon/GuardDuty, exactly as signals have it",
  findingType: "The whole finding type, in any case",
  technique: "Such as T1562, which finds T1562.008 too",
  observable: "The whole value, such as an address or a host, in any case",
  product: "The id of a product",
  actor: "The whole name, in any case",
  incident: "The number of an incident",
};

const labelled = (name, label, control) => el("div.response-sla-filter", { "data-filter": name }, el("label", { for: control.id }, label), control);

/** A field that shows what the address says, unless somebody is typing into it. */
const field = (name, control) => {
  let told = "";
  return {
    control,
    show: (value = "") => {
      if (value !== told || document.activeElement !== control) {
        control.value = value;
      }
      told = value;
    },
  };
};

/** @param {(changes: object) => void} go changes the address */
export const filterBar = (go) => {
  // another list begins with its first page
  const change = (name, value) => go({ [name]: value || undefined, at: undefined });
  const fields = {};
  for (const [name, label] of Object.entries(TYPED)) {
    const control = el("input.form-control.input-sm", {
      id: `response-signals-${name}`,
      type: "text",
      placeholder: "Any",
      title: HINTS[name],
      autocomplete: "off",
      spellcheck: "false",
      maxlength: 1000,
      change: () => change(name, control.value.trim()),
    });
    fields[name] = { ...field(name, control), label };
  }
  for (const [name, label] of [["from", "Came in from (UTC)"], ["to", "Before (UTC)"]]) {
    const control = el("input.form-control.input-sm", {
      id: `response-signals-${name}`,
      type: "datetime-local",
      min: "2000-01-01T00:00",
      max: "2199-12-31T00:00",
      change: () => control.validity.valid && change(name, control.value),
    });
    fields[name] = { ...field(name, control), label };
  }
  const became = el(
    "select.form-control.input-sm",
    { id: "response-signals-disposition", change: () => change("disposition", became.value) },
    el("option", { value: "" }, "Anything"),
    Object.keys(DISPOSITIONS).map((name) => el("option", { value: name, title: `It ${DISPOSITIONS[name]}` }, name)),
  );
  fields.disposition = { ...field("disposition", became), label: "What became of it" };
  const order = ["from", "to", "source", "findingType", "technique", "observable", "product", "actor", "disposition", "incident"];
  const clear = el("button.btn.btn-link.btn-sm", { type: "button", click: () => go(Object.fromEntries(["at", "suppression", ...order].map((name) => [name, undefined]))) }, "Clear filters");
  const element = el(
    "form.response-sla-filters",
    { "aria-label": "Filters", submit: (event) => event.preventDefault() },
    order.map((name) => labelled(name, fields[name].label, fields[name].control)),
    el("div.response-sla-filter.response-sla-clear", {}, clear),
  );
  return {
    element,
    show: (listened, state) => {
      // one signal is not looked for
      element.hidden = listened.length === 0 || Boolean(state.signal);
      order.forEach((name) => fields[name].show(state[name]));
      clear.hidden = !["suppression", ...order].some((name) => state[name]);
    },
    close: () => {},
  };
};

/** What the API is asked for; times in the address have no zone and are UTC. */
export const asked = (state) => ({
  source: state.source,
  findingType: state.findingType,
  technique: state.technique,
  observable: state.observable,
  product: state.product,
  actor: state.actor,
  disposition: state.disposition,
  incident: state.incident,
  suppression: state.suppression,
  from: state.from && `${state.from}:00Z`,
  to: state.to && `${state.to}:00Z`,
});
