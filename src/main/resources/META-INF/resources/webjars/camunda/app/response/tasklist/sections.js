// The parts of what is known around a task. Each is built from texts only and says which part of the answer it shows, so that it is
// drawn anew only when that has changed.

import { get } from "../shared/api.js";
import { copyButton, el } from "../shared/dom.js";
import { defanged, local, moment, utc, words } from "../shared/format.js";
import { clockLine, nameOf } from "./clocks.js";

const FEW = 5;

/** What people outside wrote: it can't change the direction of what stands around it, and breaks anywhere. */
const foreign = (text, name = "span") => el(`${name}.response-foreign`, { dir: "auto" }, text);

const row = (label, value) => (value === null || value === undefined || value === "" ? null : [el("dt", {}, label), el("dd", {}, value)]);

const list = (...rows) => el("dl.response-facts", {}, rows.filter(Boolean));

const RESOLVING = ["contain", "mitigate", "recover", "repair-item"];

const rest = (count, one, many) => `${count} more ${count === 1 ? one : many}`;

/** The first few at once, the rest when asked for. */
const folded = (key, items, few, more) =>
  items.length <= few
    ? items
    : [items.slice(0, few), el("li.response-fold", {}, el("details", { "data-fold": key }, el("summary", {}, more(items.length - few)), el("ul.response-list", {}, items.slice(few))))];

const root = document.querySelector("base")?.getAttribute("app-root") ?? "/camunda";

const taskAddress = (id) => `#/?task=${encodeURIComponent(id)}`;

const repairLine = (item) =>
  el("li", {}, el("b", {}, item.number), " ", foreign(item.title), el("div.response-quiet", {}, `${words(item.state.toLowerCase())}, ${words(item.phase.toLowerCase())} · `, foreign(item.owner)));

const order = { TASK: 0, ACKNOWLEDGE: 1, RESOLVE: 2, OTHER: 3 };

const clocks = {
  key: "clocks",
  title: "Time",
  of: (known) => known.clocks.length > 0 && { clocks: known.clocks, products: known.products, stage: known.incident?.stage },
  show: ({ clocks: all, products, stage }, full, ticks) => {
    const open = all.filter((clock) => !clock.stoppedAt);
    const own = all.filter((clock) => clock.about === "TASK");
    // the promise of the task may be the one to acknowledge or to resolve
    const kind = own.some((clock) => clock.clock === "acknowledge") ? ": acknowledge" : own.some((clock) => RESOLVING.includes(clock.clock)) ? ": resolve" : "";
    const groups = [
      [`This task${kind}`, own],
      ["Acknowledge", all.filter((clock) => clock.about === "ACKNOWLEDGE").slice(0, 1)],
      ["Resolve", all.filter((clock) => clock.about === "RESOLVE" && clock.state !== "CANCELLED")],
      ["Other promises", open.filter((clock) => clock.about === "OTHER")],
      ...(full ? [["Done", all.filter((clock) => clock.stoppedAt && clock.about === "OTHER")]] : []),
    ];
    return groups
      .filter(([label, some]) => some.length > 0 || (label === "Resolve" && stage === "FIRST_RESPONSE" && all.every((clock) => clock.clock !== "contain")))
      .map(([label, some]) => {
        if (some.length === 0) {
          return el("div.response-clocks", {}, el("h4", {}, label), el("p.response-quiet", {}, "No promise runs yet: it begins with the containment."));
        }
        const lines = some.map((clock) => {
          const { line, tick } = clockLine(clock, products);
          ticks.push(tick);
          return line;
        });
        const few = full || label.startsWith("This task") ? 20 : label === "Resolve" ? 3 : 2;
        return el("div.response-clocks", {}, el("h4", {}, label), el("ul.response-list", {}, folded(`clocks-${label}`, lines, few, (count) => `${count} more`)));
      });
  },
};

const subjects = {
  key: "subjects",
  title: "This task is about",
  of: (known) => known.subjects.length > 0 && known.subjects,
  show: (all) =>
    all.map((subject) =>
      el(
        "div.response-subject",
        {},
        el("h4", {}, [subject.kind, subject.number].filter(Boolean).join(" ")),
        subject.title ? el("p", {}, foreign(subject.title)) : null,
        list(...subject.facts.map((fact) => row(fact.label, fact.at ? moment(fact.at) : foreign(fact.text)))),
      ),
    ),
};

