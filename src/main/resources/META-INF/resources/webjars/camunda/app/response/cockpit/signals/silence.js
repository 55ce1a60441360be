// Dialogs that keep signals quiet: one to begin with, after a look at what it covers, one to change it, one to end it.

import { post, send } from "../../shared/api.js";
import { openDialog } from "../../shared/dialog.js";
import { el, failed } from "../../shared/dom.js";
import { utc } from "../../shared/format.js";
import { CRITERIA, SEVERITIES, outside, plural, severity } from "./words.js";

const WEEK = 7 * 24 * 60 * 60 * 1000;

/** As a field for dates and times has it, in UTC. */
const local = (time) => new Date(time).toISOString().substring(0, 16);

const labelled = (label, control, hint) =>
  el("div.response-field", {}, el("label", { for: control.id }, label), control, hint ? el("span.response-quiet", { id: `${control.id}-hint` }, hint) : null);

const text = (id, attributes = {}) => el("input.form-control.input-sm", { id, type: "text", autocomplete: "off", spellcheck: "false", ...attributes });

const ownerField = (value) => labelled("Owner", text("response-silence-owner", { value, required: true, maxlength: 64 }), "Who answers for it");

const reasonField = (value = "") => labelled("Reason", el("textarea.form-control", { id: "response-silence-reason", rows: 3, maxlength: 2000, required: true }, value));

const endField = (value) => labelled("Ends (UTC)", el("input.form-control.input-sm", { id: "response-silence-ends", type: "datetime-local", required: true, value: local(value) }), "At most 366 days ahead");

const valueOf = (form, name) => form.querySelector(`#response-silence-${name}`).value.trim();

const endOf = (form) => (valueOf(form, "ends") ? `${valueOf(form, "ends").substring(0, 16)}:00Z` : undefined);

/** Sends a form, and says what is wrong with it. */
const sending = (told, button, what) => async (event) => {
  event.preventDefault();
  button.disabled = true;
  try {
    await what();
  } catch (problem) {
    told.replaceChildren(failed(problem));
  } finally {
    button.disabled = false;
  }
};

/** Criteria, of which those that a signal has are offered. */
const criteria = (signal) => {
  const usual = signal ? ["source", "findingType", "resource"] : [];
  return CRITERIA.map(({ field, label, of }) => {
    const values = signal ? of(signal) : [];
    const known = el("datalist", { id: `response-silence-${field}-known` }, values.map((value) => el("option", { value })));
    const control = text(`response-silence-${field}`, { list: known.id, maxlength: 1000, placeholder: "Any", value: usual.includes(field) ? (values[0] ?? "") : "" });
    return [labelled(label, control, values.length > 1 ? plural(values.length, "value") : null), known];
  });
};

const covered = (found, worst) => {
  const more = found.more ? " or more" : "";
  return [
    el(
      "p",
      {},
      el("strong", {}, `In the last 30 days it would have kept ${plural(found.signals, "signal")}${more} quiet.`),
      found.louder > 0 ? ` ${plural(found.louder, "signal")} worse than ${SEVERITIES[worst]} would have come through.` : "",
      found.openIncidents === 0 ? " None of them belongs to an incident that is worked on." : ` They belong to ${plural(found.openIncidents, "incident")} that ${found.openIncidents === 1 ? "is" : "are"} worked on:`,
    ),
    found.incidents.length > 0
      ? el("ul", {}, found.incidents.map((one) => el("li", {}, el("strong", {}, one.number), " ", severityOf(one), " ", outside(one.title), el("span.response-quiet", {}, `, ${plural(one.signals, "signal")}`))), found.openIncidents > found.incidents.length ? el("li.response-quiet", {}, `and ${plural(found.openIncidents - found.incidents.length, "more incident")}`) : null)
      : null,
    found.latest.length > 0
      ? el("details", {}, el("summary", {}, "The last of these signals"), el("ul.response-plain", {}, found.latest.map((one) => el("li", {}, severity(one.severityId), " ", outside(one.title), el("span.response-quiet", {}, ` ${one.source}, ${utc(one.receivedAt)}`)))))
      : null,
    el("p.response-quiet", {}, "What was placed before stays as it is."),
  ];
};

const severityOf = (one) => el("span.response-quiet", {}, one.severity);

/**
 * Keeps signals quiet, once it was shown what that covers.
 *
 * @param {object} wanted
 * @param {string} wanted.person who asks, and will own it unless they say otherwise
 * @param {object} [wanted.signal] which to begin with
 * @param {(made: object) => void} wanted.done
 */
