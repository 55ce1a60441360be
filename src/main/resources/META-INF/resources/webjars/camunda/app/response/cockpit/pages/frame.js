// The frame of pages of ours in Cockpit: tabs, filters, and the page that the address names.

import { address, get } from "../../shared/api.js";
import { el, failed } from "../../shared/dom.js";

export const only = (names, values) => Object.fromEntries(Object.entries(values).filter(([name]) => names.includes(name)));

const name = (element) => (element.getAttribute("aria-label") ?? element.textContent).replace(/[▲▼]/g, "").trim();

class Frame {
  #site;
  #tabs;
  #about = el("p.response-quiet", {});
  #bar;
  #place = el("section.response-sla-page", { tabindex: "-1" });
  #shown = null;
  #asked = new AbortController();
  #cleaners = [];
  #moved = () => this.#show();

  constructor(node, site) {
    this.#site = site;
    this.#tabs = site.pages.map((page) => ({ page, link: el("a", {}, page.label) }));
    this.#bar = site.bar((changes) => this.#go(changes));
    node.replaceChildren(
      el(
        `main.response.response-sla.response-pages-${site.id}`,
        { "aria-labelledby": "response-sla-title" },
        el("h2", { id: "response-sla-title" }, site.title),
        el("nav", { "aria-label": `Pages about ${site.title.toLowerCase()}` }, el("ul.response-sla-tabs", { role: "list" }, this.#tabs.map(({ link }) => el("li", {}, link)))),
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
    const { read, href } = this.#site.address;
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
    const { pages, title, follows } = this.#site;
    const { read, href } = this.#site.address;
    const state = read();
    // another page of Cockpit comes, or the same address written in another way
    if (state === null || JSON.stringify(state) === this.#shown) {
      return;
    }
    this.#shown = JSON.stringify(state);
    this.#leave();
    this.#asked = new AbortController();
    const signal = this.#asked.signal;
    const page = pages.find((one) => one.id === state.view) ?? pages[0];
    document.title = `${page.label} · ${title} | Cockpit`;
    for (const tab of this.#tabs) {
      tab.link.href = href({ view: tab.page.id, ...only(follows, state) });
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
        ...this.#site.asked(page, state),
        get: (path, parameters, how) => get(path, parameters, { ...how, signal }),
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

/**
 * A route of Cockpit that shows pages.
 *
 * @param {object} site
 * @param {string} site.id in the address: "sla" for #/sla
 * @param {string} site.title over all of them
 * @param {object[]} site.pages in the order of their tabs, as ../sla/pages.js tells
 * @param {{read: Function, href: Function}} site.address
 * @param {string[]} site.follows names in the address that follow from one page to the next
 * @param {(go: (changes: object) => void) => {element: Element, show: Function, close: Function}} site.bar filters over all pages
 * @param {(page: object, state: object) => object} site.asked what else a page is given
 * @param {number} priority
 */
export const routeTo = (site, priority) => {
  let frame = null;
  return {
    id: `response.${site.id}.route`,
    pluginPoint: "cockpit.route",
    priority,
    properties: { path: `/${site.id}` },
    render: (node) => {
      frame?.close();
      frame = new Frame(node, site);
    },
    unmount: () => {
      frame?.close();
      frame = null;
    },
  };
};
