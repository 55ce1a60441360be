// The page "Reviews": how punctually reviews are held and published, which are to be held, which were, and what each is about.

import { chart } from "../../shared/chart.js";
import { chip, el, empty, fill } from "../../shared/dom.js";
import { count, duration, moment, severity, share, words } from "../../shared/format.js";
import { agenda, incident } from "./agenda.js";
import { choice, toolbar } from "./toolbar.js";
import { pager, table } from "./table.js";

const KINDS = { SLR: "Livesite reviews (SLR)", SOR: "Operations reviews (SOR)", SHR: "Health reviews (SHR)" };

const PROGRESS = { UPCOMING: "To be held, in time", OVERDUE: "To be held, overdue", HELD: "Held, not published", PUBLISHED: "Published" };

/** What is promised of reviews, by the names of its clocks. */
const PROMISES = {
  "slr-held": ["SLR", "Livesite reviews held"],
  "slr-published": ["SLR", "Livesite reviews published"],
  "sor-held": ["SOR", "Operations reviews held"],
  "shr-held": ["SHR", "Health reviews held"],
};

const LOOKS = { UPCOMING: ["in-time", "to be held"], OVERDUE: ["overdue", "overdue"], HELD: ["at-risk", "held"], PUBLISHED: ["met", "published"] };

const at = (time) => (time ? moment(time) : "–");

const late = (seconds) => el("div.response-late", {}, `late by ${duration(seconds)}`);

/** When something was done, and how that fits what was promised. */
const done = (time, due, seconds) => (time ? [moment(time), seconds !== undefined ? late(seconds) : due ? el("div.response-quiet", {}, "in time") : null] : "–");

const COLUMNS = [
  { title: "Review", row: true, show: (review) => [el("a", { href: review.here }, review.number), " ", chip("none", review.kind, KINDS[review.kind])] },
  {
    title: "About",
    show: (review) =>
      review.incident
        ? [incident(review.incident, review.incidentInstance), el("div", {}, review.title), el("div.response-quiet", {}, review.division)]
        : (review.division ?? "The whole organisation"),
  },
  { title: "Severity", show: (review) => (review.severity ? severity(review.severity) : "–") },
  { title: "State", show: (review) => [chip(...LOOKS[review.progress]), review.progress === "PUBLISHED" ? null : el("div.response-quiet", {}, words(review.state.toLowerCase()))] },
  { title: "Due", show: (review) => [at(review.dueAt), review.progress === "OVERDUE" ? late(review.lateSeconds) : null] },
];

const UPCOMING = [
  ...COLUMNS,
  { title: "Scheduled", show: (review) => at(review.scheduledFor) },
  {
    title: "Process",
    show: (review) =>
      review.processInstance
        ? el("a", { href: `#/process-instance/${encodeURIComponent(review.processInstance)}/runtime`, "aria-label": `Process instance of ${review.number}` }, "Instance")
        : "–",
  },
];

const HELD = [
  ...COLUMNS,
  { title: "Held", show: (review) => done(review.heldAt, review.dueAt, review.lateSeconds) },
  { title: "Published", show: (review) => done(review.publishedAt, review.publishDueAt, review.publishLateSeconds) },
];

/** Every Monday of the period, so that weeks in which nothing was due have their place. */
const mondays = ({ from, to }) => {
  const days = [];
  for (let day = new Date(`${from}T00:00:00Z`); day < new Date(`${to}T00:00:00Z`); day.setUTCDate(day.getUTCDate() + 7)) {
    days.push(day.toISOString().substring(0, 10));
  }
  return days;
};

