// The diagram of the process whose page is open, and what is drawn on it: heat, or a path. One at a time, so that each can be read.

import { el } from "../../shared/dom.js";

const LAYER = "response-layer";

let viewer = null;
let drawn = [];
let kind = null;
const listeners = new Set();

const ready = () => viewer !== null && viewer.get("elementRegistry").getAll().length > 1;

/** @param shown the viewer of bpmn-js, or null when the page is left */
export const use = (shown) => {
  viewer = shown;
  drawn = [];
  listeners.forEach((listener) => listener());
};

export const onDiagram = (listener) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** What the diagram calls an element; empty when it says nothing there, null when it has none with this id. */
export const nameOf = (id) => {
  const element = ready() ? viewer.get("elementRegistry").get(id) : null;
  return element ? (element.businessObject.name ?? "").replace(/\s+/g, " ").trim() : null;
};

const whenPath = new Set();

/** Tells when a path takes the place of what was drawn before. */
export const onPath = (listener) => {
  whenPath.add(listener);
  return () => whenPath.delete(listener);
};

const whenHeat = new Set();

/** Tells when heat takes the place of what was drawn before. */
export const onHeat = (listener) => {
  whenHeat.add(listener);
  return () => whenHeat.delete(listener);
};

/** @param {string} only "heat" or "path", to leave the other one alone */
export const clear = (only) => {
  if (only && only !== kind) {
    return;
  }
  if (ready()) {
    const canvas = viewer.get("canvas");
    drawn.forEach(([id, marker]) => viewer.get("elementRegistry").get(id) && canvas.removeMarker(id, marker));
    viewer.get("overlays").remove({ type: LAYER });
  }
  drawn = [];
};

const mark = (id, marker) => {
  viewer.get("canvas").addMarker(id, marker);
  drawn.push([id, marker]);
};

const badge = (id, text, title, position, kind) => {
  viewer.get("overlays").add(id, LAYER, { position, scale: { min: 0.8, max: 1.2 }, html: el(`div.response.response-badge.${kind}`, { title }, text) });
};

/**
 * @param {{id: string, level: number, text: string?, title: string}[]} elements levels go from 0 to 4
 * @returns {number} how many of them the diagram has
 */
export const heat = (elements) => {
  clear();
  kind = "heat";
  whenHeat.forEach((listener) => listener());
  if (!ready()) {
    return 0;
  }
  const there = elements.filter((one) => viewer.get("elementRegistry").get(one.id));
  there.forEach(({ id, level, text, title }) => {
    mark(id, `response-heat-${level}`);
    if (text) {
      badge(id, text, title, { top: -11, left: 6 }, `response-heat-badge-${level}`);
    }
  });
  return there.length;
};

/**
 * @param {string[]} path ids of elements, in the order in which they were reached
 * @returns {number} how many of them the diagram has
 */
export const path = (path) => {
  clear();
  kind = "path";
  whenPath.forEach((listener) => listener());
  if (!ready()) {
    return 0;
  }
  const registry = viewer.get("elementRegistry");
  const places = new Map();
  path.forEach((id, n) => places.set(id, [...(places.get(id) ?? []), n + 1]));
  const there = [...places].filter(([id]) => registry.get(id));
  there.forEach(([id, numbers]) => {
    mark(id, "response-path");
    const text = numbers.length > 3 ? `${numbers.slice(0, 2).join(", ")} …` : numbers.join(", ");
    badge(id, text, `Step ${numbers.join(", ")}`, { top: -11, left: -11 }, "response-step-badge");
  });
  registry
    .filter((one) => one.waypoints && places.has(one.source?.id) && places.has(one.target?.id) && one.type === "bpmn:SequenceFlow")
    .filter((one) => Math.min(...places.get(one.source.id)) < Math.max(...places.get(one.target.id)))
    .forEach((one) => mark(one.id, "response-path"));
  return there.length;
};

/** Cockpit gives its diagram to this. */
export default {
  id: "response-process-diagram",
  pluginPoint: "cockpit.processDefinition.diagram.plugin",
  priority: 0,
  render: (shown) => use(shown),
  unmount: () => use(null),
};
