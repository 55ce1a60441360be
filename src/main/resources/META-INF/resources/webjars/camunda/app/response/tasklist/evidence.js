// Notes and files of the incident that a task belongs to, beside its form.

import { get, post, query, send, upload } from "../shared/api.js";
import { copyButton, el, empty, failed, fill, loading } from "../shared/dom.js";
import { count, moment } from "../shared/format.js";

const PAGE = 50;

/** "1.4 MB", with the exact number for whoever needs it. */
const size = (bytes) => {
  const units = ["bytes", "KB", "MB", "GB"];
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${unit === 0 ? count(value) : value.toFixed(1).replace(/\.0$/, "")} ${units[unit]}`;
};

/** Where what went wrong, or went well, is told to eyes and ears. */
const said = () => el("div.response-said", { "aria-live": "polite" });

const problem = (place, error) => place.replaceChildren(failed(error.name === "Problem" ? error : { message: "This could not be done." }));

const more = (page, next) =>
  page.total > (page.page + 1) * page.size ? el("button.btn.btn-default", { type: "button", click: next }, `Show more of ${count(page.total)}`) : null;

const notesPart = (incident) => {
  const list = el("ol.response-notes");
  const below = el("div");
  const told = said();
  const correcting = el("p.response-quiet");
  const text = el("textarea.form-control", { id: "response-note", rows: 3, maxlength: 10000, required: true });
  const keep = el("button.btn.btn-primary", { type: "submit" }, "Add note");
  let replaces = null;

  const correct = (note) => {
    replaces = note?.id ?? null;
    correcting.replaceChildren(
      ...(note
        ? [
            `Corrects note ${note.id} of ${note.by}; both stay. `,
            el("button.btn.btn-default.btn-xs", { type: "button", click: () => correct(null) }, "Write a new one instead"),
          ]
        : []),
    );
    keep.textContent = note ? "Add correction" : "Add note";
    if (note) {
      text.value = note.text;
      text.focus();
    }
  };

  const line = (note) =>
    el(
      "li.response-note",
      { id: `response-note-${note.id}` },
      el(
        "div.response-note-head",
        {},
        el("strong", {}, note.by),
        " ",
        moment(note.at),
        note.incident === incident ? null : el("span.response-quiet", {}, ` in ${note.incident}, merged into this one`),
        note.replaces ? el("span.response-quiet", {}, ` corrects note ${note.replaces}`) : null,
        note.replacedBy ? el("span.response-quiet", {}, ` was corrected by note ${note.replacedBy}`) : null,
        el("span.response-quiet", {}, ` · note ${note.id}`),
      ),
      el(note.replacedBy ? "p.response-note-text.response-replaced" : "p.response-note-text", {}, note.text),
      note.replacedBy || note.incident !== incident
        ? null
        : el(
            "button.btn.btn-default.btn-xs",
            { type: "button", "aria-label": `Correct note ${note.id}`, click: () => correct(note) },
            "Correct",
          ),
    );

  const load = async (page = 0) => {
    try {
      const notes = await get(`/incidents/${incident}/notes`, { page, size: PAGE });
      if (page === 0) {
        list.replaceChildren();
      }
      list.append(...notes.items.map(line));
      below.replaceChildren(...[notes.total === 0 ? empty("Nobody has written a note yet.") : more(notes, () => load(page + 1))].filter(Boolean));
    } catch (error) {
      below.replaceChildren(failed(error, () => load(page)));
    }
  };

  const add = async (event) => {
    event.preventDefault();
    keep.disabled = true;
    try {
      await post(`/incidents/${incident}/notes`, replaces ? { text: text.value, replaces } : { text: text.value });
      text.value = "";
      correct(null);
      told.textContent = "The note is kept.";
      await load();
    } catch (error) {
      problem(told, error);
    } finally {
      keep.disabled = false;
    }
  };

  below.append(loading());
  load();
  return el(
    "section.response-part",
    { "aria-labelledby": "response-notes-title" },
    el("h3", { id: "response-notes-title" }, "Notes"),
    el(
      "form",
      { submit: add },
      el("label", { for: "response-note" }, "New note"),
      text,
      el("p.response-quiet", {}, "Plain text. It stays as it is: a mistake is corrected by another note."),
      correcting,
      keep,
      told,
    ),
    list,
    below,
  );
};

const EVENTS = {
  RECEIVED: "received by",
  DOWNLOADED: "downloaded by",
  DAMAGED: "found changed, and given to nobody, when asked for by",
  HELD: "put on legal hold by",
  RELEASED: "released from legal hold by",
  WITHDRAWN: "withdrawn by",
};

const custodyOf = (file) => {
  const place = el("div");
  const show = (lines) =>
    el(
      "ol.response-custody-lines",
      {},
      lines.map((line) =>
        el(
          "li",
          {},
          moment(line.at),
          ` ${EVENTS[line.event] ?? line.event} `,
          el("strong", {}, line.actor),
          line.reason ? `: ${line.reason}` : "",
          line.sha256 === file.sha256 ? el("span.response-quiet", {}, " · same SHA-256") : el("strong", {}, ` · SHA-256 ${line.sha256}`),
        ),
      ),
    );
  const details = el("details.response-custody", {}, el("summary", {}, "Custody"), place);
  const load = () => fill(place, () => get(`/incidents/${file.incident}/evidence/${file.id}/custody`), show);
  details.addEventListener("toggle", () => details.open && load());
  return { details, reload: () => details.open && load() };
};

const save = (name, blob) => {
  const link = el("a", { href: URL.createObjectURL(blob), download: name });
  document.body.append(link);
  link.click();
  link.remove();
  window.setTimeout(() => URL.revokeObjectURL(link.href), 60000);
};

const fileLine = (file, incident) => {
  const told = said();
  const custody = custodyOf(file);
  const button = el("button.btn.btn-default.btn-xs", { type: "button", "aria-label": `Download ${file.fileName}` }, "Download");
  button.addEventListener("click", async () => {
    button.disabled = true;
    told.textContent = "Comparing it with its SHA-256…";
    try {
      const answer = await send(`/incidents/${file.incident}/evidence/${file.id}/file`, { headers: { Accept: "*/*" } });
      save(file.fileName, await answer.blob());
      told.textContent = "Downloaded; it is what was received.";
    } catch (error) {
      problem(told, error);
    } finally {
      button.disabled = false;
      custody.reload();
    }
  });
  return el(
    "li.response-file",
    {},
    el(
      "div.response-note-head",
      {},
      el("strong.response-file-name", {}, file.fileName),
      el("span.response-quiet", { title: `${count(file.bytes)} bytes` }, ` ${file.kind}, ${size(file.bytes)}`),
      file.held ? el("span.response-chip", {}, "on legal hold") : null,
      file.incident === incident ? null : el("span.response-quiet", {}, ` of ${file.incident}, merged into this one`),
    ),
    file.description ? el("p.response-note-text", {}, file.description) : null,
    el("p", {}, "Received by ", el("strong", {}, file.receivedBy), " ", moment(file.receivedAt)),
    el("p.response-hash", {}, el("span.response-quiet", {}, "SHA-256 "), el("code", {}, file.sha256), " ", copyButton(file.sha256, `Copy the SHA-256 of ${file.fileName}`)),
    file.withdrawn ? el("p", {}, el("strong", {}, "Withdrawn: "), file.withdrawn) : button,
    told,
    custody.details,
  );
};

/** What is wrong with a file before anything is sent; the platform looks again. */
const wrong = (file, limits) => {
  const ending = file.name.includes(".") ? file.name.split(".").pop().toLowerCase() : "";
  if (file.size === 0) {
    return `${file.name} is empty.`;
  }
  if (file.size > limits.largestFile) {
    return `${file.name} has ${size(file.size)}; ${size(limits.largestFile)} is the most. Split it, or compress it.`;
  }
  if (!limits.endings.includes(ending)) {
    return `${file.name} is of no kind that is taken${ending ? ` (.${ending})` : ""}. Put it into a ZIP archive with a password.`;
  }
  return null;
};

const filesPart = (incident, limits) => {
  const list = el("ol.response-notes");
  const below = el("div");
  const told = said();
  const input = el("input", { id: "response-file", type: "file", required: true, "aria-describedby": "response-file-limits" });
  const about = el("input.form-control", { id: "response-file-about", type: "text", maxlength: 1000 });
  const bar = el("progress", { max: 1, value: 0, hidden: true, "aria-label": "Sent" });
  const keep = el("button.btn.btn-primary", { type: "submit" }, "Keep as evidence");

  const load = async (page = 0) => {
    try {
      const files = await get(`/incidents/${incident}/evidence`, { page, size: PAGE });
      if (page === 0) {
        list.replaceChildren();
      }
      list.append(...files.items.map((file) => fileLine(file, incident)));
      below.replaceChildren(...[files.total === 0 ? empty("No file has been kept yet.") : more(files, () => load(page + 1))].filter(Boolean));
    } catch (error) {
      below.replaceChildren(failed(error, () => load(page)));
    }
  };

  const look = () => {
    const file = input.files[0];
    const words = file ? wrong(file, limits) : null;
    told.replaceChildren(...(words ? [failed({ message: words })] : []));
    return file && !words ? file : null;
  };
  input.addEventListener("change", look);

  const add = async (event) => {
    event.preventDefault();
    const file = look();
    if (!file) {
      return;
    }
    keep.disabled = true;
    bar.hidden = false;
    bar.value = 0;
    told.textContent = `Sending ${file.name}…`;
    try {
      const kept = await upload(
        `/incidents/${incident}/evidence${query({ fileName: file.name, description: about.value })}`,
        file,
        (part) => (bar.value = part),
      );
      input.value = "";
      about.value = "";
      told.textContent = `${kept.fileName} is kept, SHA-256 ${kept.sha256}.`;
      await load();
    } catch (error) {
      problem(told, error);
    } finally {
      keep.disabled = false;
      bar.hidden = true;
    }
  };

  const form = el(
    "form.response-drop",
    { submit: add },
    el("label", { for: "response-file" }, "File"),
    input,
    el(
      "p.response-quiet",
      { id: "response-file-limits" },
      `Up to ${size(limits.largestFile)}, ${count(limits.mostFiles)} files and ${size(limits.mostBytes)} for an incident. You can drop it here. `,
      el("details.response-endings", {}, el("summary", {}, "Kinds that are taken"), el("p", {}, `.${limits.endings.join(", .")}`), el("p", {}, "Anything else, such as programs and web pages: in a ZIP archive with a password. Nothing is unpacked or scanned.")),
    ),
    el("label", { for: "response-file-about" }, "What it is and where it comes from"),
    about,
    keep,
    " ",
    bar,
    told,
  );
  form.addEventListener("dragover", (event) => {
    event.preventDefault();
    form.classList.add("response-over");
  });
  form.addEventListener("dragleave", () => form.classList.remove("response-over"));
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    form.classList.remove("response-over");
    if (event.dataTransfer.files.length > 0) {
      input.files = event.dataTransfer.files;
      look();
    }
  });

  below.append(loading());
  load();
  return el("section.response-part", { "aria-labelledby": "response-files-title" }, el("h3", { id: "response-files-title" }, "Evidence"), form, list, below);
};

/** The incident of a task with the limits for its files; null where the task belongs to no incident. */
const ask = async (taskId) => {
  try {
    const incident = await get(`/tasks/${taskId}/incident`);
    return { incident, limits: await get(`/incidents/${incident.number}/evidence/limits`) };
  } catch (error) {
    if (error.status === 404) {
      return null;
    }
    throw error;
  }
};

export default {
  id: "response-evidence",
  pluginPoint: "tasklist.task.detail",
  priority: 40,
  properties: { label: "Notes and evidence" },
  render: (node, { taskId }) => {
    const place = el("div.response.response-evidence");
    node.append(place);
    fill(
      place,
      () => ask(taskId),
      (found) =>
        found === null
          ? empty("This task belongs to no incident, so there is nothing to keep notes and files with.")
          : [el("h2", {}, `${found.incident.number}: ${found.incident.title}`), notesPart(found.incident.number), filesPart(found.incident.number, found.limits)],
    );
  },
};
