// How promises are kept: the trend, where they break, and how long things take.

import { chart } from "../../shared/chart.js";
import { el, empty, fill } from "../../shared/dom.js";
import { count, duration, share, words } from "../../shared/format.js";
import { table } from "./table.js";

const SEVERITIES = ["SEV0", "SEV1", "SEV2", "SEV3", "SEV4"];
const MEASURES = ["detect", "acknowledge", "contain", "mitigate", "recover"];

const section = (id, title, csv) => {
  const shown = el("div.response-sla-shown", {});
  return {
    element: el("section", { "aria-labelledby": `response-sla-${id}` }, el("div.response-sla-head", {}, el("h3", { id: `response-sla-${id}` }, title), csv), shown),
    shown,
  };
};

/** Sums of weeks or cells; adherence is missing where none was due. */
export const together = (groups) => {
  const sum = (name) => groups.reduce((total, group) => total + group[name], 0);
  const due = sum("due");
  const met = sum("met");
  return { due, met, broken: due - met, overdue: sum("overdue"), adherence: due === 0 ? null : met / due };
};

const trend = (context, answer) => {
  if (answer.groups.length === 0) {
    return empty(
      "Nothing was due in this period yet. This shows, week by week, which share of the promises was kept in time, as soon as the first one is kept or broken.",
    );
  }
  const all = together(answer.groups);
  const labels = [];
  const byWeek = new Map(answer.groups.map((group) => [group.key, group]));
  for (let day = new Date(`${answer.from}T00:00:00Z`); day < new Date(`${answer.to}T00:00:00Z`); day.setUTCDate(day.getUTCDate() + 7)) {
    labels.push(day.toISOString().substring(0, 10));
  }
  const values = labels.map((label) => byWeek.get(label)?.adherence ?? null);
  const known = values.filter((value) => value !== null);
  const drawn = chart({
    title: "Share of promises kept in time, by week",
    summary: `Between ${share(Math.min(...known))} and ${share(Math.max(...known))}; target ${share(answer.target, 0)}.`,
    heading: "Week from",
    labels,
    series: [
      { name: "Kept in time", values, look: "main" },
      { name: `Target ${share(answer.target, 0)}`, values: labels.map(() => answer.target), look: "target" },
    ],
    format: (value) => share(value),
    min: 0,
    max: 1,
  });
  context.leave(drawn.destroy);
  const good = all.adherence !== null && all.adherence >= answer.target;
  return [
    el(
      "dl.response-sla-figures",
      {},
      figure("Kept in time", share(all.adherence), all.adherence === null ? "nothing was due" : good ? `at or above the target of ${share(answer.target, 0)}` : `below the target of ${share(answer.target, 0)}`, good ? "good" : "bad"),
      figure("Were due", count(all.due), `${answer.from} to ${dayBefore(answer.to)}`),
      figure("Broken", el("a", { href: context.href({ view: "breaches", tab: "period" }) }, count(all.broken)), "kept late, called off late or still open"),
    ),
    drawn.element,
  ];
};

const figure = (name, value, about, tone) =>
  el("div", {}, el("dt", {}, name), el(`dd.response-sla-number${tone ? `.response-sla-${tone}` : ""}`, {}, value), el("dd.response-quiet", {}, about));

/** Periods are told with the day after their last. */
const dayBefore = (day) => new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);

/** A share with how many it is of; broken ones lead to the list of them. */
const cell = (context, found, narrowed, target) => {
  if (!found || found.due === 0) {
    return el("span.response-quiet", { title: "Nothing was due" }, "–");
  }
  const below = found.adherence < target;
  const broken = found.due - found.met;
  return [
    el(`span.response-sla-share${below ? ".response-sla-below" : ""}`, {}, share(found.adherence), below ? el("span.response-sr-only", {}, " below the target") : null),
    el(
      "div.response-sla-of",
      {},
      broken > 0 && narrowed
        ? el("a", { href: context.href({ view: "breaches", tab: "period", ...narrowed }), "aria-label": `${count(broken)} broken of ${count(found.due)}: list them` }, `${count(broken)} broken`)
        : broken > 0
          ? `${count(broken)} broken`
          : "all kept",
      ` of ${count(found.due)}`,
    ),
  ];
};

