// What pages about signals call things.

import { chip, el } from "../../shared/dom.js";
import { defanged } from "../../shared/format.js";

/** Severities of OCSF, by their id. */
export const SEVERITIES = ["unknown", "informational", "low", "medium", "high", "critical", "fatal"];

/** By how loud it is, in the colours that incidents have. */
const LOOKS = ["none", "sev4", "sev4", "sev3", "sev2", "sev1", "sev0"];

export const severity = (id) => chip(LOOKS[id] ?? "none", SEVERITIES[id] ?? String(id), "Severity, as the source has it");

/** What became of a signal, and what that means. */
export const DISPOSITIONS = {
  waiting: "is waiting to be placed",
  opened: "opened an incident",
  attached: "joined an incident that was open",
  kept: "is kept to be looked for",
  snoozed: "waits until a snooze is over",
  suppressed: "is kept quiet",
};

const COLOURS = { waiting: "at-risk", opened: "in-time", attached: "in-time", snoozed: "paused", suppressed: "paused" };

export const disposition = (name) => chip(COLOURS[name] ?? "none", name, `It ${DISPOSITIONS[name] ?? name}`);

export const KINDS = { SNOOZE: "snooze", SUPPRESS: "suppress" };

export const kind = (name) =>
  chip("paused", KINDS[name] ?? name, name === "SNOOZE" ? "The signals wait, and are placed when it is over" : "The signals are kept, and nothing else");

/** What a suppression may be about: as the API spells it, what people call it, and what a signal has of it. */
export const CRITERIA = [
  { field: "source", label: "Source", of: (signal) => [signal.source] },
  { field: "findingType", label: "Finding type", of: (signal) => [signal.findingType] },
  { field: "technique", label: "Technique", of: (signal) => signal.techniques },
  { field: "product", label: "Product", of: (signal) => signal.products },
  { field: "resource", label: "Resource", of: (signal) => signal.resources },
  { field: "observable", label: "Observable", of: (signal) => signal.observables.map((one) => one.value) },
  { field: "actor", label: "Actor", of: (signal) => signal.actors ?? [] },
];

/** What a suppression is about, as a list. */
export const about = (suppression) =>
  el(
    "ul.response-plain",
    {},
    CRITERIA.filter(({ field }) => suppression[field]).map(({ field, label }) => el("li", {}, el("span.response-quiet", {}, `${label} `), outside(suppression[field]))),
    el("li.response-quiet", {}, `up to severity ${SEVERITIES[suppression.upToSeverityId]}`),
  );

/** A text from outside, so that nobody opens it by mistake, and that may be broken anywhere. */
export const outside = (text) => el("span.response-outside", {}, defanged(text));

export const plural = (number, word) => `${Number(number).toLocaleString("en")} ${word}${number === 1 ? "" : "s"}`;
