// Broken promises: what is late now, and what was broken in a period.

import { chip, el, empty, fill } from "../../shared/dom.js";
import { count, duration, moment } from "../../shared/format.js";
import { about, clockName, owner, process, product, severityOf, story, timeLeft } from "./clocks.js";
import { pager, table } from "./table.js";

const SIZE = 50;

const OUTCOMES = { MET_LATE: ["met-late", "kept late"], CALLED_OFF_LATE: ["met-late", "called off late"], OVERDUE: ["overdue", "still open"] };

const COMMON = [
  { title: "Work", row: true, show: about },
  { title: "Clock", show: clockName },
  { title: "Process", show: process },
  { title: "Severity", show: severityOf },
  { title: "Product", show: product },
  { title: "Owner", show: owner },
];

const overdue = {
  path: "/sla/clocks",
  what: "promises that are late now",
  said: (total) => (total === 1 ? "1 promise is late now" : `${count(total)} promises are late now`),
  none: "No promise is late that fits these filters.",
  parameters: (context) => ({ ...context.narrowed, risk: "OVERDUE" }),
  columns: [
    ...COMMON,
    { title: "Was due", show: (item) => moment(item.dueAt) },
    { title: "Late by", number: true, show: (item) => timeLeft(item.leftSeconds, item.risk) },
  ],
};

const broken = {
  path: "/sla/breaches",
  what: "promises that were due in the period and broken",
  said: (total) => (total === 1 ? "1 promise was due in the period and broken" : `${count(total)} promises were due in the period and broken`),
  none: "No promise that was due in this period and fits these filters was broken.",
  parameters: (context) => ({ ...context.narrowed, ...context.period }),
  columns: [
    ...COMMON,
    { title: "Was due", show: (item) => moment(item.dueAt) },
    { title: "What became of it", show: (item) => chip(...OUTCOMES[item.outcome]) },
    { title: "Late by", number: true, show: (item) => duration(item.lateSeconds) },
  ],
};

export const breaches = {
  id: "breaches",
  label: "Breaches",
  about: "Promises that were broken, the worst first.",
  filters: ["period", "clock", "severity", "division", "product", "owner", "region"],
  show: (place, context) => {
    const list = context.state.tab === "period" ? broken : overdue;
    const tab = (name, label) =>
      el("a", { href: context.href({ tab: name, at: undefined }), "aria-current": (context.state.tab ?? "") === (name ?? "") ? "true" : null }, label);
    const parameters = list.parameters(context);
    const shown = el("div", {});
    place.append(
      el(
        "div.response-sla-head",
        {},
        el("nav.response-sla-switch", { "aria-label": "Which breaches" }, tab(undefined, "Late now"), tab("period", "Broken in the period")),
        context.csv(list.path, parameters),
      ),
      list === overdue ? el("p.response-quiet", {}, "What is late now is shown whatever the period.") : "",
      shown,
    );
    fill(
      shown,
      () => context.get(list.path, { ...parameters, page: context.state.at, size: SIZE }),
      (answer) =>
        answer.total === 0
          ? empty(list.none)
          : [
              el("p", { role: "status" }, list.said(answer.total)),
              table({
                caption: list.what,
                columns: list.columns,
                items: answer.items,
                detail: (item) => story(context, item.id),
                named: (item) => `${item.about}, ${item.clock}`,
              }),
              pager(answer, (page) => context.href({ at: page === 0 ? undefined : page }), list.what),
            ],
    );
  },
};