export const silence = ({ person, signal, done }) =>
  openDialog(signal ? "Keep signals like this quiet" : "Keep signals quiet", (place, close) => {
    const told = el("div.response-said", { "aria-live": "polite" });
    const button = el("button.btn.btn-primary", { type: "submit" }, "See what it covers");
    const kinds = [
      ["SNOOZE", "Snooze: they wait, and are placed when it is over, unless their source closed them"],
      ["SUPPRESS", "Suppress: they are kept to be looked for, and nothing else"],
    ].map(([name, words], i) => el("label.response-choice", {}, el("input", { type: "radio", name: "response-silence-kind", value: name, checked: i === 0 }), " ", words));
    const worst = el("select.form-control.input-sm", { id: "response-silence-worst" }, SEVERITIES.map((name, id) => el("option", { value: String(id) }, name)));
    worst.value = "4";
    let looked = false;
    const form = el(
      "form.response-silence",
      { novalidate: true },
      el("fieldset", {}, el("legend", {}, "What happens to them"), kinds),
      el("fieldset", {}, el("legend", {}, "Which signals: everything that is given must hold"), el("div.response-silence-criteria", {}, criteria(signal), labelled("Up to severity", worst, "What is worse comes through"))),
      el("div.response-silence-criteria", {}, ownerField(person), endField(Date.now() + WEEK)),
      reasonField(),
      told,
      el("div.response-dialog-foot", {}, button),
    );
    const said = () => ({
      kind: form.querySelector("input[type=radio]:checked").value,
      owner: valueOf(form, "owner"),
      reason: valueOf(form, "reason"),
      endsAt: endOf(form),
      upToSeverityId: Number(worst.value),
      ...Object.fromEntries(CRITERIA.map(({ field }) => [field, valueOf(form, field) || undefined])),
    });
    // what was looked at is what is saved
    form.addEventListener("input", (event) => {
      if (looked && event.target.closest(".response-silence-criteria") && !["response-silence-owner", "response-silence-ends"].includes(event.target.id)) {
        looked = false;
        told.replaceChildren();
        button.textContent = "See what it covers";
      }
    });
    form.addEventListener(
      "submit",
      sending(told, button, async () => {
        if (looked) {
          const made = await post("/suppressions", said());
          close();
          done(made);
          return;
        }
        const found = await post("/suppressions/preview", said());
        told.replaceChildren(...covered(found, Number(worst.value)).filter(Boolean));
        looked = true;
        button.textContent = "Keep them quiet";
      }),
    );
    place.append(form);
  });

/** Changes who owns it, why it is there, or when it ends. */
export const amend = (suppression, done) =>
  openDialog(`Change suppression ${suppression.id}`, (place, close) => {
    const told = el("div.response-said", { "aria-live": "polite" });
    const button = el("button.btn.btn-primary", { type: "submit" }, "Save");
    const form = el(
      "form.response-silence",
      { novalidate: true },
      el("div.response-silence-criteria", {}, ownerField(suppression.owner), endField(suppression.endsAt)),
      reasonField(suppression.reason),
      told,
      el("div.response-dialog-foot", {}, button),
    );
    const was = valueOf(form, "ends");
    form.addEventListener(
      "submit",
      sending(told, button, async () => {
        const end = valueOf(form, "ends") === was ? undefined : endOf(form);
        await post(`/suppressions/${suppression.id}`, { owner: valueOf(form, "owner"), reason: valueOf(form, "reason"), endsAt: end }, { method: "PATCH" });
        close();
        done();
      }),
    );
    place.append(form);
  });

/** Ends it now. */
export const end = (suppression, done) =>
  openDialog(`End suppression ${suppression.id} now`, (place, close) => {
    const told = el("div.response-said", { "aria-live": "polite" });
    const button = el("button.btn.btn-primary", { type: "submit" }, "End it now");
    const form = el(
      "form.response-silence",
      { novalidate: true },
      el("p", {}, suppression.kind === "SNOOZE" ? "What it holds back is placed at once, unless its source closed it." : "What it kept quiet stays as it is; what comes from now on is placed."),
      reasonField(),
      told,
      el("div.response-dialog-foot", {}, button),
    );
    form.addEventListener(
      "submit",
      sending(told, button, async () => {
        await send(`/suppressions/${suppression.id}?reason=${encodeURIComponent(valueOf(form, "reason"))}`, { method: "DELETE" });
        close();
        done();
      }),
    );
    place.append(form);
  });

