// The page "Repair items": how old they get in which phase, which accepted risks end soon, and every item with who answers for it.

import { chip, el, empty, fill } from "../../shared/dom.js";
import { count, duration, moment, words } from "../../shared/format.js";
import { incident } from "./agenda.js";
import { choice, toolbar } from "./toolbar.js";
import { pager, table } from "./table.js";

const PHASES = { ACCEPT: "Acceptance", OPERATIONS: "Operations", ENGINEERING: "Engineering", GOVERNANCE: "Governance", PROOF: "Proof" };

const SHOWN = { overdue: "Overdue", accepted: "Risk accepted", closed: "Closed", all: "All, closed too" };

/** What the API is asked for each choice; open ones where none is made. */
const ASKED = { overdue: { overdue: true }, accepted: { state: "RISK_ACCEPTED" }, closed: { open: false }, all: {} };

const AHEAD = { 30: "30 days", 60: "60 days", 90: "90 days" };

const STATES = {
  OPEN: ["none", "open"],
  IN_REPAIR: ["in-time", "in repair"],
  RISK_ASKED: ["at-risk", "risk asked"],
  RISK_ACCEPTED: ["paused", "risk accepted"],
  CLOSED: ["met", "closed"],
};

const BUCKETS = [
  ["under7Days", "Under 7 days"],
  ["under30Days", "7 to 30"],
  ["under90Days", "30 to 90"],
  ["under180Days", "90 to 180"],
  ["older", "180 and more"],
];

/** The clock of a phase, such as "repair-proof", as the phase's own name. */
const phaseOf = (clock) => clock.replace(/^repair-/, "").toUpperCase();

const days = (value) => `${value.toLocaleString("en")} d`;

