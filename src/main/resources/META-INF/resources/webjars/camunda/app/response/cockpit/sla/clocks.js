// What the lists of clocks have in common: how a cell is written, and the story of a clock.

import { chip, el, fill } from "../../shared/dom.js";
import { duration, left, moment, secondsOf, severity, words } from "../../shared/format.js";

/** Process instances are shown by Cockpit while they go on, and by a page of ours afterwards. */
const instance = (id) => `#/process-instance/${encodeURIComponent(id)}/runtime`;

const ended = (id) => `#/finished/${encodeURIComponent(id)}`;

/** What the clock is about, with the way to the work as a whole. */
export const about = (item) => {
  const name = item.about ?? item.businessKey;
  return item.rootInstance ? el("a", { href: instance(item.rootInstance), title: `${name}: the work as a whole` }, name) : name;
};

export const clockName = (item) => [words(item.clock), item.subject ? el("div.response-quiet", {}, item.subject) : null];

/** The process, with the way to the instance that the clock runs in. */
export const process = (item) =>
  el(
    "a",
    { href: item.rootInstance && !item.stoppedAt ? instance(item.processInstance) : ended(item.processInstance), title: "The process instance that this clock runs in" },
    words(item.process),
  );

export const severityOf = (item) => (item.severity ? severity(item.severity) : el("span.response-quiet", {}, "none"));

export const product = (item) =>
  item.product ? [el("span.response-sla-whole", {}, item.product), item.division ? el("div.response-quiet", {}, item.division) : null] : el("span.response-quiet", {}, "none");

export const owner = (item) => item.owner ?? el("span.response-quiet", {}, "nobody known");

/** How long is left, in words that don't need their colour. */
export const timeLeft = (seconds, risk) =>
  risk === "PAUSED" ? chip("paused", `paused, ${left(seconds)}`) : chip(seconds < 0 ? "overdue" : risk === "AT_RISK" ? "at-risk" : "in-time", left(seconds));

const EVENTS = {
  STARTED: "Started",
  RETARGETED: "Promised anew",
  PAUSED: "Paused",
  RESUMED: "Went on",
  PAUSE_REFUSED: "A pause was refused",
  WARNED: "Warned",
  BREACHED: "Broken",
  MET: "Kept in time",
  MET_LATE: "Kept late",
  CANCELLED: "Called off",
};

const target = (iso) => {
  const seconds = secondsOf(iso);
  return Number.isNaN(seconds) ? iso : duration(seconds);
};

/** What happened to a clock, and how long it stood still. */
export const story = (context, id) => {
  const place = el("div.response-sla-story", {});
  fill(
    place,
    () => context.get(`/sla/clocks/${id}`),
    (clock) => [
      el(
        "dl.response-sla-facts",
        {},
        [
          ["Promised", `${target(clock.target)}, counted ${clock.calendar === "24x7" ? "around the clock" : `by the calendar ${clock.calendar}`}`],
          ["Element", `${words(clock.process)} / ${clock.activity}`],
          ["Policy", clock.policyVersion ? `version ${clock.policyVersion}` : "none matched"],
          ["Stood still", clock.pausedSeconds > 0 ? duration(clock.pausedSeconds) : "never"],
        ].map(([name, value]) => el("div", {}, el("dt", {}, name), el("dd", {}, value))),
      ),
      el(
        "table",
        {},
        el("caption", {}, "What happened"),
        el("thead", {}, el("tr", {}, ["When", "What", "Due then", "Severity", "By", "Why"].map((title) => el("th", { scope: "col" }, title)))),
        el(
          "tbody",
          {},
          clock.ledger.map((entry) =>
            el(
              "tr",
              {},
              el("td", {}, moment(entry.at)),
              el("td", {}, EVENTS[entry.event] ?? words(entry.event)),
              el("td", {}, moment(entry.dueAt)),
              el("td", {}, severityOf(entry)),
              el("td", {}, entry.actor ?? el("span.response-quiet", {}, "the platform")),
              el("td", {}, entry.reason),
            ),
          ),
        ),
      ),
      clock.pauses.length === 0
        ? null
        : el(
            "table",
            {},
            el("caption", {}, "When it stood still"),
            el("thead", {}, el("tr", {}, ["From", "To", "Why", "Approved by"].map((title) => el("th", { scope: "col" }, title)))),
            el(
              "tbody",
              {},
              clock.pauses.map((pause) =>
                el(
                  "tr",
                  {},
                  el("td", {}, moment(pause.beganAt)),
                  el("td", {}, pause.endedAt ? moment(pause.endedAt) : "goes on"),
                  el("td", {}, pause.reason),
                  el("td", {}, pause.approvedBy ?? "–"),
                ),
              ),
            ),
          ),
    ],
  );
  return place;
};
