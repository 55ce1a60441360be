// The frame of the SLA pages: tabs, filters, and the page that the address names.

import { address, get } from "../../shared/api.js";
import { el, failed } from "../../shared/dom.js";
import { filterBar } from "./filters.js";
import { pages } from "./pages.js";
import { href, narrowed, period, read } from "./state.js";

/** Names in the address that belong to one page, so that they don't follow to the next. */
const SHARED = ["from", "to", "weeks", "clock", "severity", "division", "product", "owner", "region"];

const only = (names, values) => Object.fromEntries(Object.entries(values).filter(([name]) => names.includes(name)));

const name = (element) => (element.getAttribute("aria-label") ?? element.textContent).replace(/[▲▼]/g, "").trim();

class Frame {
  #tabs = pages.map((page) => ({ page, link: el("a", {}, page.label) }));
  #about = el("p.response-quiet", {});
  #bar;
  #place = el("section.response-sla-page", { tabindex: "-1" });
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
        el("nav", { "aria-label": "Pages about service levels" }, el("ul.response-sla-tabs", { role: "list" }, this.#tabs.map(({ link }) => el("li", {}, link)))),
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

  /** Whoever pressed something that is built anew goes on from there, when it comes again. */
  #keepFocus() {
    const pressed = document.activeElement;
    if (!this.#place.contains(pressed) || pressed === this.#place) {
      return;
    }
    const called = name(pressed);
    this.#place.focus({ preventScroll: true });
    const watch = new MutationObserver(() => {
      const again = [...this.#place.querySelectorAll("a, button")].find((one) => name(one) === called);
      if (document.activeElement !== this.#place) {
        watch.disconnect();
      } else if (again) {
        watch.disconnect();
        again.focus({ preventScroll: true });
      }
    });
    watch.observe(this.#place, { childList: true, subtree: true });
    this.#cleaners.push(() => watch.disconnect());
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
    for (const tab of this.#tabs) {
      tab.link.href = href({ page: tab.page.id, ...only(SHARED, state) });
      if (tab.page === page) {
        tab.link.setAttribute("aria-current", "page");
      } else {
        tab.link.removeAttribute("aria-current");
      }
    }
    this.#about.textContent = page.about;
    this.#bar.show(page.filters, state);
    const place = el("div", {});
    this.#keepFocus();
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
