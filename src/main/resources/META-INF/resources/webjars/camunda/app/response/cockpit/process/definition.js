// The tab SLA on the page of a process: its clocks, how its versions compare, the paths its instances took, and those that ended.

import { get } from "../../shared/api.js";
import { chip, el, empty, fill } from "../../shared/dom.js";
import { count, duration, share, utc, words } from "../../shared/format.js";
import * as diagram from "./diagram.js";
import { QUICK, adherence, instanceAddress, number, outcome, pager, spoken, table, time } from "./parts.js";
import { PERIODS, change, parameters, processOf, questionOf } from "./question.js";

const PAGE = 20;

const clocks = (answer) => {
  if (answer.clocks.length === 0) {
    return empty("This diagram declares no clock, so it promises nothing.");
  }
  return [
    table(
      "Clocks of this process",
      [
        "Clock",
        "Declared by",
        { text: "Adherence", number: true, title: "Kept in time, of those that were due" },
        { text: "Due", number: true },
        { text: "Late", number: true, title: "Kept late, or called off past their time" },
        { text: "Still overdue", number: true, title: "Open past their time, of those due in this period" },
        { text: "Open now", number: true },
        { text: "At risk now", number: true, title: "Past the moment at which to warn" },
        { text: "Overdue now", number: true },
        { text: "Median", number: true, title: "Time of the calendar without pauses, of those kept" },
        { text: "90 % within", number: true },
      ],
      answer.clocks.map((one) =>
        el(
          "tr",
          {},
          el("th", { scope: "row" }, words(one.clock)),
          el("td", {}, one.elements.length === 0 ? el("span.response-quiet", {}, "another version") : one.elements.map((element) => element.name?.replace(/\s+/g, " ") || element.id).join(", ")),
          adherence(one.promises.adherence, one.promises.due),
          number(count(one.promises.due)),
          number(count(one.promises.metLate + one.promises.calledOffLate)),
          number(count(one.promises.overdue)),
          number(one.paused > 0 ? `${count(one.open)} (${count(one.paused)} paused)` : count(one.open)),
          number(one.atRisk > 0 ? chip("at-risk", count(one.atRisk)) : "0"),
          number(one.overdue > 0 ? chip("overdue", count(one.overdue)) : "0"),
          number(time(one.medianSeconds)),
          number(time(one.p90Seconds)),
        ),
      ),
    ),
    el("p.response-quiet", {}, `Promises whose fate was decided from ${answer.from} to ${utc(answer.at)}. Restricted incidents are in no figure.`),
  ];
};

const versions = (answer) => [
  table(
    "Versions of this process",
    [
      "Version",
      "Deployed",
      { text: "Adherence", number: true, title: "Kept in time, of those that were due" },
      { text: "Clocks due", number: true },
      { text: "Broken", number: true },
      { text: "Median from start to end", number: true, title: "Of instances that came to an end of their own" },
      { text: "Finished", number: true },
      { text: "Ended from outside", number: true },
      { text: "Running now", number: true },
    ],
    answer.versions.map((one) =>
      el(
        "tr",
        {},
        el("th", { scope: "row" }, el("a", { href: `#/process-definition/${encodeURIComponent(one.definition)}/runtime?detailsTab=response-process-sla` }, `Version ${one.version}`)),
        el("td", {}, utc(one.deployedAt)),
        adherence(one.promises.adherence, one.promises.due),
        number(count(one.promises.due)),
        number(count(one.promises.metLate + one.promises.overdue + one.promises.calledOffLate)),
        number(time(one.medianSeconds)),
        number(count(one.finished)),
        number(count(one.brokenOff)),
        number(count(one.running)),
      ),
    ),
  ),
  el("p.response-quiet", {}, `Instances that ended, and promises whose fate was decided, from ${answer.from} to ${utc(answer.at)}. A version with few clocks due says little.`),
];

const called = (names) => (id) => diagram.nameOf(id) || names[id]?.replace(/\s+/g, " ") || "";

