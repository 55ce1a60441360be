// An entry in Cockpit's navigation that leads to pages of ours.

import { el } from "../../shared/dom.js";

// Cockpit would build the whole page anew with each filter, and take the focus away
const stay = (scope, route) =>
  scope?.$root?.$on("$routeChangeStart", (event, next) => {
    if (next?.$$route?.originalPath === route) {
      next.$$route.reloadOnSearch = false;
    }
  });

/**
 * @param {object} wanted
 * @param {string} wanted.id such as "sla"
 * @param {string} wanted.label
 * @param {string} wanted.path such as "#/sla"
 * @param {number} wanted.priority the highest stands first
 */
export const entry = ({ id, label, path, priority }) => {
  let link = null;
  const mark = () => {
    if (window.location.hash.split("?", 1)[0] === path) {
      link?.setAttribute("aria-current", "page");
    } else {
      link?.removeAttribute("aria-current");
    }
  };
  return {
    id: `response.${id}.navigation`,
    pluginPoint: "cockpit.navigation",
    priority,
    render: (node, context, scope) => {
      link = el(`a.response-${id}-link`, { href: path }, label);
      node.replaceChildren(link);
      stay(scope, path.substring(1));
      window.removeEventListener("hashchange", mark);
      window.addEventListener("hashchange", mark);
      mark();
    },
    unmount: () => {
      window.removeEventListener("hashchange", mark);
      link = null;
    },
  };
};
