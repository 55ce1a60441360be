// Claiming several tasks at once, handing over a shift, and reading what was handed over.

import { get, post } from "../shared/api.js";
import { openDialog } from "../shared/dialog.js";
import { el, empty, every, failed, fill } from "../shared/dom.js";
import { left, moment, severity, utc } from "../shared/format.js";

const REFRESH = 60;

const plural = (number, word) => `${number} ${word}${number === 1 ? "" : "s"}`;

const due = (task) => (task.due ? el("span", { title: utc(task.due) }, left((Date.parse(task.due) - Date.now()) / 1000)) : el("span.response-quiet", {}, "no date"));

/** A table of tasks to tick. */
const choice = (tasks, ticked, changed) => {
  const boxes = tasks.map((task) =>
    el("input", { type: "checkbox", value: task.id, checked: ticked, "aria-label": task.name, change: () => tell() }),
  );
  const all = el("input", { type: "checkbox", checked: ticked, "aria-label": "All tasks", change: () => {
    boxes.forEach((box) => (box.checked = all.checked));
    tell();
  } });
  const chosen = () => tasks.filter((task, i) => boxes[i].checked);
  const tell = () => {
    all.checked = boxes.every((box) => box.checked);
    all.indeterminate = !all.checked && boxes.some((box) => box.checked);
    changed(chosen());
  };
  const table = el(
    "table",
    {},
    el("thead", {}, el("tr", {}, el("th", { scope: "col" }, all), ["Task", "Incident", "Severity", "Due"].map((head) => el("th", { scope: "col" }, head)))),
    el(
      "tbody",
      {},
      tasks.map((task, i) =>
        el(
          "tr",
          {},
          el("td", {}, boxes[i]),
          el("td", {}, task.name),
          el("td", {}, task.incident ? [task.name.includes(task.incident) ? null : el("strong", {}, `${task.incident} `), task.title] : el("span.response-quiet", {}, "none")),
          el("td", {}, task.severity ? severity(task.severity) : null),
          el("td", {}, due(task)),
        ),
      ),
    ),
  );
  return { table: el("div.response-scroll", { tabindex: 0, role: "group", "aria-label": "Tasks" }, table), chosen };
};

const OUTCOMES = {
  CLAIMED: () => "is yours now",
  YOURS: () => "was yours already",
  TAKEN: (one) => `was taken by ${one.by} meanwhile`,
  NOT_ALLOWED: () => "is for others to work on",
  SUSPENDED: () => "belongs to a process that stands still",
  GONE: () => "is no longer there",
};

const claimSeveral = (refresh) =>
  openDialog("Claim several tasks", (place, close) =>
    fill(
      place,
      () => get("/tasks/free"),
      (tasks) => {
        if (tasks.length === 0) {
          return empty("There is no task for your teams that nobody has.");
        }
        const told = el("div.response-said", { "aria-live": "polite" });
        const button = el("button.btn.btn-primary", { type: "submit", disabled: true }, "Claim");
        const tell = (chosen) => {
          button.disabled = chosen.length === 0;
          button.textContent = chosen.length === 0 ? "Claim" : `Claim ${plural(chosen.length, "task")}`;
        };
        const { table, chosen } = choice(tasks, false, tell);
        const claim = async (event) => {
          event.preventDefault();
          button.disabled = true;
          try {
            const wanted = chosen();
            const answer = await post("/tasks/claim", { tasks: wanted.map((task) => task.id) });
            refresh();
            if (answer.every((one) => one.outcome === "CLAIMED" || one.outcome === "YOURS")) {
              close();
              return;
            }
            const done = el("button.btn.btn-primary", { type: "button", click: close }, "Done");
            place.replaceChildren(
              el(
                "ul",
                { role: "status" },
                answer.map((one, i) => el("li", {}, el("strong", {}, wanted[i].name), " ", (OUTCOMES[one.outcome] ?? (() => one.outcome))(one))),
              ),
              el("div.response-dialog-foot", {}, done),
            );
            done.focus();
          } catch (error) {
            button.disabled = false;
            told.replaceChildren(failed(error));
          }
        };
        return el(
          "form",
          { submit: claim },
          el("p.response-quiet", {}, `${tasks.length === 200 ? "The first 200" : "All"} that your teams can work on and nobody has, the soonest due first.`),
          table,
          el("div.response-dialog-foot", {}, button),
          told,
        );
      },
    ),
  );

