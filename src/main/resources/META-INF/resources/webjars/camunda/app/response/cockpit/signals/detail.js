// One signal: what became of it and why, what was found, what its source said before, and the finding as it came.

import { el, empty, fill } from "../../shared/dom.js";
import { count, moment, tlp, words } from "../../shared/format.js";
import { facts } from "../sla/agenda.js";
import { table } from "../sla/table.js";
import { incident, placesOf } from "./incidents.js";
import { silence } from "./silence.js";
import { DISPOSITIONS, disposition, kind, outside, severity } from "./words.js";

const MOST_SHOWN = 20;

const part = (title, ...content) => el("section.response-signal-part", {}, el("h4", {}, title), content);

/** A list of texts from outside, the first of them at once. */
const texts = (values, show = outside) => {
  if (values.length === 0) {
    return el("span.response-quiet", {}, "none");
  }
  const items = (some) => el("ul.response-plain", {}, some.map((value) => el("li", {}, show(value))));
  return values.length <= MOST_SHOWN
    ? items(values)
    : [items(values.slice(0, MOST_SHOWN)), el("details", {}, el("summary", {}, `${count(values.length - MOST_SHOWN)} more`), items(values.slice(MOST_SHOWN)))];
};

const fate = (found, places, context) => [
  el("p", {}, "It ", DISPOSITIONS[found.disposition] ?? found.disposition, ". ", found.rule ? [`Rule: `, outside(found.rule), found.ruleVersion > 0 ? `, version ${found.ruleVersion} of the decision.` : "."] : null),
  found.suppression
    ? el(
        "p",
        {},
        kind(found.suppression.kind),
        " by ",
        el("a", { href: context.href({ view: "suppressions", state: found.suppression.active ? undefined : "ENDED", open: found.suppression.id }, true) }, `suppression ${found.suppression.id}`),
        ` of ${found.suppression.owner}, `,
        found.suppression.active ? ["until ", moment(found.suppression.endsAt)] : "which is over",
        `: ${found.suppression.reason}`,
      )
    : null,
  facts([
    ["Incident", incident(found.incident, places)],
    ["Sightings", count(found.sightings)],
    ["First seen", moment(found.firstSeenAt)],
    ["Came in", moment(found.receivedAt)],
    ["Last activity", [words(found.lastActivity), " ", moment(found.lastSeenAt)]],
    ["Closed by its source", found.closedAt && moment(found.closedAt)],
    ["Sent by", found.receivedFrom],
  ]),
];

const finding = (found) => [
  found.description ? el("p.response-prose", {}, outside(found.description)) : null,
  facts([
    ["Source", outside(found.source)],
    ["Its id there", outside(found.externalId)],
    ["Finding type", outside(found.findingType)],
    ["Format", found.format],
  ]),
  el(
    "div.response-signal-lists",
    {},
    [
      // ids of ATT&CK, which name no place that anybody could go to
      ["Techniques", texts(found.techniques, (id) => id)],
      ["Products", texts(found.products)],
      ["Resources", texts(found.resources)],
      ["Observables", texts(found.observables, (one) => [el("span.response-quiet", {}, `${one.type} `), outside(one.value)])],
      ["Actors", texts(found.actors ?? [])],
      ["Markings", texts(found.markings ?? [])],
    ].map(([name, shown]) => el("section", {}, el("h5", {}, name), shown)),
  ),
];

const changes = (found) =>
  found.revisions.length === 0
    ? empty("Its source said the same ever since.")
    : table({
        caption: "What its source said before",
        columns: [
          { title: "Until", row: true, show: (one) => moment(one.replacedAt) },
          { title: "Then it was", show: (one) => (one.change === "CLOSED" ? "closed" : "changed") },
          { title: "Severity", show: (one) => severity(one.severityId) },
          { title: "Title", show: (one) => outside(one.title) },
          { title: "Finding type", show: (one) => outside(one.findingType) },
        ],
        items: found.revisions,
      });

/** Written out when somebody opens it, for it may be long. */
const asItCame = (body) => {
  const text = el("pre.response-signal-body", { tabindex: "0", role: "region", "aria-label": "The finding as it came" });
  const block = el("details.response-signal-part", {}, el("summary", {}, "The finding as it came"), text);
  block.addEventListener("toggle", () => {
    if (block.open && text.textContent === "") {
      text.textContent = typeof body === "string" ? body : JSON.stringify(body, null, 2);
    }
  });
  return block;
};

/** Shows the signal that the address names. */
export const signal = (place, context) => {
  const id = context.state.signal;
  const shown = el("div", {});
  const back = el("a.btn.btn-default.btn-sm", { href: context.href({ signal: undefined }) }, "Back to the list");
  place.append(el("div.response-sla-head", {}, el("span", {}), back), shown);
  const show = () =>
    fill(
      shown,
      async () => {
        const [found, may] = await Promise.all([context.get(`/signals/${encodeURIComponent(id)}`), context.get("/suppressions/me")]);
        return { found, may, places: await placesOf(context.get, [found.incident]) };
      },
      ({ found, may, places }) => [
        el("h3.response-signal-title", {}, outside(found.title)),
        el(
          "p.response-signal-chips",
          {},
          disposition(found.disposition),
          " ",
          severity(found.severityId),
          " ",
          found.tlp ? tlp(found.tlp) : null,
          may.maySilence
            ? el("button.btn.btn-default.btn-sm.response-signal-quiet", { type: "button", click: () => silence({ person: may.person, signal: found, done: (made) => (window.location.hash = context.href({ view: "suppressions", open: made.id }, true)) }) }, "Keep signals like this quiet…")
            : null,
        ),
        part("What became of it", fate(found, places, context)),
        part("What was found", finding(found)),
        part("What its source said before", changes(found)),
        asItCame(found.body),
      ],
    );
  show();
};
