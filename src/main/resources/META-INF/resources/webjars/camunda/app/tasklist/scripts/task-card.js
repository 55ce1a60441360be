// Severity and time left of one task, as words with a colour.

import { chip } from "../../response/shared/dom.js";
import { left, severity, utc } from "../../response/shared/format.js";

const MINUTE = 60;

/** What the platform gives tasks as their priority; the engine's own is 50, and says nothing. */
const SEVERITIES = { 100: "SEV0", 80: "SEV1", 60: "SEV2", 40: "SEV3", 20: "SEV4" };

const cards = new Set();

// so that nobody reads what was so when the list was opened
window.setInterval(() => !document.hidden && cards.forEach((show) => show()), 15 * 1000);

/** The engine's dates have no colon in their offset, and not every browser reads them so. */
const readable = (due) => due.replace(/([+-]\d\d)(\d\d)$/, "$1:$2");

const timeLeft = (due) => {
  const rest = (new Date(readable(due)).getTime() - Date.now()) / 1000;
  const kind = rest < 0 ? "overdue" : rest < 60 * MINUTE ? "at-risk" : "in-time";
  const shown = chip(kind, left(rest));
  shown.title = `Due ${utc(readable(due))}`;
  return shown;
};

export const card = () => {
  const element = document.createElement("div");
  element.className = "response-card";
  let task = null;
  const show = () => {
    element.replaceChildren(
      ...[task && SEVERITIES[task.priority] ? severity(SEVERITIES[task.priority]) : null, task?.due ? timeLeft(task.due) : null].filter(Boolean),
    );
  };
  cards.add(show);
  return {
    line: {
      element,
      show: (now) => {
        task = now;
        show();
      },
    },
    forget: () => cards.delete(show),
  };
};