/** A note for each incident concerned, kept while tasks are ticked and unticked. */
const notesForEach = () => {
  const place = el("div");
  const written = new Map();
  const show = (tasks) => {
    const incidents = [...new Map(tasks.filter((task) => task.incident).map((task) => [task.incident, task.title]))];
    place.replaceChildren(
      ...incidents.map(([number, title]) => {
        const id = `response-about-${number}`;
        const text = written.get(number) ?? el("textarea.form-control", { id, rows: 2, maxlength: 10000 });
        written.set(number, text);
        return el("div.response-field", {}, el("label", { for: id }, `${number}: ${title}`), text);
      }),
    );
  };
  const notes = (tasks) => {
    const concerned = new Set(tasks.map((task) => task.incident));
    return [...written].filter(([number, text]) => concerned.has(number) && text.value.trim() !== "").map(([incident, text]) => ({ incident, text: text.value }));
  };
  return { place, show, notes };
};

const handOverForm = (tasks, colleagues, done) => {
  const told = el("div.response-said", { "aria-live": "polite" });
  const button = el("button.btn.btn-primary", { type: "submit" }, `Hand over ${plural(tasks.length, "task")}`);
  const each = notesForEach();
  const { table, chosen } = choice(tasks, true, (ticked) => {
    button.disabled = ticked.length === 0;
    button.textContent = `Hand over ${plural(ticked.length, "task")}`;
    each.show(ticked);
  });
  each.show(tasks);
  const person = el("input.form-control", { id: "response-to", type: "text", list: "response-colleagues", autocomplete: "off", required: true, maxlength: 64 });
  const toPerson = el("input", { type: "radio", name: "response-receiver", id: "response-to-person", checked: true });
  const toTeam = el("input", { type: "radio", name: "response-receiver", id: "response-to-team" });
  const note = el("textarea.form-control", { id: "response-handover-note", rows: 3, maxlength: 10000 });
  const choose = () => {
    person.disabled = toTeam.checked;
    person.required = toPerson.checked;
  };
  toPerson.addEventListener("change", choose);
  toTeam.addEventListener("change", choose);
  const give = async (event) => {
    event.preventDefault();
    button.disabled = true;
    try {
      const given = chosen();
      const answer = await post("/tasks/handover", {
        ...(toTeam.checked ? { team: true } : { to: person.value.trim() }),
        tasks: given.map((task) => task.id),
        note: note.value.trim() === "" ? undefined : note.value,
        notes: each.notes(given),
      });
      done(answer);
    } catch (error) {
      button.disabled = false;
      told.replaceChildren(failed(error));
    }
  };
  return el(
    "form",
    { submit: give },
    table,
    el(
      "fieldset.response-field",
      {},
      el("legend", {}, "To whom"),
      el("div", {}, toPerson, " ", el("label", { for: "response-to-person" }, "A colleague")),
      el("label", { for: "response-to" }, "Who"),
      person,
      el("datalist", { id: "response-colleagues" }, colleagues.map((one) => el("option", { value: one.id }, one.name))),
      el("div", {}, toTeam, " ", el("label", { for: "response-to-team" }, "Back to the teams the tasks came from")),
    ),
    el("div.response-field", {}, el("label", { for: "response-handover-note" }, "What goes on, what comes next, what to watch"), note),
    el("fieldset.response-field", {}, el("legend", {}, "About single incidents; their timelines tell it"), each.place),
    el("div.response-dialog-foot", {}, button),
    told,
  );
};

