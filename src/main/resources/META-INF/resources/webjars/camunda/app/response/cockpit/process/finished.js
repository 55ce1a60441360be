// The page of a process instance that has ended, which Cockpit itself has none for: clocks, incident, and the way it took.

import { get } from "../../shared/api.js";
import { chip, el, fill } from "../../shared/dom.js";
import { moment, words } from "../../shared/format.js";
import { clocksOf } from "./clocks.js";
import { incidentOf } from "./incident.js";
import { endedOf, instance, instancesOf } from "./instance.js";
import { instanceAddress, number, outcome, pager, table, time } from "./parts.js";

const PAGE = 50;

const KINDS = {
  userTask: "Task of a person",
  serviceTask: "Step of the platform",
  businessRuleTask: "Decision",
  callActivity: "Called process",
  subProcess: "Subprocess",
  multiInstanceBody: "Several at once",
};

const kind = (one) => KINDS[one.kind] ?? words(one.kind.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase());

const steps = (place, id, ended, page = 0) =>
  fill(
    place,
    async () => [await get(`/process-instances/${encodeURIComponent(id)}/steps`, { page, size: PAGE }), await ended],
    ([answer, all]) => [
      table(
        "The way it took",
        [{ text: "Step", number: true }, "Element", "Kind", "From", "To", { text: "Took", number: true }],
        answer.items.map((one, n) =>
          el(
            "tr",
            {},
            number(answer.page * answer.size + n + 1),
            el("th", { scope: "row" }, one.called ? el("a", { href: instanceAddress(one.called, all.get(one.called) ?? true) }, (one.name ?? one.element).replace(/\s+/g, " ")) : (one.name ?? one.element).replace(/\s+/g, " "), one.calledOff ? [" ", chip("paused", "Called off")] : null),
            el("td", {}, kind(one)),
            el("td", {}, moment(one.startedAt)),
            el("td", {}, one.endedAt ? moment(one.endedAt) : el("span.response-quiet", {}, "goes on")),
            number(time(one.durationSeconds)),
          ),
        ),
      ),
      pager(answer, (to) => steps(place, id, ended, to), "steps"),
    ],
  );

const head = (one) => [
  el("h2", {}, `${one.processName?.replace(/\s+/g, " ") ?? words(one.process)}${one.businessKey ? `: ${one.businessKey}` : ""}`),
  el(
    "p",
    {},
    el("a", { href: `#/process-definition/${encodeURIComponent(one.definition)}/runtime?detailsTab=response-process-sla` }, `Version ${one.version ?? "?"} of the diagram`),
    one.calledBy ? [", called by ", el("a", { href: `#/finished/${encodeURIComponent(one.calledBy)}` }, "this process")] : null,
    el("span.response-quiet", {}, `, instance ${one.id}`),
  ),
  el(
    "dl.response-facts",
    {},
    el("dt", {}, "Started"),
    el("dd", {}, moment(one.startedAt)),
    el("dt", {}, "Ended"),
    el("dd", {}, one.endedAt ? moment(one.endedAt) : ["It runs. ", el("a", { href: instanceAddress(one.id, false) }, "Open it where it runs")]),
    el("dt", {}, "Took"),
    el("dd", {}, time(one.durationSeconds)),
    el("dt", {}, "Outcome"),
    el("dd", {}, outcome(one).replace(/\s+/g, " ")),
  ),
];

export default {
  id: "response-finished",
  pluginPoint: "cockpit.route",
  priority: 0,
  properties: { path: "/finished/:id" },
  render: (node) => {
    const id = decodeURIComponent(window.location.hash.replace(/^#\/finished\//, "").replace(/\?.*$/, ""));
    const place = el("div");
    node.append(el("main.response.response-finished", { tabindex: "-1" }, place));
    fill(place, () => instance(id), (one) => {
      document.title = `${one.businessKey ?? one.id} · Cockpit`;
      const all = instancesOf(one);
      const ended = endedOf(all);
      all.catch(() => {});
      ended.catch(() => {});
      const [clocks, way, incident] = [el("div"), el("div"), el("div")];
      clocksOf(clocks, id, ended);
      steps(way, id, ended);
      incidentOf(incident, one.businessKey, all);
      return [...head(one), el("h3", {}, "Clocks"), clocks, el("h3", {}, "The way it took"), way, el("h3", {}, "Incident"), incident];
    });
  },
};