const matrix = (context, answer) => {
  if (answer.cells.length === 0) {
    return empty("Nothing was due in this period. This shows for each clock and severity which share of the promises was kept in time.");
  }
  const severities = [...SEVERITIES.filter((one) => answer.cells.some((each) => each.severity === one)), ...(answer.cells.some((each) => each.severity === "") ? [""] : [])];
  const rows = [...new Set(answer.cells.map((each) => each.clock))].map((clock) => {
    const cells = answer.cells.filter((each) => each.clock === clock);
    return { id: clock, clock, cells, all: together(cells) };
  });
  const order = context.state.order === "clock" ? "clock" : "adherence";
  rows.sort((one, other) => (order === "clock" ? one.clock.localeCompare(other.clock) : (one.all.adherence ?? 2) - (other.all.adherence ?? 2) || one.clock.localeCompare(other.clock)));
  return table({
    caption: `Share of promises kept in time by clock and severity, against a target of ${share(answer.target, 0)}`,
    captionShown: true,
    columns: [
      { title: "Clock", key: "clock", row: true, show: (row) => words(row.clock) },
      ...severities.map((severity) => ({
        title: severity === "" ? "No severity" : severity,
        number: true,
        // a list can't be narrowed to what has no severity
        show: (row) => cell(context, row.cells.find((each) => each.severity === severity), severity === "" ? null : { clock: row.clock, severity }, answer.target),
      })),
      { title: "All", key: "adherence", number: true, show: (row) => cell(context, row.all, { clock: row.clock }, answer.target) },
    ],
    items: rows,
    order: { key: order, descending: false },
    reorder: (key) => context.go({ order: key === "adherence" ? undefined : key }),
  });
};

const times = (answer) => {
  if (answer.groups.length === 0) {
    return empty("Nothing was detected, acknowledged, contained, mitigated or recovered in this period. This shows how long that took: the middle, and what the slowest tenth, twentieth and hundredth took.");
  }
  const groups = [...answer.groups].sort(
    (one, other) => MEASURES.indexOf(one.measure) - MEASURES.indexOf(other.measure) || (one.key || "~").localeCompare(other.key || "~"),
  );
  const column = (title, name, hint) => ({ title, number: true, hint, show: (row) => duration(row[name]) });
  let measure = null;
  return table({
    caption: "How long it took by severity, pauses included",
    captionShown: true,
    columns: [
      {
        title: "Time to",
        row: true,
        show: (row) => {
          const again = row.measure === measure;
          measure = row.measure;
          return again ? el("span.response-sr-only", {}, row.measure) : words(row.measure);
        },
      },
      { title: "Severity", show: (row) => row.key || "none" },
      { title: "How many", number: true, show: (row) => count(row.count) },
      column("Median", "medianSeconds", "Half took no longer"),
      column("p90", "p90Seconds", "Nine of ten took no longer"),
      column("p95", "p95Seconds", "19 of 20 took no longer"),
      column("p99", "p99Seconds", "99 of 100 took no longer"),
    ],
    items: groups,
  });
};

export const overview = {
  id: "overview",
  label: "Overview",
  about: "Whether promises are kept, and where they break.",
  filters: ["period", "clock", "severity", "division", "product", "owner", "region"],
  show: (place, context) => {
    const asked = { ...context.narrowed, ...context.period };
    const parts = [
      [section("trend", "Adherence", context.csv("/sla/adherence", { ...asked, by: "WEEK" })), () => context.get("/sla/adherence", { ...asked, by: "WEEK" }), (answer) => trend(context, answer)],
      [section("matrix", "Where promises break", context.csv("/sla/matrix", asked)), () => context.get("/sla/matrix", asked), (answer) => matrix(context, answer)],
      [section("times", "How long things take", context.csv("/sla/times", { ...asked, by: "SEVERITY" })), () => context.get("/sla/times", { ...asked, by: "SEVERITY" }), times],
    ];
    for (const [part, ask, show] of parts) {
      place.append(part.element);
      fill(part.shown, ask, show);
    }
  },
};
