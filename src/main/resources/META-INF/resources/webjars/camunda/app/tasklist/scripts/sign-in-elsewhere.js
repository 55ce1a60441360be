// Where people sign in at their organisation, the page that asks for a password leads there, after a sign-out as well. A cookie says so;
// without it nothing happens here.

const elsewhere = () => document.cookie.split("; ").includes("sign-in=elsewhere");

let leaving = false;
const look = () => {
  if (leaving || !location.hash.startsWith("#/login") || !elsewhere()) {
    return;
  }
  leaving = true;
  const root = document.querySelector("base").getAttribute("app-root").replace(/\/camunda$/, "");
  location.replace(root + "/sign-in/again?to=" + encodeURIComponent(location.pathname));
};

// the web applications change what stands behind the hash sign without an event, but never without changing the page
new MutationObserver(look).observe(document.documentElement, { childList: true, subtree: true });
window.addEventListener("hashchange", look);
look();
