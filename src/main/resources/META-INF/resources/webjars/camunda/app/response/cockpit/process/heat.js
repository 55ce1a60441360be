// The switch on the diagram of a process: where promises break, or how long elements take.

import { get } from "../../shared/api.js";
import { el } from "../../shared/dom.js";
import { count, duration, share, utc } from "../../shared/format.js";
import * as diagram from "./diagram.js";
import { QUICK } from "./parts.js";
import { onChange, parameters, processOf, questionOf } from "./question.js";

const MODES = [
  ["", "No heat"],
  ["broken", "Broken promises"],
  ["time", "Median time"],
];
const SHARES = [0, 0.1, 0.25, 0.5];
const TIMES = [0.02, 0.1, 0.3, 0.6];

const level = (value, steps) => steps.filter((step) => value > step).length;

const byPromises = (elements) => ({
  elements: elements
    .filter((one) => one.due > 0)
    .map((one) => ({
      id: one.id,
      level: level(one.brokenShare, SHARES),
      text: share(one.brokenShare, 0),
      title: `${count(one.broken)} of ${count(one.due)} promises that were due were broken`,
    })),
  steps: ["none broken", "to 10 %", "to 25 %", "to 50 %", "more"],
});

/** Short enough for a badge. */
const brief = (seconds) => (seconds < 10 ? `${seconds.toFixed(1)} s` : duration(seconds));

const byTime = (elements) => {
  const timed = elements.filter((one) => one.runs > 0 && !QUICK.test(one.kind ?? ""));
  const longest = Math.max(1, ...timed.map((one) => one.medianSeconds));
  return {
    elements: timed.map((one) => ({
      id: one.id,
      level: level(one.medianSeconds / longest, TIMES),
      // a number on every quick step would hide the diagram
      text: level(one.medianSeconds / longest, TIMES) > 0 ? brief(one.medianSeconds) : null,
      title: `Median ${brief(one.medianSeconds)}, nine of ten within ${brief(one.p90Seconds)}, of ${count(one.runs)} runs`,
    })),
    steps: [...TIMES.map((part) => `to ${brief(part * longest)}`), "longer"],
  };
};

let stop = [];
let turn = 0;

const show = async (place, definition, mode, api) => {
  const mine = ++turn;
  if (mode === "") {
    diagram.clear("heat");
    place.replaceChildren();
    return;
  }
  place.replaceChildren(el("p", { role: "status" }, "Loading…"));
  try {
    const process = await processOf(definition, api);
    const answer = await get(`/processes/${encodeURIComponent(process.key)}/elements`, parameters(definition, process));
    if (mine !== turn) {
      return;
    }
    const { elements, steps } = mode === "broken" ? byPromises(answer.elements) : byTime(answer.elements);
    const there = diagram.heat(elements);
    const covers =
      mode === "broken"
        ? `Promises since ${answer.from}`
        : `The last ${count(answer.runs)} runs${answer.since ? `, since ${utc(answer.since).slice(0, 10)}` : ""}`;
    place.replaceChildren(
      there === 0
        ? el("p", { role: "status" }, mode === "broken" ? "No promise of this diagram was due in this period." : "Nothing ended in this period.")
        : el("ol.response-legend", { "aria-label": "Colours" }, steps.map((text, n) => el("li", {}, el(`span.response-swatch.response-heat-badge-${n}`, { "aria-hidden": "true" }), text))),
      el("p", {}, `${covers}, ${questionOf(definition).all ? "all versions" : `version ${process.version}`}. As a table: SLA, Elements.`),
    );
  } catch (problem) {
    if (mine === turn) {
      place.replaceChildren(el("p", { role: "alert" }, problem.name === "Problem" ? problem.message : "This could not be shown."));
    }
  }
};

export default {
  id: "response-process-heat",
  pluginPoint: "cockpit.processDefinition.diagram.action",
  priority: 5,
  render: (node, { processDefinitionId, api }) => {
    // Cockpit takes it from the address
    const definition = decodeURIComponent(processDefinitionId);
    const place = el("div.response-heat-legend", { "aria-live": "polite" });
    const choose = el(
      "select.response-heat-choice",
      { "aria-label": "Heat on the diagram", change: () => show(place, definition, choose.value, api) },
      MODES.map(([value, text]) => el("option", { value }, text)),
    );
    node.append(el("div.response.response-heat", {}, choose, place));
    stop = [
      onChange((changed) => changed === definition && choose.value !== "" && show(place, definition, choose.value, api)),
      diagram.onDiagram(() => choose.value !== "" && show(place, definition, choose.value, api)),
      diagram.onPath(() => {
        turn++;
        choose.value = "";
        place.replaceChildren();
      }),
    ];
  },
  unmount: () => {
    turn++;
    stop.forEach((end) => end());
    stop = [];
  },
};