const incident = {
  key: "incident",
  title: "Incident",
  of: (known) => known.incident,
  show: (one, full) => [
    one.codeName ? el("p.response-restricted", {}, "Restricted: known to its team alone. Call it ", el("b", {}, one.codeName), ".") : null,
    full || one.summary !== one.title ? (one.summary ? foreign(one.summary, "p") : null) : null,
    list(
      row("Stage", words(one.stage.toLowerCase())),
      row("Found", foreign(one.findingType)),
      row("Verdict", one.verdict && words(one.verdict.toLowerCase())),
      row("Commander", one.commander && foreign(one.commander)),
      row("Communications", one.communicationsLead && foreign(one.communicationsLead)),
      row("Recognised by", one.matchedPattern),
      row("Opened", moment(one.openedAt)),
      full && row("First seen", moment(one.firstSeenAt)),
      one.containedAt && row("Contained", moment(one.containedAt)),
      one.closedAt && row("Closed", moment(one.closedAt)),
    ),
  ],
};

const products = {
  key: "products",
  title: "Affected products",
  of: (known) => known.incident && { products: known.products },
  show: ({ products: all }) =>
    all.length === 0
      ? el("p.response-quiet", {}, "None is known yet.")
      : el(
          "ul.response-list",
          {},
          folded(
            "products",
            all.map((product) =>
              el("li", {}, el("b", {}, foreign(product.name)), ` tier ${product.tier}, ${words(product.exposure.toLowerCase())}`, el("div", {}, "Owner ", foreign(product.owner), el("span.response-quiet", {}, ` · ${product.division}`))),
            ),
            FEW,
            (count) => rest(count, "product", "products"),
          ),
        ),
};

const observableLine = (one) => {
  const safe = defanged(one.value);
  return el(
    "li.response-observable",
    {},
    el("span.response-quiet", {}, one.type || "Observable", one.signals > 1 ? ` · in ${one.signals} signals` : ""),
    el("code", { dir: "ltr" }, safe),
    el(
      "span.response-copies",
      {},
      copyButton(safe, `Copy ${safe}`),
      safe === one.value ? null : copyButton(one.value, `Copy the original of ${safe}: it works when it is pasted`, "Copy original"),
    ),
  );
};

const signals = {
  key: "signals",
  title: "Signals and observables",
  of: (known) => known.incident && known.signals,
  show: (all, full) => [
    all.total === 0 ? el("p.response-quiet", {}, "No signal is linked to it.") : null,
    el(
      "ul.response-list",
      {},
      folded(
        "signals",
        all.latest.map((signal) =>
          el(
            "li",
            {},
            foreign(signal.title),
            el("div.response-quiet", {}, foreign(signal.source), signal.techniques.length > 0 ? ` · ${signal.techniques.join(", ")}` : "", ` · first seen ${utc(signal.firstSeenAt)} · ${local(signal.firstSeenAt)}`),
            full && signal.resources.length > 0 ? el("div", {}, "Hit ", el("code", { dir: "ltr" }, defanged(signal.resources.join(", ")))) : null,
          ),
        ),
        full ? 10 : 2,
        (count) => rest(count, "signal", "signals"),
      ),
    ),
    all.total > all.latest.length ? el("p.response-quiet", {}, `The latest ${all.latest.length} of ${all.total}.`) : null,
    all.observables.length > 0
      ? [
          el("h4", {}, "Observables, made harmless"),
          el("ul.response-list", {}, folded("observables", all.observables.map(observableLine), full ? 20 : 3, (count) => rest(count, "observable", "observables"))),
          all.moreObservables ? el("p.response-quiet", {}, `Only the first ${all.observables.length} are shown.`) : null,
        ]
      : null,
  ],
};

const similar = {
  key: "similar",
  title: "Similar incidents, and what fixed them",
  of: (known) => known.incident && { similar: known.similar },
  show: ({ similar: all }, full) =>
    all.length === 0
      ? el("p.response-quiet", {}, "Nothing like it is known.")
      : el(
          "ul.response-list",
          {},
          folded(
            "similar",
            all.map((one) =>
              el(
                "li.response-similar",
                {},
                el("div", {}, el("b", {}, one.number), " ", foreign(one.title)),
                el("div.response-quiet", {}, `${one.reasons.join(", ")} · ${one.closedAt ? `closed ${utc(one.closedAt)}` : words(one.stage.toLowerCase())}`),
                one.closureReason ? el("div", {}, one.closureReason) : null,
                one.lessons ? el("div", {}, el("b", {}, "Lesson: "), foreign(one.lessons)) : null,
                one.causes.length > 0
                  ? el("ul.response-list", {}, one.causes.map((cause) => el("li", {}, el("b", {}, `${words(cause.kind.toLowerCase())}: `), foreign(cause.statement))))
                  : null,
                one.repairs.length > 0 ? el("ul.response-list", {}, folded(`repairs-${one.number}`, one.repairs.map(repairLine), 3, (count) => rest(count, "repair item", "repair items"))) : null,
                !one.closureReason && !one.lessons && one.causes.length === 0 && one.repairs.length === 0 ? el("div.response-quiet", {}, "Nothing is known yet of what helps.") : null,
              ),
            ),
            full ? FEW : 2,
            (count) => `${count} more`,
          ),
        ),
};

