// The page "Signals": how many there are, and which; one of them in full where the address names it.

import { el, empty, every, fill } from "../../shared/dom.js";
import { count, duration, moment, utc, words } from "../../shared/format.js";
import { pager, table } from "../sla/table.js";
import { signal } from "./detail.js";
import { asked } from "./filters.js";
import { incident, placesOf } from "./incidents.js";
import { DISPOSITIONS, disposition, outside, plural, severity } from "./words.js";

const SIZE = 25;
const REFRESHED = 30;

const today = (asOf) => `${new Date(asOf).toISOString().substring(0, 10)}T00:00`;

const figure = (name, value, href, hint) =>
  el("div", {}, el("dt", {}, name), el("dd.response-sla-number", { title: hint }, href ? el("a", { href }, value) : value));

const figures = (answer, context) => {
  const since = today(answer.asOf);
  const old = answer.oldestWaitingSeconds;
  return el(
    "dl.response-sla-figures.response-signals-figures",
    {},
    el(
      "div",
      {},
      el("dt", {}, "Waiting to be placed"),
      el("dd.response-sla-number", {}, el("a", { href: context.href({ disposition: "waiting" }, true) }, count(answer.waiting))),
      answer.waiting > 0 ? el("dd.response-sla-of", {}, `the oldest for ${duration(old)}`) : null,
    ),
    figure("Taken in today", count(answer.takenToday), context.href({ from: since }, true), `Since ${utc(`${since}:00Z`)}`),
    Object.keys(DISPOSITIONS)
      .filter((name) => name !== "waiting")
      .map((name) => figure(words(name), count(answer.today[name] ?? 0), context.href({ from: since, disposition: name }, true), `Of those that came in today, as many: each ${DISPOSITIONS[name]}`)),
  );
};

const became = (item) => [
  disposition(item.disposition),
  item.rule ? el("div.response-quiet.response-outside", {}, item.rule, item.ruleVersion > 0 ? ` (version ${item.ruleVersion})` : "") : null,
];

const columns = (context, places) => [
  {
    title: "Signal",
    row: true,
    show: (item) => [
      el("a.response-outside", { href: context.href({ signal: item.signalId }) }, outside(item.title)),
      el("div.response-quiet.response-outside", {}, item.source, ": ", item.findingType),
    ],
  },
  { title: "Severity", show: (item) => severity(item.severityId) },
  { title: "What became of it", show: became },
  { title: "Incident", show: (item) => incident(item.incident, places) },
  { title: "Sightings", number: true, show: (item) => count(item.sightings) },
  { title: "Last activity", show: (item) => [item.lastActivity, moment(item.lastSeenAt)] },
  { title: "Came in", show: (item) => moment(item.receivedAt) },
];

const many = (answer) => (answer.total >= 5000 ? "5,000 signals or more" : plural(answer.total, "signal"));

const NONE = "No signal is like that.";

const all = (place, context) => {
  const numbers = el("div", {});
  const shown = el("div", {});
  place.append(numbers, shown);
  const count = (how) => fill(numbers, () => context.get("/signals/figures", {}, how), (answer) => figures(answer, context));
  count();
  context.leave(every(REFRESHED, () => !numbers.contains(document.activeElement) && count({ byItself: true })));
  fill(
    shown,
    async () => {
      const answer = await context.get("/signals", { ...asked(context.state), page: context.state.at, size: SIZE });
      return { answer, places: await placesOf(context.get, answer.items.map((item) => item.incident)) };
    },
    ({ answer, places }) =>
      answer.total === 0
        ? empty(NONE)
        : [
            el("p", { role: "status" }, many(answer), context.state.suppression ? ` that suppression ${context.state.suppression} has kept quiet` : "", ", the latest first"),
            table({ caption: "Signals, the latest first", columns: columns(context, places), items: answer.items }),
            pager(answer, (page) => context.href({ at: page || undefined }), "signals"),
          ],
  );
};

export const list = {
  id: "list",
  label: "What came in",
  about: "What detection tools and people reported, and what became of it.",
  filters: ["signals"],
  show: (place, context) => (context.state.signal ? signal(place, context) : all(place, context)),
};
