// What a review is about: of a livesite review what was found and proposed, of a session its agenda with the figures as they were taken.

import { chip, el, empty, fill } from "../../shared/dom.js";
import { count, moment, words } from "../../shared/format.js";

/** "openIncidents" as "Open incidents" */
const spoken = (name) => words(name.replace(/([a-z0-9])([A-Z])/g, "$1 $2").toLowerCase());

const text = (value) => (value === null || value === undefined || value === "" ? "–" : String(value));

/** @param {[string, any][]} pairs names with what is known; those of which nothing is known are left out */
export const facts = (pairs) =>
  el(
    "dl.response-sla-facts",
    {},
    pairs.filter(([, value]) => value !== null && value !== undefined && value !== "").map(([name, value]) => el("div", {}, el("dt", {}, name), el("dd", {}, value))),
  );

const part = (title, ...content) => el("section.response-agenda-part", {}, el("h5", {}, title), content);

const items = (values, show) => el("ul", {}, values.map((value) => el("li", {}, show(value))));

const rows = (name, values) => {
  const names = [...new Set(values.flatMap((value) => Object.keys(value)))];
  const numbers = (column) => values.every((value) => value[column] === undefined || typeof value[column] === "number");
  return el(
    "div.response-scroll",
    { tabindex: "0", role: "region", "aria-label": spoken(name) },
    el(
      "table",
      {},
      el("thead", {}, el("tr", {}, names.map((column) => el(numbers(column) ? "th.response-number" : "th", { scope: "col" }, spoken(column))))),
      el(
        "tbody",
        {},
        values.map((value) => el("tr", {}, names.map((column) => el(numbers(column) ? "td.response-number" : "td", {}, typeof value[column] === "number" ? count(value[column]) : text(value[column]))))),
      ),
    ),
  );
};

/** One of the figures of a session, whatever it is: a table, some numbers with names, or one value. */
const figure = ([name, value]) => {
  if (Array.isArray(value)) {
    const shown = value.length === 0 ? empty("None.") : typeof value[0] === "object" ? rows(name, value) : items(value, text);
    return el("details.response-agenda-figure", {}, el("summary", {}, `${spoken(name)} (${value.length})`), shown);
  }
  return part(
    spoken(name),
    value !== null && typeof value === "object"
      ? facts(Object.entries(value).map(([one, number]) => [spoken(one), typeof number === "number" ? count(number) : text(number)]))
      : text(value),
  );
};

const proposals = (proposed) =>
  proposed.length === 0
    ? empty("No repair item is proposed.")
    : items(proposed, (item) => [item.title, " ", chip("none", words(item.itemClass.toLowerCase())), el("span.response-quiet", {}, ` for ${item.owner}, ${String(item.status).toLowerCase()}`)]);

/** The number of an incident, with the way to the work as a whole while it goes on. */
export const incident = (number, instance) =>
  instance ? el("a", { href: `#/process-instance/${encodeURIComponent(instance)}/runtime`, title: `${number}: the work as a whole` }, number) : number;

const livesite = (review, instance) => [
  facts([
    ["Incident", incident(review.incident, instance)],
    ["Stage", words(review.state.toLowerCase())],
    ["Led by", review.facilitator],
    ["Scheduled", review.scheduledFor && moment(review.scheduledFor)],
    ["Held", review.heldAt && moment(review.heldAt)],
    ["Published", review.publishedAt && moment(review.publishedAt)],
    ["Came", review.attendees.filter((person) => person.attended !== false).map((person) => person.name).join(", ")],
  ]),
  review.summary ? part("Summary", el("p.response-prose", {}, review.summary)) : null,
  part(
    "Board",
    review.decisions.length === 0
      ? empty("The board has not decided yet.")
      : items(review.decisions, (decision) => [el("strong", {}, words(decision.decision.toLowerCase())), ` by ${decision.decidedBy}`, decision.questions ?? decision.comment ? `: ${decision.questions ?? decision.comment}` : "", moment(decision.decidedAt)]),
  ),
  part(
    "Root causes",
    review.rootCauses.length === 0
      ? empty("None is classified yet.")
      : items(review.rootCauses, (cause) => [chip("none", words(cause.classification.toLowerCase())), " ", cause.statement, cause.contributing ? el("span.response-quiet", {}, " (contributing)") : null]),
  ),
  part(
    "Variants found",
    review.hunts.length === 0
      ? empty(review.noHuntReason ?? "Nobody has hunted for variants yet.")
      : items(review.hunts, (hunt) => {
          const confirmed = hunt.variants.filter((variant) => variant.state === "CONFIRMED");
          return [`${hunt.title}: `, el("strong", {}, `${confirmed.length} confirmed`), ` of ${hunt.variants.length} candidates`];
        }),
  ),
  part("Repair items proposed", proposals(review.repairItems)),
];

const session = (held) => [
  facts([
    ["Division", held.division],
    ["Scheduled", held.scheduledFor && moment(held.scheduledFor)],
    ["Held", held.heldAt && moment(held.heldAt)],
    ["Published", held.publishedAt && moment(held.publishedAt)],
    ["Risk", held.riskRating && words(held.riskRating.toLowerCase())],
    ["Figures since", held.periodFrom && moment(held.periodFrom)],
    ["Figures taken", held.snapshotTakenAt && moment(held.snapshotTakenAt)],
  ]),
  part("Agenda", held.agenda ? el("p.response-prose", {}, held.agenda) : empty("Nobody has prepared it yet.")),
  held.highlights ? part("Highlights", el("p.response-prose", {}, held.highlights)) : null,
  held.minutes ? part("Minutes", el("p.response-prose", {}, held.minutes)) : null,
  held.decisions.length > 0 ? part("Decisions", items(held.decisions, (decision) => decision.decision)) : null,
  held.deepDives.length > 0 ? part("Deep dives", items(held.deepDives, (dive) => [dive.topic, el("span.response-quiet", {}, ` by ${dive.owner}: ${dive.reason}`)])) : null,
  held.acceptedRisks.length > 0
    ? part("Accepted risks", items(held.acceptedRisks, (risk) => [risk.title, el("span.response-quiet", {}, ` until ${risk.until}, ${risk.state.toLowerCase()}`)]))
    : null,
  held.actions.length > 0 ? part("Actions", proposals(held.actions)) : null,
  held.snapshot
    ? part("Figures of the session", Object.entries(held.snapshot).filter(([name]) => !["from", "to"].includes(name)).map(figure))
    : empty("Its figures are not taken yet."),
];

/** @returns {Element} that fills itself */
export const agenda = (kind, number, context, instance) => {
  const place = el("div.response-agenda", {});
  const path = kind === "SLR" ? "/slrs" : "/sessions";
  fill(
    place,
    () => context.get(`${path}/${encodeURIComponent(number)}`),
    (answer) => (kind === "SLR" ? livesite(answer, instance) : session(answer)),
  );
  return place;
};
