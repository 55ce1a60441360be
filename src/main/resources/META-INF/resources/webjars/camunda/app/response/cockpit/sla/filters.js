// The bar in which people narrow what the SLA pages show. What they choose goes into the address at once; the bar shows what stands there.

import { get } from "../../shared/api.js";
import { el } from "../../shared/dom.js";
import { words } from "../../shared/format.js";
import { WEEKS, weeksOf } from "./state.js";

const SEVERITIES = ["SEV0", "SEV1", "SEV2", "SEV3", "SEV4"];

/** From how many on a list is too long to be chosen from, so that one types. */
const MOST = 500;

const ALL = { clock: "All clocks", severity: "All severities", division: "All divisions", region: "All regions" };

const LABELS = {
  clock: "Clock",
  severity: "Severity",
  division: "Division",
  product: "Product",
  owner: "Owner",
  region: "Region",
};

const labelled = (name, label, control) =>
  el("div.response-sla-filter", { "data-filter": name }, el("label", { for: control.id }, label), control);

const option = (value, label) => el("option", { value }, label);

/** A list to choose one of; what the address names is in it, whatever else is. */
const choice = (name, change, shown = (value) => value) => {
  const control = el("select.form-control.input-sm", { id: `response-sla-${name}`, change: () => change({ [name]: control.value }) });
  let known = [];
  let chosen = "";
  const draw = () => {
    const values = chosen && !known.includes(chosen) ? [chosen, ...known] : known;
    control.replaceChildren(option("", ALL[name]), ...values.map((value) => option(value, shown(value))));
    control.value = chosen;
  };
  draw();
  return {
    element: labelled(name, LABELS[name], control),
    offer: (values) => {
      known = values;
      draw();
    },
    show: (value = "") => {
      chosen = value;
      draw();
    },
  };
};

/** A field to type in, with what is known and begins or goes on like that. */
const typed = (name, change) => {
  const list = el("datalist", { id: `response-sla-${name}-known` });
  const control = el("input.form-control.input-sm", {
    id: `response-sla-${name}`,
    type: "text",
    list: list.id,
    placeholder: "Any",
    autocomplete: "off",
    maxlength: 200,
    change: () => change({ [name]: control.value.trim() }),
  });
  let asked = new AbortController();
  let timer = 0;
  let told = "";
  const suggest = () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(async () => {
      asked.abort();
      asked = new AbortController();
      try {
        const { values } = await get("/sla/values", { of: name.toUpperCase(), containing: control.value.trim(), limit: 20 }, { signal: asked.signal });
        list.replaceChildren(...values.map((value) => option(value)));
      } catch {
        // one can type without
      }
    }, 200);
  };
  control.addEventListener("focus", suggest);
  control.addEventListener("input", suggest);
  return {
    element: [labelled(name, LABELS[name], control), list],
    offer: () => {},
    show: (value = "") => {
      // what somebody is typing stays, unless the address says something new of it
      if (value !== told || document.activeElement !== control) {
        control.value = value;
      }
      told = value;
    },
    close: () => {
      window.clearTimeout(timer);
      asked.abort();
    },
  };
};

/** The last weeks, or two days that somebody names. */
const periodChoice = (change) => {
  const weeks = el("select.form-control.input-sm", { id: "response-sla-weeks" });
  const from = el("input.form-control.input-sm", { id: "response-sla-from", type: "date", min: "2000-01-03", max: "2199-12-30" });
  const to = el("input.form-control.input-sm", { id: "response-sla-to", type: "date", min: "2000-01-03", max: "2199-12-30" });
  const days = [labelled("from", "From", from), labelled("to", "To (not included)", to)];
  const own = (shown) => days.forEach((day) => (day.hidden = !shown));
  weeks.addEventListener("change", () => {
    if (weeks.value === "own") {
      own(true);
      from.focus();
    } else {
      change({ weeks: weeks.value, from: undefined, to: undefined });
    }
  });
  const named = () => {
    if (from.validity.valid && to.validity.valid && (from.value || to.value)) {
      change({ from: from.value, to: to.value, weeks: undefined });
    }
  };
  from.addEventListener("change", named);
  to.addEventListener("change", named);
  return {
    element: [labelled("period", "Period", weeks), ...days],
    show: (state) => {
      const chosen = weeksOf(state);
      const offered = chosen === "" || WEEKS.includes(Number(chosen)) ? WEEKS : [Number(chosen), ...WEEKS];
      weeks.replaceChildren(...offered.map((count) => option(String(count), `Last ${count} weeks`)), option("own", "Other days…"));
      weeks.value = chosen === "" ? "own" : chosen;
      from.value = state.from ?? "";
      to.value = state.to ?? "";
      own(chosen === "");
    },
  };
};

/** @param {(changes: object) => void} go changes the address */
export const filterBar = (go) => {
  // another list begins with its first page
  const change = (changes) => go({ ...Object.fromEntries(Object.entries(changes).map(([name, value]) => [name, value || undefined])), at: undefined });
  const span = periodChoice(change);
  const controls = {
    clock: choice("clock", change, words),
    severity: choice("severity", change),
    division: choice("division", change),
    region: choice("region", change),
    product: typed("product", change),
    owner: typed("owner", change),
  };
  controls.severity.offer(SEVERITIES);
  const clear = el(
    "button.btn.btn-link.btn-sm",
    { type: "button", click: () => go(Object.fromEntries(["at", "from", "to", "weeks", ...Object.keys(controls)].map((name) => [name, undefined]))) },
    "Clear filters",
  );
  const element = el(
    "form.response-sla-filters",
    { "aria-label": "Filters", submit: (event) => event.preventDefault() },
    span.element,
    ["clock", "severity", "division", "product", "owner", "region"].map((name) => controls[name].element),
    el("div.response-sla-filter.response-sla-clear", {}, clear),
  );
  const asked = new AbortController();
  for (const name of ["clock", "division", "region"]) {
    get("/sla/values", { of: name.toUpperCase(), limit: MOST }, { signal: asked.signal }).then(
      ({ values }) => controls[name].offer(values),
      () => {}, // the page tells what is wrong
    );
  }
  return {
    element,
    show: (listened, state) => {
      span.element.forEach((part) => part.classList.toggle("response-sla-deaf", !listened.includes("period")));
      span.show(state);
      for (const [name, control] of Object.entries(controls)) {
        [control.element].flat().forEach((part) => part.classList.toggle("response-sla-deaf", !listened.includes(name)));
        control.show(state[name]);
      }
      const narrowedBy = [...Object.keys(controls), "weeks", "from", "to"].some((name) => state[name]);
      clear.hidden = !narrowedBy;
    },
    close: () => {
      asked.abort();
      Object.values(controls).forEach((control) => control.close?.());
    },
  };
};
