// The page "Suppressions": what is kept quiet, by whom, why and until when.

import { el, empty, fill } from "../../shared/dom.js";
import { count, duration, moment, utc, words } from "../../shared/format.js";
import { facts } from "../sla/agenda.js";
import { pager, table } from "../sla/table.js";
import { choice, toolbar } from "../sla/toolbar.js";
import { amend, end, silence } from "./silence.js";
import { KINDS, about, disposition, kind, outside, plural, severity } from "./words.js";

const SIZE = 25;

const STATES = { SOON: "End within 7 days", ENDED: "Ended", ALL: "All, ended too" };

/** What the API is asked for each choice; those in force where none is made. */
const ASKED = { SOON: { endsWithin: 7 }, ENDED: { state: "ENDED" }, ALL: {} };

const NONE = { SOON: "Nothing that is kept quiet comes back within 7 days.", ENDED: "No suppression has ended.", ALL: "No signal was ever kept quiet." };

const ends = (item) =>
  item.active
    ? [moment(item.endsAt), el("div.response-quiet", {}, `in ${duration((Date.parse(item.endsAt) - Date.now()) / 1000)}`)]
    : [moment(item.endedAt ?? item.endsAt), el("div.response-quiet", {}, item.endReason ? `ended by ${item.endedBy}: ${item.endReason}` : "its time was over")];

const columns = (context) => [
  { title: "No.", row: true, number: true, show: (item) => item.id },
  { title: "Kind", show: (item) => kind(item.kind) },
  { title: "Signals with", show: about },
  { title: "Reason", show: (item) => el("span.response-prose", {}, item.reason) },
  { title: "Owner", show: (item) => el("a", { href: context.href({ owner: item.owner, at: undefined }) }, item.owner) },
  { title: "Ends", show: ends },
  {
    title: "Kept quiet",
    number: true,
    show: (item) => (item.signals === 0 ? "0" : el("a", { href: context.href({ suppression: item.id }, true), title: "These signals" }, count(item.signals))),
  },
];

const spoken = { endsAt: "end", owner: "owner", reason: "reason" };

const value = (what, text) => (what === "endsAt" ? utc(text) : text);

/** What was changed, what it kept quiet last, and what can be done with it. */
const story = (item, context, may, again) => {
  const place = el("div.response-agenda", {});
  fill(
    place,
    () => context.get(`/suppressions/${item.id}`),
    (found) => [
      facts([
        ["Made", [moment(found.madeAt), ` by ${found.madeBy}`]],
        ["Ends", found.active ? moment(found.endsAt) : null],
      ]),
      el(
        "section.response-agenda-part",
        {},
        el("h5", {}, "Changes"),
        found.changes.length === 0
          ? empty("None.")
          : el("ul", {}, found.changes.map((one) => el("li", {}, moment(one.at), ` ${one.actor} changed the ${spoken[one.what] ?? one.what} from “${value(one.what, one.was)}” to “${value(one.what, one.became)}”`))),
      ),
      el(
        "section.response-agenda-part",
        {},
        el("h5", {}, "The last signals that it kept quiet"),
        found.latest.length === 0
          ? empty("None yet.")
          : el(
              "ul",
              {},
              found.latest.map((one) => el("li", {}, severity(one.severityId), " ", el("a", { href: context.href({ signal: one.signalId }, true) }, outside(one.title)), " ", disposition(one.disposition), el("span.response-quiet", {}, ` ${one.source}, ${utc(one.receivedAt)}`))),
            ),
      ),
      may.maySilence && found.active
        ? el(
            "p.response-suppression-acts",
            {},
            el("button.btn.btn-default.btn-sm", { type: "button", click: () => amend(found, again) }, "Change…"),
            " ",
            el("button.btn.btn-default.btn-sm", { type: "button", click: () => end(found, again) }, "End now…"),
          )
        : null,
    ],
  );
  return place;
};

export const suppressions = {
  id: "suppressions",
  label: "Suppressions",
  about: "Signals that are kept from opening or joining incidents for a while. Nothing is lost: each says what became of it.",
  filters: [],
  show(place, context) {
    const { state } = context;
    const begin = el("span", {});
    place.append(
      el(
        "div.response-sla-head",
        {},
        toolbar(
          choice("state", "State", STATES, state.state, "In force", (chosen) => context.go({ state: chosen, at: undefined, open: undefined })),
          choice("kind", "Kind", Object.fromEntries(Object.entries(KINDS).map(([name, text]) => [name, words(text)])), state.kind, "All kinds", (chosen) => context.go({ kind: chosen, at: undefined, open: undefined })),
          state.owner ? el("div.response-sla-filter", {}, el("a.btn.btn-link.btn-sm", { href: context.href({ owner: undefined, at: undefined }) }, `Owner ${state.owner}: show everybody’s`)) : null,
        ),
        begin,
      ),
    );
    const shown = el("div", {});
    place.append(shown);
    const show = () =>
      fill(
        shown,
        async () => {
          const [answer, may] = await Promise.all([
            context.get("/suppressions", { ...(ASKED[state.state] ?? { state: "ACTIVE" }), kind: state.kind, owner: state.owner, page: state.at, size: SIZE }),
            context.get("/suppressions/me"),
          ]);
          return { answer, may };
        },
        ({ answer, may }) => {
          begin.replaceChildren(may.maySilence ? el("button.btn.btn-default.btn-sm", { type: "button", click: () => silence({ person: may.person, done: show }) }, "Keep signals quiet…") : "");
          const open = context.state.open;
          return answer.total === 0
            ? empty(NONE[state.state] ?? "No signal is kept quiet.")
            : [
                el("p", { role: "status" }, plural(answer.total, "suppression")),
                opened(
                  table({
                    caption: "Suppressions",
                    columns: columns(context),
                    items: answer.items,
                    detail: (item) => story(item, context, may, show),
                    named: (item) => `suppression ${item.id}`,
                  }),
                  open,
                ),
                pager(answer, (page) => context.href({ at: page || undefined }), "suppressions"),
              ];
        },
      );
    show();
  },
};

/** The table with the one that the address names open already. */
const opened = (shown, id) => {
  if (id) {
    [...shown.querySelectorAll("button[aria-controls]")].find((button) => button.getAttribute("aria-controls") === `response-sla-detail-${id}`)?.click();
  }
  return shown;
};
