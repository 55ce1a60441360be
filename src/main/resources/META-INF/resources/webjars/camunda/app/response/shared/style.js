// Brings the style sheets of the platform's parts into a page.

const sheet = (file) => {
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = new URL(file, import.meta.url).href;
  document.head.append(link);
};

/** @param {string} application whose own sheet is wanted beside the shared one */
export const style = (application) => {
  sheet("./response.css");
  sheet(`../${application}/${application}.css`);
};
