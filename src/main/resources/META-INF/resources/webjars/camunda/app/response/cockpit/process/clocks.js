// The clocks of the work that a process instance is a part of: what was promised, how long it stood still, and how it ended.

import { get } from "../../shared/api.js";
import { chip, el, empty, fill } from "../../shared/dom.js";
import { count, duration, left, moment, secondsOf, severity, utc, words } from "../../shared/format.js";
import { instanceAddress, pager, table } from "./parts.js";

const PAGE = 50;
const COLUMNS = 8;

const WORDS = {
  IN_TIME: "In time",
  AT_RISK: "At risk",
  OVERDUE: "Overdue",
  PAUSED: "Paused",
  MET: "Met",
  MET_LATE: "Met late",
  CANCELLED: "Called off",
};

const EVENTS = {
  STARTED: "Started",
  RETARGETED: "Promised anew",
  PAUSED: "Paused",
  RESUMED: "Went on",
  PAUSE_REFUSED: "Pause refused",
  WARNED: "Warned",
  BREACHED: "Overdue",
  MET: "Met",
  MET_LATE: "Met late",
  CANCELLED: "Called off",
};

/** "4 h", "2 working days": the target as the policy has it. */
const target = (one) => {
  const days = /^P(\d+)D$/.exec(one.target);
  const text = days ? `${days[1]} ${days[1] === "1" ? "day" : "days"}` : Number.isNaN(secondsOf(one.target)) ? one.target : duration(secondsOf(one.target));
  return one.calendar === "24x7" ? text : `${text} of working time`;
};

const fate = (one) => {
  const late = one.leftSeconds < 0;
  if (one.risk) {
    return [chip(one.risk, WORDS[one.risk]), el("div", {}, one.risk === "PAUSED" ? `${left(one.leftSeconds)} when it goes on` : left(one.leftSeconds))];
  }
  const broken = one.state === "MET_LATE" || (one.state === "CANCELLED" && late);
  return [
    chip(broken ? "overdue" : one.state === "CANCELLED" ? "paused" : "met", one.state === "CANCELLED" && late ? "Called off late" : WORDS[one.state]),
    el("div", {}, broken ? `late by ${duration(one.leftSeconds)}` : one.state === "MET" ? `${duration(one.leftSeconds)} to spare` : null),
  ];
};

const pauses = (one) => {
  if (one.pauses.length === 0) {
    return one.pausedSeconds > 0 ? duration(one.pausedSeconds) : el("span.response-quiet", {}, "never");
  }
  return [
    el("div", {}, duration(one.pausedSeconds)),
    el(
      "ul.response-plain",
      {},
      one.pauses.map((pause) =>
        el("li", {}, pause.reason, el("span.response-quiet", {}, `, ${pause.endedAt ? `${utc(pause.beganAt)} to ${utc(pause.endedAt)}` : `since ${utc(pause.beganAt)}`}, ${pause.approvedBy ? `approved by ${pause.approvedBy}` : "needed no approval"}`)),
      ),
    ),
  ];
};

const ledger = (clock) => {
  const shown = table(
    `Ledger of the clock ${words(clock.clock)}`,
    ["When", "What", "Due then", "Severity", "Policy", "Who", "Why"],
    clock.ledger.map((line) =>
      el(
        "tr",
        {},
        el("td", {}, moment(line.at)),
        el("td", {}, EVENTS[line.event] ?? words(line.event)),
        el("td", {}, utc(line.dueAt)),
        el("td", {}, line.severity ?? "–"),
        el("td", {}, line.policyVersion ?? "–"),
        el("td", {}, line.actor ?? "the platform"),
        el("td", {}, line.reason),
      ),
    ),
  );
  return shown;
};

const row = (one) => {
  const below = el("tr.response-below", { hidden: true }, el("td", { colspan: COLUMNS }));
  const open = el(
    "button.btn.btn-default.btn-xs",
    {
      type: "button",
      "aria-expanded": "false",
      "aria-label": `Ledger of ${words(one.clock)}`,
      click: () => {
        const wanted = below.hidden;
        below.hidden = !wanted;
        open.setAttribute("aria-expanded", String(wanted));
        if (wanted) {
          fill(below.firstChild, () => get(`/sla/clocks/${one.id}`), ledger);
        }
      },
    },
    "Ledger",
  );
  return [
    el(
      "tr",
      {},
      el(
        "th",
        { scope: "row" },
        words(one.clock),
        one.subject ? ` (${one.subject})` : null,
        el("div.response-quiet.response-plainly", {}, (one.elementName ?? one.element).replace(/\s+/g, " "), one.own ? null : [", in ", el("a", { href: instanceAddress(one.instance, one.ended) }, words(one.process))]),
      ),
      el("td", {}, fate(one)),
      el("td", {}, target(one), " ", one.severity ? severity(one.severity) : null, el("div.response-quiet", {}, one.policyVersion === undefined ? "no rule of the policy" : `policy version ${one.policyVersion}`)),
      el("td", {}, moment(one.dueAt)),
      el("td", {}, moment(one.startedAt)),
      el("td", {}, one.stoppedAt ? moment(one.stoppedAt) : el("span.response-quiet", {}, "open")),
      el("td", {}, pauses(one)),
      el("td", {}, open),
    ),
    below,
  ];
};

/**
 * @param {string} id of the instance
 * @param {Map<string, boolean>} ended which instances of the work have ended, by id
 */
export const clocksOf = (place, id, ended, page = 0, byItself = false) =>
  fill(
    place,
    async () => {
      const [answer, all] = await Promise.all([get(`/process-instances/${encodeURIComponent(id)}/clocks`, { page, size: PAGE }, { byItself }), ended]);
      return { ...answer, items: answer.items.map((one) => ({ ...one, ended: all.get(one.instance) ?? true })) };
    },
    (answer) => {
      if (answer.total === 0) {
        return empty("Nothing was promised here: no element that was reached declares a clock.");
      }
      const open = answer.items.filter((one) => one.risk);
      const overdue = open.filter((one) => one.risk === "OVERDUE").length;
      return [
        el("p", { role: "status" }, `${count(answer.total)} ${answer.total === 1 ? "clock" : "clocks"}, ${count(open.length)} open${overdue > 0 ? `, ${count(overdue)} of them overdue` : ""}.`),
        table("Clocks", ["Clock", "How it stands", "Promised", "Due", "Started", "Stopped", "Stood still", "Its ledger"], answer.items.map(row)),
        answer.total > answer.size ? pager(answer, (to) => clocksOf(place, id, ended, to), "clocks") : null,
      ];
    },
  );
