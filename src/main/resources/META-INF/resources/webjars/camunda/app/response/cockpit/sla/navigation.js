// The entry "SLA" in Cockpit's navigation.

import { el } from "../../shared/dom.js";
import { PATH } from "./state.js";

// Cockpit would build the whole page anew with each filter, and take the focus away
const stay = (scope) =>
  scope?.$root?.$on("$routeChangeStart", (event, next) => {
    if (next?.$$route?.originalPath === "/sla") {
      next.$$route.reloadOnSearch = false;
    }
  });

let link = null;
let marked = null;

const mark = () => {
  if (window.location.hash.split("?", 1)[0] === PATH) {
    link?.setAttribute("aria-current", "page");
  } else {
    link?.removeAttribute("aria-current");
  }
};

export const navigation = {
  id: "response.sla.navigation",
  pluginPoint: "cockpit.navigation",
  priority: 5,
  render: (node, context, scope) => {
    link = el("a.response-sla-link", { href: PATH }, "SLA");
    node.replaceChildren(link);
    stay(scope);
    window.removeEventListener("hashchange", marked);
    marked = mark;
    window.addEventListener("hashchange", marked);
    mark();
  },
  unmount: () => {
    window.removeEventListener("hashchange", marked);
    link = null;
  },
};
