// The incident that a process instance works on: what happened, and what the loop made of it.

import { get } from "../../shared/api.js";
import { chip, el, empty, fill } from "../../shared/dom.js";
import { count, moment, severity, tlp, utc, words } from "../../shared/format.js";
import { instanceAddress, pager, table } from "./parts.js";

const PAGE = 20;

/** The business key of an incident's processes is its number; other work has other keys. */
const INCIDENT = /^INC-\d{4}-\d+$/;

const timeline = (place, number, page = 0) =>
  fill(
    place,
    () => get(`/incidents/${encodeURIComponent(number)}/timeline`, { order: "NEWEST", page, size: PAGE }),
    (answer) =>
      answer.total === 0
        ? empty("Nothing was written down yet.")
        : [
            table(
              "Timeline, newest first",
              ["When", "What", "Who", "In words"],
              answer.items.map((line) => el("tr", {}, el("td", {}, moment(line.at)), el("td", {}, words(line.kind)), el("td", {}, line.actor), el("td", {}, line.text))),
            ),
            pager(answer, (to) => timeline(place, number, to), "lines"),
          ],
  );

const instances = (all, ...processes) =>
  all
    .filter((one) => processes.includes(one.process))
    .map((one, n) => [n > 0 ? ", " : " ", el("a", { href: instanceAddress(one.id, one.endedAt) }, `${one.processName?.replace(/\s+/g, " ") ?? words(one.process)}${one.endedAt ? "" : " (runs)"}`)]);

const station = (name, content, processes) =>
  el("li.response-station", {}, el("h4", {}, name), content, processes?.length > 0 ? el("p.response-quiet", {}, "Process:", processes) : null);

const none = (text) => el("p.response-quiet", {}, text);

/** Signals, incident, review, repair items, baseline, pattern: the way round the loop. */
const trace = (incident, all) => {
  const loop = incident.trace ?? {};
  const review = loop.review;
  const items = loop.repairItems ?? [];
  const baselines = loop.baselines ?? [];
  const patterns = loop.patterns ?? [];
  return el(
    "ol.response-loop",
    {},
    station(
      "Signals",
      incident.signals.length === 0
        ? none("None")
        : el("ul.response-plain", {}, incident.signals.slice(0, 5).map((one) => el("li", {}, one.title, el("span.response-quiet", {}, ` ${one.source}, ${utc(one.firstSeenAt)}`))), incident.signals.length > 5 ? el("li.response-quiet", {}, `and ${count(incident.signals.length - 5)} more`) : null),
    ),
    station(
      "Incident",
      el("p", {}, incident.number, " ", chip(incident.stage, words(incident.stage)), loop.matchedPattern ? el("span", {}, ` recognised by ${loop.matchedPattern}`) : null),
      instances(all, "incident-lifecycle", "first-response", "remediation"),
    ),
    station("Review", review ? el("p", {}, review.number, " ", chip(review.state, words(review.state)), review.publishedAt ? el("span.response-quiet", {}, ` published ${utc(review.publishedAt)}`) : null) : none("None yet"), instances(all, "security-livesite-review")),
    station(
      "Repair items",
      items.length === 0
        ? none("None yet")
        : el("ul.response-plain", {}, items.map((one) => el("li", {}, one.number, " ", chip(one.state, words(one.state)), ` ${one.title}`, el("span.response-quiet", {}, ` ${one.owner}${one.dueAt ? `, due ${utc(one.dueAt)}` : ""}`)))),
      instances(all, "repair-item"),
    ),
    station(
      "Baseline",
      baselines.length === 0
        ? none("None yet")
        : el("ul.response-plain", {}, baselines.map((one) => el("li", {}, one.version ? `Version ${one.version} ` : null, chip(one.state, words(one.state)), ` ${one.title}`))),
      instances(all, "governance-update"),
    ),
    station(
      "Pattern",
      patterns.length === 0
        ? none("None yet")
        : el("ul.response-plain", {}, patterns.map((one) => el("li", {}, one.number, " ", chip(one.state, words(one.state)), ` ${one.findingType}`))),
    ),
  );
};

const facts = (incident) =>
  el(
    "div.response-incident",
    {},
    el("h3", {}, `${incident.number}: ${incident.title}`),
    el("p", {}, severity(incident.severity), " ", tlp(incident.tlp), " ", chip(incident.stage, words(incident.stage)), el("span.response-quiet", {}, ` opened ${utc(incident.openedAt)}${incident.closedAt ? `, closed ${utc(incident.closedAt)}` : ""}${incident.commander ? `, led by ${incident.commander}` : ""}`)),
    incident.summary ? el("p", {}, incident.summary) : null,
  );

/** @param {Promise<object[]>} instances every process instance of the same work */
export const incidentOf = (place, businessKey, instances) =>
  fill(
    place,
    async () => {
      if (!INCIDENT.test(businessKey ?? "")) {
        return null;
      }
      try {
        const [incident, all] = await Promise.all([get(`/incidents/${encodeURIComponent(businessKey)}`), instances]);
        return { incident, all };
      } catch (problem) {
        if (problem.status === 404) {
          return null;
        }
        throw problem;
      }
    },
    (found) => {
      if (found === null) {
        return empty("This process works on no incident.");
      }
      const lines = el("div");
      timeline(lines, found.incident.number);
      return [facts(found.incident), el("h3", {}, "Round the loop"), trace(found.incident, found.all), el("h3", {}, "Timeline"), lines];
    },
  );