const promise = (context, title, labels, weeks) => {
  const sum = (name) => weeks.reduce((all, week) => all + week[name], 0);
  const due = sum("due");
  const late = sum("late") + sum("calledOffLate");
  const byWeek = new Map(weeks.map((week) => [week.week, week]));
  const values = (value) => labels.map((label) => (byWeek.has(label) ? value(byWeek.get(label)) : 0));
  const drawn = chart({
    title,
    summary: `${count(sum("onTime"))} of ${count(due)} in time`,
    heading: "Week from",
    labels,
    series: [
      { name: "In time", values: values((week) => week.onTime), look: "main", type: "bar" },
      { name: "Late", values: values((week) => week.late + week.calledOffLate), look: "target", type: "bar" },
      { name: "Not yet, overdue", values: values((week) => week.overdue), look: "bad", type: "bar" },
    ],
    format: count,
    height: 180,
    min: 0,
    stacked: true,
  });
  context.leave(drawn.destroy);
  return el(
    "div.response-sla-panel",
    {},
    el("p", {}, el("strong", {}, due === 0 ? "–" : share(sum("onTime") / due)), ` in time: ${count(sum("onTime"))} of ${count(due)}, ${count(late)} late, ${count(sum("overdue"))} overdue`),
    drawn.element,
  );
};

const punctuality = (answer, context) => {
  const { kind } = context.state;
  const labels = mondays(answer);
  const shown = Object.entries(PROMISES).filter(([clock, [of]]) => (!kind || of === kind) && answer.groups.some((group) => group.clock === clock));
  return shown.length === 0
    ? empty("No review was due in this period. This shows, week by week, how many were held and published in time.")
    : el("div.response-sla-panels", {}, shown.map(([clock, [, title]]) => promise(context, title, labels, answer.groups.filter((group) => group.clock === clock))));
};

const list = (place, context, what) => {
  const { state } = context;
  const narrowed = { ...context.narrowed, kind: state.kind, progress: state.progress, held: what.held, ...(what.held ? context.period : {}) };
  const heading = el("div.response-sla-head", {}, el("h3", {}, what.title), context.csv("/reviews", narrowed));
  const rows = el("div", {});
  place.append(heading, rows);
  fill(
    rows,
    () => context.get("/reviews", { ...narrowed, page: state[what.at], size: 25 }),
    (answer) =>
      answer.total === 0
        ? empty(what.none)
        : [
            table({
              caption: what.title,
              columns: what.columns,
              items: answer.items.map((review) => ({ ...review, here: context.href({ number: review.number }) })),
              detail: (review) => agenda(review.kind, review.number, context, review.incidentInstance),
              named: (review) => review.number,
            }),
            pager(answer, (page) => context.href({ [what.at]: page || undefined }), "reviews"),
          ],
  );
};

export const reviews = {
  id: "reviews",
  label: "Reviews",
  about: "Whether incidents are learned from in time: reviews of incidents, of the operations of a week, and of the health of a division.",
  filters: ["period", "division"],
  show(place, context) {
    const { state } = context;
    place.append(
      toolbar(
        choice("kind", "Kind", KINDS, state.kind, "All kinds", (kind) => context.go({ kind, at: undefined, next: undefined })),
        choice("progress", "State", PROGRESS, state.progress, "All states", (progress) => context.go({ progress, at: undefined, next: undefined })),
      ),
    );
    if (state.number) {
      const kind = state.number.substring(0, 3).toUpperCase();
      place.append(
        el("div.response-sla-head", {}, el("h3", {}, state.number), el("a.btn.btn-default.btn-sm", { href: context.href({ number: undefined }) }, "Close")),
        agenda(kind, state.number, context),
      );
    }
    const figures = el("div", {});
    place.append(el("div.response-sla-head", {}, el("h3", {}, "Punctuality by week"), context.csv("/sla/reviews", { ...context.narrowed, ...context.period })), figures);
    fill(
      figures,
      () => context.get("/sla/reviews", { ...context.narrowed, ...context.period }),
      (answer) => punctuality(answer, context),
    );
    if (!["HELD", "PUBLISHED"].includes(state.progress)) {
      list(place, context, { title: "To be held", held: false, at: "next", none: "No review is to be held.", columns: UPCOMING });
    }
    if (!["UPCOMING", "OVERDUE"].includes(state.progress)) {
      list(place, context, { title: "Held", held: true, at: "at", none: "No review was held in this period.", columns: HELD });
    }
  },
};
