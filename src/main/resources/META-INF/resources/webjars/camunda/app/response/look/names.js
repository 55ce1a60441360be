// Camunda's pages have controls that are pictures alone. Whoever doesn't see the picture is told here what they do.

const NAMES = [
  [".region-toggle[data-region='filters']", "Show or hide the lists"],
  [".region-toggle[data-region='list']", "Show or hide the tasks of the list"],
  [".region-toggle[data-region='task']", "Show or hide the task"],
  [".region-toggle", "Show or hide this part of the page"],
  [".maximize", "Show the task alone"],
  [".sort-direction", "Turn the order around"],
  [".new-sort > .dropdown-toggle", "Sort by one thing more"],
  [".app-switch > .dropdown-toggle", "Other applications"],
  [".task-filter .actions a", "What this list is made of"],
  ["[cam-widget-search] .dropdown-toggle", "Saved searches"],
];

const tooltip = (element) => {
  for (const one of [element, ...element.querySelectorAll("[uib-tooltip], [tooltip], [title]")]) {
    const text = one.getAttribute("uib-tooltip") || one.getAttribute("tooltip") || one.getAttribute("title") || "";
    if (text !== "" && !text.includes("{{")) {
      return text;
    }
  }
  return "";
};

/** Some words are hidden where the window is narrow; looking whether they are takes time. */
const words = (element) => (element.querySelector("[class*='hidden-']") ? element.innerText : element.textContent).trim();

const named = (element) =>
  words(element) !== "" || element.querySelector("img[alt], svg[aria-label], svg title") !== null || element.hasAttribute("aria-labelledby");

const beside = (element) => (element.matches(".app-label-wrapper") ? element.parentElement.textContent.trim().replace(/\s+/g, " ") : "");

const look = () => {
  for (const element of document.querySelectorAll("a:not([aria-label]), button:not([aria-label])")) {
    if (named(element)) {
      continue;
    }
    const known = NAMES.find(([selector]) => element.matches(selector));
    const name = known ? known[1] : beside(element) || tooltip(element);
    if (name !== "") {
      element.setAttribute("aria-label", name);
      if (element.matches("a:not([href])")) {
        element.setAttribute("role", "button");
      }
    }
  }
  // a field that suggests what to write says so in attributes that a plain field may not have
  for (const field of document.querySelectorAll("input[aria-autocomplete]:not([role])")) {
    field.setAttribute("role", "combobox");
  }
};

let waiting = 0;
new MutationObserver(() => {
  if (waiting === 0) {
    waiting = window.setTimeout(() => {
      waiting = 0;
      look();
    }, 200);
  }
}).observe(document.documentElement, { childList: true, subtree: true });
look();
