// Draws what is known around a task into a place, and keeps it up to date without taking anything from under a reader's eyes or hands.

import { chip, el, failed, loading } from "../shared/dom.js";
import { severity, tlp } from "../shared/format.js";
import { watch } from "./context.js";
import { SECTIONS } from "./sections.js";

/** Whether somebody has the keyboard or marked text in there. */
const inUse = (place) => {
  const selection = document.getSelection();
  return place.contains(document.activeElement) || (selection && !selection.isCollapsed && place.contains(selection.anchorNode));
};

/** What the incident, or else the work, is called, with its severity and marking. */
export const heading = (known) => [
  known.incident ? [severity(known.incident.severity), " ", tlp(known.incident.tlp), " "] : null,
  known.incident?.codeName ? [chip("overdue", "restricted", `Known to its team alone; call it ${known.incident.codeName}`), " "] : null,
  el("b", {}, known.incident?.number ?? known.subjects[0]?.number ?? known.task.businessKey ?? ""),
  " ",
  el("span.response-foreign", { dir: "auto" }, known.incident?.title ?? known.subjects[0]?.title ?? known.task.processName),
];

/**
 * @param {Element} place
 * @param {string} task
 * @param {{full?: boolean, onKnown?: (known: object) => Function[]}} how full: everything there is; onKnown: shows it elsewhere too
 *     and gives back what is to be done each second
 * @return {() => void} ends it
 */
export const panel = (place, task, { full = false, onKnown } = {}) => {
  const shown = new Map();
  let elsewhere = [];
  let now = () => Date.now();
  const stale = el("p.response-stale", { role: "status" });
  const body = el("div", {}, loading("Looking up what is known…"));
  place.replaceChildren(stale, body);

  const tick = () => {
    const moment = now();
    shown.forEach((section) => section.ticks.forEach((one) => one(moment)));
    elsewhere.forEach((one) => one(moment));
  };

  const draw = (section, answer) => {
    const part = section.of(answer);
    const written = part ? JSON.stringify(part, (key, value) => (key === "leftSeconds" || key === "pausedSeconds" ? undefined : value)) : "";
    const before = shown.get(section.key);
    if (before?.written === written || (before && inUse(before.place))) {
      return;
    }
    if (before && part && section.keep?.(before.place, part, full)) {
      before.written = written;
      return;
    }
    const unfolded = new Set([...(before?.place.querySelectorAll("details[open]") ?? [])].map((one) => one.dataset.fold));
    const ticks = [];
    const content = part ? [el("h3", {}, section.title), section.show(part, full, ticks)].flat(Infinity).filter(Boolean) : [];
    const drawn = before?.place ?? el("section.response-section", { "data-section": section.key });
    drawn.replaceChildren(...content);
    drawn.hidden = content.length === 0;
    drawn.querySelectorAll("details").forEach((one) => (one.open = unfolded.has(one.dataset.fold)));
    if (!before) {
      body.append(drawn);
    }
    shown.set(section.key, { place: drawn, written, ticks });
  };

  const unwatch = watch(task, (known) => {
    now = known.now;
    if (known.problem) {
      if (known.answer) {
        stale.textContent = `Not up to date: ${known.problem.message}`;
      } else {
        body.replaceChildren(failed(known.problem.name === "Problem" ? known.problem : { message: "This could not be shown." }, known.again));
      }
    }
    if (!known.answer || known.problem) {
      return;
    }
    stale.textContent = "";
    if (shown.size === 0) {
      body.replaceChildren(full ? el("h2", {}, heading(known.answer)) : "");
    }
    SECTIONS.forEach((section) => draw(section, known.answer));
    elsewhere = onKnown?.(known.answer) ?? [];
    tick();
  });
  const timer = window.setInterval(() => !document.hidden && tick(), 1000);
  const awake = () => !document.hidden && tick();
  document.addEventListener("visibilitychange", awake);
  return () => {
    unwatch();
    window.clearInterval(timer);
    document.removeEventListener("visibilitychange", awake);
    place.replaceChildren();
  };
};
