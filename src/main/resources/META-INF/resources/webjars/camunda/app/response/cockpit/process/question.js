// What is asked about a process in Cockpit: which version and how many weeks, shared by the tab and the diagram of one page.

const questions = new Map();
const listeners = new Set();

export const PERIODS = [
  [4, "Last 4 weeks"],
  [13, "Last 13 weeks"],
  [26, "Last 26 weeks"],
  [52, "Last 52 weeks"],
  [104, "Last 104 weeks"],
];

/** @param {string} definition the engine's id of the version whose page is open */
export const questionOf = (definition) => {
  if (!questions.has(definition)) {
    questions.set(definition, { all: false, weeks: 13, section: "clocks", late: false, same: "ORDER" });
  }
  return questions.get(definition);
};

export const change = (definition, what) => {
  Object.assign(questionOf(definition), what);
  listeners.forEach((listener) => listener(definition));
};

/** @returns {() => void} ends it */
export const onChange = (listener) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** The first day of the period: the server rounds it to the Monday of its week. */
export const from = (weeks) => new Date(Date.now() - (weeks - 1) * 7 * 86400000).toISOString().slice(0, 10);

/** The parameters of the API. */
export const parameters = (definition, process) => {
  const { all, weeks } = questionOf(definition);
  return { version: all ? undefined : process.version, from: from(weeks) };
};

const known = new Map();

/** The process that a definition is a version of: {key, version, name}. */
export const processOf = async (definition, api) => {
  if (!known.has(definition)) {
    const answer = await fetch(`${api.engineApi}/process-definition/${encodeURIComponent(definition)}`, {
      headers: { Accept: "application/json", "X-XSRF-TOKEN": api.CSRFToken },
      credentials: "same-origin",
    });
    if (!answer.ok) {
      throw Object.assign(new Error("The process could not be found."), { name: "Problem" });
    }
    known.set(definition, await answer.json());
  }
  return known.get(definition);
};
