// Brings the style sheets of the platform's parts into a page.

/** @param {URL} file the address of a style sheet */
export const sheet = (file) => {
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = file.href;
  document.head.append(link);
};

/** @param {string} application whose own sheet is wanted beside the shared one */
export const style = (application) => {
  sheet(new URL("./response.css", import.meta.url));
  sheet(new URL(`../${application}/${application}.css`, import.meta.url));
};
