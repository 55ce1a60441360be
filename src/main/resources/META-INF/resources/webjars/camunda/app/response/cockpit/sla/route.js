// The frame of the SLA pages: tabs, filters, and the page that the address names.

import { address, get } from "../../shared/api.js";
import { el, failed } from "../../shared/dom.js";
import { filterBar } from "./filters.js";
import { pages } from "./pages.js";
import { href, narrowed, period, read } from "./state.js";

/** Names in the address that belong to one page, so that they don't follow to the next. */
const SHARED = ["from", "to", "weeks", "clock", "severity", "division", "product", "owner", "region"];

const only = (names, values) => Object.fromEntries(Object.entries(values).filter(([name]) => names.includes(name)));

class Frame {
  #tabs = el("ul.response-sla-tabs", { role: "list" });
  #about = el("p.response-quiet", {});
  #bar;
  #place = el("section.response-sla-page", { "aria-live": "off" });
  #shown = null;
  #asked = new AbortController();
  #cleaners = [];
  #moved = () => this.#show();

  constructor(node) {
    this.#bar = filterBar((changes) => this.#go(changes));
    node.replaceChildren(
      el(
        "main.response.response-sla",
        { "aria-labelledby": "response-sla-title" },
        el("h2", { id: "response-sla-title" }, "Service levels"),
        el("nav", { "aria-label": "Pages about service levels" }, this.#tabs),
        this.#about,
        this.#bar.element,
        this.#place,
      ),
    );
    window.addEventListener("hashchange", this.#moved);
    this.#show();
  }

  close() {
    window.removeEventListener("hashchange", this.#moved);
    this.#leave();
    this.#bar.close();
  }

  #leave() {
    this.#asked.abort();
    this.#cleaners.splice(0).forEach((clean) => clean());
  }

  #go(changes, { again = false } = {}) {
    const state = { ...read(), ...changes };
    if (href(state) === href(read() ?? {})) {
      return;
    }
    if (again) {
      window.location.replace(href(state));
    } else {
      window.location.hash = href(state);
    }
  }

  #show() {
    const state = read();
    // another page of Cockpit comes, or the same address written in another way
    if (state === null || JSON.stringify(state) === this.#shown) {
      return;
    }
    this.#shown = JSON.stringify(state);
    this.#leave();
    this.#asked = new AbortController();
    const signal = this.#asked.signal;
    const page = pages.find((one) => one.id === state.page) ?? pages[0];
    document.title = `${page.label} · Service levels | Cockpit`;
    this.#tabs.replaceChildren(
      ...pages.map((one) =>
        el(
          "li",
          {},
          el(
            "a",
            { href: href({ page: one.id, ...only(SHARED, state) }), "aria-current": one === page ? "page" : null },
            one.label,
          ),
        ),
      ),
    );
    this.#about.textContent = page.about;
    this.#bar.show(page.filters, state);
    const place = el("div", {});
    this.#place.replaceChildren(place);
    const csv = (path, parameters, label = "CSV") =>
      el(
        "a.btn.btn-default.btn-sm.response-sla-csv",
        { href: address(path, { ...parameters, format: "csv" }), download: "", title: "Download what is shown as CSV; this is recorded in the audit log" },
        label,
      );
    try {
      page.show(place, {
        state,
        narrowed: only(page.filters, narrowed(state)),
        period: page.filters.includes("period") ? period(state) : {},
        get: (path, parameters) => get(path, parameters, { signal }),
        go: (changes, how) => this.#go(changes, how),
        href: (changes, anew = false) => href(anew ? changes : { ...state, ...changes }),
        csv,
        leave: (clean) => this.#cleaners.push(clean),
      });
    } catch (problem) {
      console.error(problem);
      place.replaceChildren(failed({ message: "This page could not be shown." }));
    }
  }
}

let frame = null;

export const route = {
  id: "response.sla.route",
  pluginPoint: "cockpit.route",
  priority: 9,
  properties: { path: "/sla" },
  render: (node) => {
    frame?.close();
    frame = new Frame(node);
  },
  unmount: () => {
    frame?.close();
    frame = null;
  },
};