const handOver = (refresh) =>
  openDialog("Hand over my shift", (place, close) =>
    fill(
      place,
      async () => ({ tasks: await get("/tasks/held"), colleagues: await get("/tasks/colleagues") }),
      ({ tasks, colleagues }) =>
        tasks.length === 0
          ? empty("You hold no task, so there is nothing to hand over.")
          : handOverForm(tasks.slice(0, 200), colleagues, (given) => {
              refresh();
              const button = el("button.btn.btn-primary", { type: "button", click: close }, "Done");
              place.replaceChildren(
                el("p", { role: "status" }, `${plural(given.tasks.length, "task")} handed over ${given.to ? `to ${given.to}` : "to the teams"}.`),
                el("div.response-dialog-foot", {}, button),
              );
              button.focus();
            }),
    ),
  );

const received = (handover, close, acknowledged) => {
  const told = el("div.response-said", { "aria-live": "polite" });
  const button = el("button.btn.btn-primary", { type: "button", "aria-label": `Acknowledge what ${handover.from} handed over` }, "Acknowledge");
  const entry = el(
    "li.response-note",
    {},
    el("div.response-note-head", {}, el("strong", {}, handover.from), handover.to ? " to you " : " to your team ", moment(handover.at)),
    handover.note ? el("p.response-note-text", {}, handover.note) : null,
    handover.notes.map((one) => el("p.response-note-text", {}, el("strong", {}, `${one.incident}: `), one.text)),
    el(
      "ul",
      {},
      handover.tasks.map((task) => el("li", {}, el("a", { href: `#/?task=${encodeURIComponent(task.id)}`, click: close }, task.name), task.incident && !task.name.includes(task.incident) ? ` of ${task.incident}` : null)),
    ),
    button,
    told,
  );
  button.addEventListener("click", async () => {
    button.disabled = true;
    try {
      await post(`/handovers/${handover.id}/acknowledgement`);
      entry.replaceChildren(el("p", { role: "status" }, `Acknowledged what ${handover.from} handed over.`));
      acknowledged();
    } catch (error) {
      button.disabled = false;
      told.replaceChildren(failed(error));
    }
  });
  return entry;
};

const waiting = (how) => get("/handovers", { mine: "INCOMING", acknowledged: false, size: 50 }, how);

const readHandovers = (look) =>
  openDialog(
    "Handed over to you",
    (place, close) =>
      fill(
        place,
        () => waiting(),
        (page) => (page.total === 0 ? empty("Nothing waits to be acknowledged.") : el("ol.response-notes", {}, page.items.map((one) => received(one, close, look)))),
      ),
    look,
  );

const button = (words, act) => el("button.btn.btn-default.response-nav", { type: "button", click: act }, words);

let stop = () => {};

export default {
  id: "response-shift",
  pluginPoint: "tasklist.navbar.action",
  priority: 90,
  render: (node, context, scope) => {
    const refresh = () => {
      scope?.$root?.$broadcast("refresh");
      window.dispatchEvent(new Event("response:tasks-changed"));
    };
    const incoming = button("", () => readHandovers(look));
    incoming.classList.add("response-incoming");
    incoming.hidden = true;
    const look = async () => {
      try {
        const { total } = await waiting({ byItself: true });
        incoming.hidden = total === 0;
        incoming.textContent = `${plural(total, "hand-over")} for you`;
      } catch {
        // asked again in a minute
      }
    };
    node.append(
      el(
        "div.response.response-shift",
        {},
        el("span", { role: "status" }, incoming),
        button("Claim several", () => claimSeveral(refresh)),
        button("Hand over my shift", () => handOver(refresh)),
      ),
    );
    look();
    stop();
    stop = every(REFRESH, look);
  },
  unmount: () => stop(),
};
