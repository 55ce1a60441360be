// What pages show stands in the address after their path, so that it can be reloaded, sent and gone back to.
//
// Cockpit's own pages take names of theirs out of the address when they are left, whatever page is there by then: "page", "rootElement",
// "searchQuery" and "viewbox". Pages of ours don't use them.

/** What a page of Cockpit that is slow to open writes into the address of the page that came after it. */
const OF_COCKPIT = ["rootElement", "searchQuery", "viewbox"];

/** @param {string} path of the pages, such as "#/sla" */
export const addressOf = (path) => ({
  path,

  /** @returns {object|null} what the address says; null when it is about something else than these pages */
  read: (hash = window.location.hash) => {
    const [before, asked = ""] = hash.split("?", 2);
    if (before !== path && before !== `${path}/`) {
      return null;
    }
    return Object.fromEntries([...new URLSearchParams(asked)].filter(([name, value]) => value !== "" && !OF_COCKPIT.includes(name)));
  },

  /** The address of these pages with what is asked for. */
  href: (state) => {
    const parts = Object.entries(state)
      .filter(([, value]) => value !== undefined && value !== null && value !== "")
      .map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
    return parts.length === 0 ? path : `${path}?${parts.join("&")}`;
  },
});