const elements = (answer) => {
  const rows = answer.elements.filter((one) => one.due > 0 || (one.runs > 0 && !QUICK.test(one.kind ?? "")));
  if (rows.length === 0) {
    return empty("Nothing ended and nothing was due in this period.");
  }
  rows.sort((one, other) => (other.brokenShare ?? -1) - (one.brokenShare ?? -1) || (other.medianSeconds ?? 0) - (one.medianSeconds ?? 0));
  return [
    table(
      "Elements of this process, those that break most promises first",
      [
        "Element",
        { text: "Broken promises", number: true, title: "Of those that were due" },
        { text: "Broken", number: true },
        { text: "Due", number: true },
        { text: "Median time", number: true },
        { text: "90 % within", number: true },
        { text: "Runs", number: true },
      ],
      rows.map((one) =>
        el(
          "tr",
          {},
          el("th", { scope: "row" }, diagram.nameOf(one.id) || spoken(one.id)),
          number(share(one.brokenShare)),
          number(one.due > 0 ? count(one.broken) : "–"),
          number(one.due > 0 ? count(one.due) : "–"),
          number(time(one.medianSeconds)),
          number(time(one.p90Seconds)),
          number(count(one.runs)),
        ),
      ),
    ),
    el("p.response-quiet", {}, `Promises from ${answer.from} to now. Times are of the last ${count(answer.runs)} runs of elements${answer.since ? `, which ended since ${utc(answer.since)}` : ""}; not more than ${count(answer.mostRuns)} of each version are looked at. The diagram shows the same by colour: choose it there.`),
  ];
};

/** What a path has more or less than the most usual one, so that it can be told apart at a glance. */
const differences = (path, usual, name) => {
  const more = [...new Set(path)].filter((id) => !usual.includes(id)).map(name).filter(Boolean);
  const less = [...new Set(usual)].filter((id) => !path.includes(id)).map(name).filter(Boolean);
  if (more.length === 0 && less.length === 0) {
    return path.length === usual.length ? "The same elements in another order" : "The same elements, some more often or in another order";
  }
  const few = (list) => (list.length > 4 ? `${list.slice(0, 4).join(", ")} and ${list.length - 4} more` : list.join(", "));
  return [more.length > 0 ? `also ${few(more)}` : null, less.length > 0 ? `without ${few(less)}` : null].filter(Boolean).join("; ");
};

const paths = (answer) => {
  if (answer.items.length === 0) {
    return empty("No instance ended in this period.");
  }
  const name = called(answer.names);
  const usual = answer.items[0].elements;
  const said = el("p", { role: "status" });
  const buttons = [];
  const release = () => buttons.forEach((button) => button.setAttribute("aria-pressed", "false"));
  const choose = (button, path) => {
    const again = button.getAttribute("aria-pressed") === "true";
    release();
    if (again) {
      diagram.clear("path");
      said.textContent = "";
      return;
    }
    const there = diagram.path(path.elements);
    const missing = new Set(path.elements).size - there;
    button.setAttribute("aria-pressed", "true");
    said.textContent = `Shown on the diagram with the numbers of its steps.${missing > 0 ? ` ${count(missing)} elements are not in the version that is shown.` : ""}`;
  };
  stop.push(diagram.onHeat(() => {
    release();
    said.textContent = "";
  }));
  return [
    table(
      "Paths that instances took",
      [
        "On the diagram",
        "Path",
        { text: "Instances", number: true },
        { text: "Share", number: true },
        { text: "Median", number: true, title: "From start to end" },
        { text: "With a late clock", number: true },
        "Newest",
      ],
      answer.items.map((path, n) => {
        const button = el("button.btn.btn-default.btn-xs", { type: "button", "aria-pressed": "false", "aria-label": `Show path ${n + 1} on the diagram`, click: () => choose(button, path) }, "Show");
        buttons.push(button);
        return el(
          "tr",
          {},
          el("td", {}, button),
          el(
            "td",
            {},
            el(
              "details",
              {},
              el("summary", {}, n === 0 ? "The most usual: " : "", n === 0 ? `${path.elements.length} steps to ${name(path.elements[path.elements.length - 1]) || "the end"}` : differences(path.elements, usual, name)),
              el("ol.response-way", {}, path.elements.map((id) => el("li", {}, name(id) || el("span.response-quiet", {}, spoken(id))))),
            ),
          ),
          number(count(path.instances)),
          number(share(path.share)),
          number(time(path.medianSeconds)),
          number(share(path.lateShare)),
          el("td", {}, el("ul.response-plain", {}, path.newest.slice(0, 2).map((one) => el("li.response-whole", {}, el("a", { href: instanceAddress(one.id, true) }, one.businessKey ?? one.id))))),
        );
      }),
    ),
    said,
    el(
      "p.response-quiet",
      {},
      `The last ${count(answer.instances)} instances that ended since ${answer.from}${answer.instances >= answer.mostInstances ? `, not more than ${count(answer.mostInstances)}` : ""}; ${count(answer.paths)} ${answer.paths === 1 ? "path" : "paths"}${answer.paths > answer.items.length ? `, the ${answer.items.length} most usual shown` : ""}. Restricted incidents are not among them.`,
    ),
  ];
};

