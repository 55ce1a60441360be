// Promises that may be broken next, by the forecast.

import { el, empty, fill } from "../../shared/dom.js";
import { count, likely, local, moment, utc } from "../../shared/format.js";
import { about, clockName, owner, process, product, severityOf, story, timeLeft } from "./clocks.js";
import { pager, table } from "./table.js";

const SIZE = 50;

const WHY = {
  explanation:
    "Open promises that are in time, and past their warning or due within 24 hours. The chance says how many like clocks that had lasted as long broke a promise like this; " +
    "between the two ends of the band it lies 19 times of 20.",
};

/** A bar for the band with a mark for the chance, and both as numbers. */
const chance = (item) => {
  if (item.chance === undefined || item.chance === null) {
    return el("span.response-quiet", { title: item.reason }, item.reason ?? "not known");
  }
  const percent = (part) => `${(part * 100).toFixed(1)}%`;
  return [
    el("span.response-sla-whole", {}, el("strong", {}, likely(item.chance)), el("span.response-quiet", {}, ` ${likely(item.low)} to ${likely(item.high)}`)),
    el(
      "div.response-sla-band",
      { "aria-hidden": "true" },
      el("span.response-sla-band-range", { style: `left: ${percent(item.low)}; width: ${percent(Math.max(0, item.high - item.low))}` }),
      el("span.response-sla-band-mark", { style: `left: ${percent(item.chance)}` }),
    ),
  ];
};

const secondsLeft = (item) => Math.round((new Date(item.dueAt) - Date.now()) / 1000);

const COLUMNS = [
  { title: "Work", row: true, show: about },
  { title: "Clock", show: clockName },
  { title: "Process", show: process },
  { title: "Severity", show: severityOf },
  { title: "Product", show: product },
  { title: "Owner", show: owner },
  { title: "Chance to break", key: "CHANCE", show: chance },
  {
    title: "Expected end",
    hint: "Half of the clocks that lasted as long needed no more time than this",
    show: (item) => (item.expectedEnd ? moment(item.expectedEnd) : el("span.response-quiet", {}, "not known")),
  },
  { title: "Due", key: "DUE", show: (item) => [moment(item.dueAt), el("div", {}, timeLeft(secondsLeft(item), "AT_RISK"))] },
];

export const atRisk = {
  id: "at-risk",
  label: "At risk",
  about: "Promises that may be broken next.",
  filters: ["clock", "severity", "division", "product", "owner", "region"],
  show: (place, context) => {
    const order = context.state.order === "DUE" ? "DUE" : "CHANCE";
    const parameters = { ...context.narrowed, pressing: true, order };
    const shown = el("div", {});
    place.append(
      el("div.response-sla-head", {}, el("p.response-quiet", {}, WHY.explanation), context.csv("/sla/forecast", parameters)),
      shown,
    );
    fill(
      shown,
      () => context.get("/sla/forecast", { ...parameters, page: context.state.at, size: SIZE }),
      (answer) =>
        answer.total === 0
          ? empty("No open promise that fits these filters is past its warning or due within 24 hours.")
          : [
              el(
                "p",
                { role: "status" },
                answer.total === 1 ? "1 promise at risk" : `${count(answer.total)} promises at risk`,
                answer.items[0] ? el("span.response-quiet", { title: utc(answer.items[0].asOf) }, `, as of ${local(answer.items[0].asOf)}`) : null,
              ),
              table({
                caption: "Promises at risk",
                columns: COLUMNS,
                items: answer.items,
                order: { key: order, descending: order === "CHANCE" },
                reorder: (key) => context.go({ order: key === "CHANCE" ? undefined : key, at: undefined }),
                detail: (item) => story(context, item.id),
                named: (item) => `${item.businessKey}, ${item.clock}`,
              }),
              pager(answer, (page) => context.href({ at: page === 0 ? undefined : page }), "promises at risk"),
            ],
    );
  },
};
