// The promises about a task, as countdowns. What a screen reader hears is what stands there when it is read: it is not told each second.

import { duration, left, local, utc, words } from "../shared/format.js";
import { chip, el } from "../shared/dom.js";

const NAMES = {
  "repair-item": "Whole repair item",
  "repair-accept": "Take on the repair",
  "repair-operations": "Repair in operations",
  "repair-engineering": "Repair in engineering",
  "repair-governance": "Repair in governance",
  "repair-proof": "Proof of the repair",
  communicate: "Notify",
  "duty-trigger": "When the duty began",
  "slr-held": "Review held",
  "slr-published": "Review published",
  "sor-held": "Operations review held",
  "shr-held": "Health review held",
};

const RISKS = { IN_TIME: "in time", AT_RISK: "at risk", OVERDUE: "late", PAUSED: "paused" };

/** What a promise is called: "Mitigate, Audit ledger" */
export const nameOf = (clock, products = []) => {
  const about = products.find((product) => product.id === clock.subject)?.name ?? (clock.subject ?? "").replace(/_/g, " ");
  return `${NAMES[clock.clock] ?? words(clock.clock)}${about ? `, ${about}` : ""}`;
};

/** "2 h 10 min left", "late by 12 min", "paused: waits for a vendor, 3 h so far", "kept in 12 min" */
export const standing = (clock, now) => {
  const due = Date.parse(clock.dueAt);
  if (clock.stoppedAt) {
    const stopped = Date.parse(clock.stoppedAt);
    if (clock.state === "CANCELLED") {
      return "called off";
    }
    return clock.state === "MET_LATE"
      ? `done, late by ${duration((stopped - due) / 1000)}`
      : `done in ${duration((stopped - Date.parse(clock.startedAt)) / 1000 - clock.pausedSeconds)}`;
  }
  if (clock.risk === "PAUSED") {
    const since = (now - Date.parse(clock.pausedAt)) / 1000;
    const because = clock.pausedBecause ? clock.pausedBecause.charAt(0).toLowerCase() + clock.pausedBecause.slice(1) : "stands still";
    return `paused: ${because}, ${duration(since)} so far`;
  }
  return left((due - now) / 1000);
};

/** How pressing it is by now, which may be more than when it was asked for. */
export const riskOf = (clock, now) => {
  if (clock.stoppedAt) {
    return clock.state;
  }
  if (clock.risk === "PAUSED") {
    return "PAUSED";
  }
  if (clock.risk === "OVERDUE" || Date.parse(clock.dueAt) <= now) {
    return "OVERDUE";
  }
  return Date.parse(clock.warnAt) <= now ? "AT_RISK" : "IN_TIME";
};

const write = (node, text) => {
  if (node.textContent !== text) {
    node.textContent = text;
  }
};

/** One promise on a line of its own, with a function that brings it up to the moment. */
export const clockLine = (clock, products) => {
  const told = el("span.response-left", { role: "timer", "aria-live": "off" });
  const mark = chip("none", "");
  const line = el(
    "li.response-clock",
    { "data-clock": clock.clock },
    el("div.response-clock-name", {}, el("span.response-foreign", {}, nameOf(clock, products)), " ", mark),
    told,
    el(
      "div.response-quiet.response-due",
      {},
      clock.stoppedAt ? "was due " : clock.risk === "PAUSED" ? "due when it stopped " : "due ",
      el("time", { datetime: clock.dueAt }, `${utc(clock.dueAt)} · ${local(clock.dueAt)}`),
    ),
  );
  const tick = (now) => {
    const risk = riskOf(clock, now);
    write(told, standing(clock, now));
    line.dataset.risk = risk;
    write(mark, RISKS[risk] ?? words(risk.toLowerCase()));
    mark.className = `response-chip response-${risk.toLowerCase().replace("_", "-")}`;
  };
  return { line, tick };
};

/** The same in a few words, for where there is little room. */
export const clockWord = (label, clock) => {
  const told = el("b.response-left", { role: "timer", "aria-live": "off" });
  const word = el("span.response-clock-word", { "data-clock": clock.clock, title: `due ${utc(clock.dueAt)} · ${local(clock.dueAt)}` }, `${label} `, told);
  const tick = (now) => {
    write(told, standing(clock, now));
    word.dataset.risk = riskOf(clock, now);
  };
  return { line: word, tick };
};