const finished = (answer, go) => {
  if (answer.total === 0) {
    return empty("No instance ended in this period.");
  }
  return [
    table(
      "Instances that ended",
      ["Work", "Ended", "Started", { text: "Took", number: true }, "Outcome", { text: "Late clocks", number: true }, { text: "Version", number: true }],
      answer.items.map((one) =>
        el(
          "tr",
          {},
          el("th", { scope: "row" }, el("a", { href: instanceAddress(one.id, true) }, one.businessKey || one.id)),
          el("td", {}, utc(one.endedAt)),
          el("td", {}, utc(one.startedAt)),
          number(duration(one.durationSeconds)),
          el("td", {}, outcome(one).replace(/\s+/g, " ")),
          number(one.lateClocks > 0 ? chip("overdue", count(one.lateClocks)) : "0"),
          number(one.version),
        ),
      ),
    ),
    pager(answer, go, "instances"),
  ];
};

const SECTIONS = [
  ["clocks", "Clocks"],
  ["elements", "Elements"],
  ["versions", "Versions"],
  ["paths", "Paths"],
  ["finished", "Finished instances"],
];

let stop = [];

const show = (place, definition, process, page = 0) => {
  stop.forEach((end) => end());
  stop = [];
  const question = questionOf(definition);
  const asked = parameters(definition, process);
  const below = `/processes/${encodeURIComponent(process.key)}`;
  const again = (to) => show(place, definition, process, to);
  switch (question.section) {
    case "versions":
      return fill(place, () => get(`${below}/versions`, { from: asked.from }), versions);
    case "elements":
      return fill(place, () => get(`${below}/elements`, asked), elements);
    case "paths":
      return fill(place, () => get(`${below}/paths`, { ...asked, same: question.same }), paths);
    case "finished":
      return fill(place, () => get(`${below}/instances`, { ...asked, late: question.late ? true : undefined, page, size: PAGE }), (answer) => finished(answer, again));
    default:
      return fill(place, () => get(`${below}/sla`, asked), clocks);
  }
};

const controls = (definition, process, update) => {
  const question = questionOf(definition);
  const only = (section, child) => (question.section === section ? child : null);
  const select = (label, options, value, chosen) =>
    el("label", {}, `${label} `, el("select", { change: (event) => chosen(event.target.value) }, options.map(([key, text]) => el("option", { value: key, selected: String(key) === String(value) }, text))));
  const set = (what) => {
    change(definition, what);
    update();
  };
  return el(
    "div.response-controls",
    {},
    el(
      "div.btn-group",
      { role: "group", "aria-label": "What to show" },
      SECTIONS.map(([key, text]) => el("button.btn.btn-default", { type: "button", "aria-pressed": String(question.section === key), click: () => set({ section: key }) }, text)),
    ),
    question.section === "versions"
      ? null
      : select("Version", [["one", `${process.version} (shown)`], ["all", "All versions"]], question.all ? "all" : "one", (value) => set({ all: value === "all" })),
    select("Period", PERIODS, question.weeks, (value) => set({ weeks: Number(value) })),
    only("paths", select("Paths are the same with", [["ORDER", "the same order"], ["ELEMENTS", "the same elements, in any order"]], question.same, (value) => set({ same: value }))),
    only("finished", el("label", {}, el("input", { type: "checkbox", checked: question.late, change: (event) => set({ late: event.target.checked }) }), " With a late clock only")),
  );
};

export default {
  id: "response-process-sla",
  pluginPoint: "cockpit.processDefinition.runtime.tab",
  priority: 3,
  properties: { label: "SLA" },
  render: (node, { processDefinitionId: definition, api }) => {
    const head = el("div");
    const place = el("div.response-answer");
    node.append(el("section.response.response-process", { "aria-label": "SLA" }, head, place));
    const update = (process) => {
      const focused = head.contains(document.activeElement) ? [...head.querySelectorAll("button, select, input")].indexOf(document.activeElement) : -1;
      head.replaceChildren(controls(definition, process, () => update(process)));
      if (focused >= 0) {
        head.querySelectorAll("button, select, input")[focused]?.focus();
      }
      show(place, definition, process);
    };
    fill(place, () => processOf(definition, api), (process) => {
      window.setTimeout(() => update(process));
      return [];
    });
  },
  unmount: () => {
    stop.forEach((end) => end());
    stop = [];
    diagram.clear("path");
  },
};