/** Only what a browser opens as a page; a tracker's address comes from outside. */
const outside = (url, label) => (/^https?:\/\//i.test(url ?? "") ? el("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, label) : label);

const instance = (id, number) => (id ? el("a", { href: `#/process-instance/${id}/runtime`, "aria-label": `Process instance of ${number}` }, "Instance") : "–");

/** What it came from: the incident, and the review that asked for it. */
const origin = (number, instanceOfIncident, asked, context) => [number ? incident(number, instanceOfIncident) : null, number && asked ? el("br") : null, asked || !number ? review(asked, context) : null];

const review = (number, context) => (number ? el("a.response-key", { href: context.href({ view: "reviews", number }, true) }, number) : "–");

const product = (item) => (item.productId ? [item.productName ?? item.productId, el("div.response-quiet", {}, item.division)] : "–");

const heat = (part, most) => (most === 0 || part === 0 ? null : `--response-heat: ${Math.round((part / most) * 100)}%`);

const ageing = (groups, context) => {
  const all = groups.find((group) => group.phase === "all");
  if (!all) {
    return empty("No repair item is open.");
  }
  const phases = groups.filter((group) => group.phase !== "all");
  const most = Math.max(...phases.flatMap((group) => BUCKETS.map(([name]) => group[name])));
  const number = (value) => count(value);
  return [
    el(
      "dl.response-sla-figures",
      {},
      [
        ["Open", number(all.open)],
        ["Overdue", number(all.overdue)],
        ["Half are older than", days(all.medianDays)],
        ["The oldest", days(all.oldestDays)],
      ].map(([name, value]) => el("div", {}, el("dt", {}, name), el("dd.response-sla-number", {}, value))),
    ),
    table({
      caption: "Age of open repair items by phase",
      columns: [
        {
          title: "Phase",
          row: true,
          show: (group) =>
            PHASES[phaseOf(group.phase)]
              ? el("a", { href: context.href({ phase: phaseOf(group.phase), at: undefined }) }, PHASES[phaseOf(group.phase)])
              : group.phase === "all"
                ? "All"
                : "Between phases",
        },
        { title: "Open", number: true, show: (group) => number(group.open) },
        { title: "Overdue", number: true, show: (group) => (group.overdue ? el("span.response-late", {}, number(group.overdue)) : "0") },
        ...BUCKETS.map(([name, title]) => ({
          title,
          number: true,
          show: (group) => (group.phase === "all" ? number(group[name]) : el("span.response-heat", { style: heat(group[name], most) }, number(group[name]))),
        })),
        { title: "Median", number: true, show: (group) => days(group.medianDays) },
        { title: "Oldest", number: true, show: (group) => days(group.oldestDays) },
      ],
      items: [...phases, all],
    }),
  ];
};

const wakes = (left) => (left < 0 ? "waking" : left === 0 ? "today is the last day" : left === 1 ? "1 day left" : `${left} days left`);

const RISKS = (context) => [
  { title: "Item", row: true, show: (risk) => [risk.item, el("div.response-quiet", {}, risk.title)] },
  { title: "Accepted until", show: (risk) => risk.until },
  { title: "Left", show: (risk) => chip(risk.daysLeft <= 30 ? "at-risk" : "none", wakes(risk.daysLeft)) },
  { title: "Owner", show: (risk) => risk.owner },
  { title: "Product", show: product },
  { title: "Accepted by", show: (risk) => risk.approver },
  { title: "Protected by", show: (risk) => risk.compensatingControl },
  { title: "From", show: (risk) => origin(risk.incident, risk.incidentInstance, risk.review, context) },
  { title: "Process", show: (risk) => instance(risk.processInstance, risk.item) },
];

const ITEMS = (context) => [
  { title: "Item", row: true, show: (item) => [item.number, el("div.response-quiet", {}, item.title)] },
  { title: "Phase", show: (item) => (item.state === "CLOSED" ? "–" : (PHASES[item.phase] ?? item.phase)) },
  { title: "State", show: (item) => chip(...(STATES[item.state] ?? ["none", item.state])) },
  { title: "Owner", show: (item) => el("a", { href: context.href({ owner: item.owner, at: undefined }) }, item.owner) },
  { title: "Product", show: product },
  {
    title: "Due",
    show: (item) => [item.dueAt ? moment(item.dueAt) : "–", item.overdueSeconds === undefined ? null : el("div.response-late", {}, `overdue by ${duration(item.overdueSeconds)}`)],
  },
  { title: "Age", number: true, show: (item) => duration(item.ageSeconds) },
  { title: "Tracker", show: (item) => (item.trackerRef ? outside(item.trackerUrl, item.trackerRef) : "–") },
  { title: "From", show: (item) => origin(item.incidentNumber, item.incidentInstance, item.review, context) },
  { title: "Process", show: (item) => (item.state === "CLOSED" ? "–" : instance(item.processInstanceId, item.number)) },
];

/** What was done with an item, and every due date it had. */
const story = (item, context) => {
  const place = el("div.response-agenda", {});
  fill(
    place,
    () => context.get(`/repair-items/${encodeURIComponent(item.number)}`),
    (found) => [
      el("p.response-prose", {}, found.description),
      found.plan ? el("section.response-agenda-part", {}, el("h5", {}, "Plan"), el("p.response-prose", {}, found.plan)) : null,
      el(
        "section.response-agenda-part",
        {},
        el("h5", {}, "What was done"),
        found.steps.length === 0
          ? empty("Nothing yet.")
          : el("ul", {}, found.steps.map((step) => el("li", {}, moment(step.at), ` ${PHASES[step.phase] ?? step.phase}: ${words(step.outcome.toLowerCase())}, by ${step.actor}`))),
      ),
      el(
        "section.response-agenda-part",
        {},
        el("h5", {}, "Due dates"),
        el("ul", {}, found.dueDates.map((due) => el("li", {}, moment(due.dueAt), el("span.response-quiet", {}, ` ${due.reason}, by ${due.actor}`)))),
      ),
    ],
  );
  return place;
};

export const repairs = {
  id: "repairs",
  label: "Repair items",
  about: "Whether what was found is repaired: how old items get, which are late, and which accepted risks come back soon.",
  filters: ["division", "product", "owner"],
  show(place, context) {
    const { state, narrowed } = context;
    place.append(
      toolbar(
        choice("phase", "Phase", PHASES, state.phase, "All phases", (phase) => context.go({ phase, at: undefined })),
        choice("shown", "State", SHOWN, state.shown, "Open", (shown) => context.go({ shown, at: undefined })),
        choice("wakes", "Risks that end within", AHEAD, state.wakes ?? "90", null, (within) => context.go({ wakes: within === "90" ? undefined : within, risk: undefined })),
      ),
    );

    const ages = el("div", {});
    place.append(el("div.response-sla-head", {}, el("h3", {}, "Age of open items"), context.csv("/sla/repairs", narrowed)), ages);
    fill(ages, () => context.get("/sla/repairs", narrowed), ({ groups }) => ageing(groups, context));

    const soon = { ...narrowed, days: AHEAD[state.wakes] ? state.wakes : "90" };
    const risks = el("div", {});
    place.append(el("div.response-sla-head", {}, el("h3", {}, "Accepted risks about to wake"), context.csv("/accepted-risks", soon)), risks);
    fill(
      risks,
      () => context.get("/accepted-risks", { ...soon, page: state.risk, size: 10 }),
      (answer) =>
        answer.total === 0
          ? empty(`No accepted risk ends within ${soon.days} days.`)
          : [
              table({ caption: "Accepted risks about to wake", columns: RISKS(context), items: answer.items }),
              pager(answer, (page) => context.href({ risk: page || undefined }), "accepted risks"),
            ],
    );

    const asked = { ...narrowed, phase: state.phase, ...(ASKED[state.shown] ?? { open: true }) };
    const items = el("div", {});
    place.append(el("div.response-sla-head", {}, el("h3", {}, "Items, by due date"), context.csv("/repair-items", asked)), items);
    fill(
      items,
      () => context.get("/repair-items", { ...asked, page: state.at, size: 25 }),
      (answer) =>
        answer.total === 0
          ? empty("No repair item is like that.")
          : [
              table({ caption: "Repair items", columns: ITEMS(context), items: answer.items, detail: (item) => story(item, context), named: (item) => item.number }),
              pager(answer, (page) => context.href({ at: page || undefined }), "repair items"),
            ],
    );
  },
};
