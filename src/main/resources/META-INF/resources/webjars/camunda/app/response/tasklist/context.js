// What is known around the task that is open: asked for once for everything that shows it, after its form, and again every half minute
// while somebody looks.

import { get } from "../shared/api.js";

const REFRESH = 30_000;
const FORM = 1_500;

let asked = null;

/** Waits until the form is there, for it is what people came for; not longer than a moment, for some tasks have none. */
const form = () =>
  new Promise((there) => {
    const since = performance.now();
    const look = () =>
      document.querySelector(".task-details .fjs-form, .task-details form[name]") || performance.now() - since > FORM
        ? there()
        : window.setTimeout(look, 100);
    look();
  });

const tell = (asking) => asking.listeners.forEach((listener) => listener(asking));

const ask = async (asking, byItself) => {
  try {
    const answer = await get(`/tasks/${encodeURIComponent(asking.task)}/context`, {}, { byItself, signal: asking.stop.signal });
    asking.answer = answer;
    asking.problem = null;
    asking.ahead = Date.parse(answer.now) - performance.now();
  } catch (problem) {
    if (problem.name === "AbortError") {
      return;
    }
    if (problem.name !== "Problem") {
      console.error(problem);
    }
    asking.problem = problem;
  }
  tell(asking);
};

const begin = (task) => {
  const asking = { task, listeners: new Set(), answer: null, problem: null, ahead: Date.now() - performance.now(), stop: new AbortController() };
  // by the browser's own clock nobody is late: only how much time has passed is taken from it
  asking.now = () => performance.now() + asking.ahead;
  asking.again = () => ask(asking, false);
  asking.timer = window.setInterval(() => !document.hidden && ask(asking, true), REFRESH);
  form().then(() => !asking.stop.signal.aborted && ask(asking, false));
  return asking;
};

/**
 * Tells a listener what is known of a task, now and whenever it was asked again, until the returned function is called.
 *
 * @param {string} task its id
 * @param {(known: {task: string, answer: object|null, problem: Error|null, now: () => number, again: () => void}) => void} listener
 */
export const watch = (task, listener) => {
  if (asked?.task !== task || asked.stop.signal.aborted) {
    asked = begin(task);
  }
  const asking = asked;
  asking.listeners.add(listener);
  listener(asking);
  return () => {
    asking.listeners.delete(listener);
    if (asking.listeners.size === 0) {
      asking.stop.abort();
      window.clearInterval(asking.timer);
    }
  };
};