const timelineLine = (line) =>
  el(
    "li",
    { "data-line": line.id },
    moment(line.at),
    el("div", {}, foreign(line.text)),
    el("div.response-quiet", {}, `${words(line.kind)} · `, foreign(line.actor)),
  );

/** The newest lines, with a button for older ones. Lines that came meanwhile don't show twice. */
const pagedTimeline = (page, number) => {
  const lines = el("ol.response-list.response-timeline", {}, page.items.map(timelineLine));
  const said = el("p.response-quiet", { role: "status" });
  const more = el("button.btn.btn-default", { type: "button" }, "Show older lines");
  let next = 1;
  let total = page.total;
  const settle = () => {
    said.textContent = `${lines.children.length} of ${total} lines`;
    more.hidden = lines.children.length >= total;
  };
  more.addEventListener("click", async () => {
    more.disabled = true;
    try {
      const older = await get(`/incidents/${encodeURIComponent(number)}/timeline`, { order: "NEWEST", page: next, size: page.size });
      const shown = new Set([...lines.children].map((line) => line.dataset.line));
      lines.append(...older.items.filter((line) => !shown.has(String(line.id))).map(timelineLine));
      next += 1;
      total = older.total;
      settle();
    } catch (problem) {
      said.textContent = problem.message;
    } finally {
      more.disabled = false;
    }
  });
  settle();
  return [lines, said, more];
};

const timeline = {
  key: "timeline",
  title: "Timeline, newest first",
  of: (known) => known.incident && { page: known.timeline, number: known.incident.number },
  // older lines that somebody asked for stay where they are
  keep: (place, { page }, full) => {
    const lines = place.querySelector(".response-timeline");
    if (!full || !lines) {
      return false;
    }
    const there = new Set([...lines.children].map((line) => line.dataset.line));
    lines.prepend(...page.items.filter((line) => !there.has(String(line.id))).map(timelineLine));
    return true;
  },
  show: ({ page, number }, full) =>
    full
      ? pagedTimeline(page, number)
      : [
          el("ol.response-list.response-timeline", {}, page.items.slice(0, FEW).map(timelineLine)),
          page.total > FEW ? el("p.response-quiet", {}, `The newest ${FEW} of ${page.total}; all are in the tab Incident.`) : null,
        ],
};

const links = {
  key: "links",
  title: "Go on",
  of: (known) => {
    const { tasks, review, repairs, parent, mergedInto, processInstance } = known.links;
    return (tasks.length > 0 || review || repairs.length > 0 || parent || mergedInto || processInstance) && known.links;
  },
  show: (all) => [
    all.tasks.length > 0
      ? [
          el("h4", {}, "Other open tasks of it"),
          el(
            "ul.response-list",
            {},
            folded(
              "tasks",
              all.tasks.map((task) =>
                el("li", {}, el("a", { href: taskAddress(task.id) }, task.name), el("div.response-quiet", {}, task.assignee ? foreign(task.assignee) : "nobody has it", task.dueAt ? ` · due ${utc(task.dueAt)}` : "")),
              ),
              FEW,
              (count) => rest(count, "task", "tasks"),
            ),
          ),
        ]
      : null,
    all.review
      ? el("p", {}, el("b", {}, all.review.number), ` Security LiveSite Review, ${words(all.review.state.toLowerCase())}`, all.review.scheduledFor ? [" ", moment(all.review.scheduledFor)] : null)
      : null,
    all.repairs.length > 0 ? [el("h4", {}, "Repair items"), el("ul.response-list", {}, folded("repairs", all.repairs.map(repairLine), FEW, (count) => rest(count, "repair item", "repair items")))] : null,
    all.parent ? el("p", {}, "Found from ", el("b", {}, all.parent)) : null,
    all.mergedInto ? el("p", {}, "Merged into ", el("b", {}, all.mergedInto)) : null,
    all.processInstance
      ? el("p", {}, el("a", { href: `${root}/app/cockpit/default/#/process-instance/${encodeURIComponent(all.processInstance)}/runtime`, target: "_blank", rel: "noopener" }, "Open its process in Cockpit"))
      : null,
  ],
};

export const SECTIONS = [clocks, subjects, incident, products, signals, similar, timeline, links];

/** The promises that are told where there is little room: the task's own, then acknowledge and resolve, the most pressing of each. */
export const pressing = (known) =>
  Object.keys(order)
    .slice(0, 3)
    .map((about) => {
      const some = known.clocks.filter((clock) => clock.about === about && clock.state !== "CANCELLED");
      const one = some.find((clock) => !clock.stoppedAt) ?? some[0];
      return one && [nameOf(one, known.products), one];
    })
    .filter(Boolean);
