// How times, durations and shares are written everywhere. Times come as ISO 8601 in UTC, durations as seconds.

import { chip, el } from "./dom.js";

const pad = (number) => String(number).padStart(2, "0");

/** "2026-11-28 10:46 UTC" */
export const utc = (time) => {
  const at = new Date(time);
  return `${at.getUTCFullYear()}-${pad(at.getUTCMonth() + 1)}-${pad(at.getUTCDate())} ${pad(at.getUTCHours())}:${pad(at.getUTCMinutes())} UTC`;
};

const LOCAL = new Intl.DateTimeFormat(undefined, {
  weekday: "short",
  day: "numeric",
  month: "short",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
  timeZoneName: "short",
});

/** In the time zone and language of whoever looks: "Sat, 28 Nov, 11:46 CET" */
export const local = (time) => LOCAL.format(new Date(time));

/** Both, for people who work in different places. */
export const moment = (time) =>
  el("time.response-time", { datetime: new Date(time).toISOString() }, el("span", {}, utc(time)), " ", el("span.response-quiet", {}, local(time)));

const UNITS = [
  ["d", 86400],
  ["h", 3600],
  ["min", 60],
  ["s", 1],
];

/** The two largest parts: "3 d 4 h", "12 min", "45 s"; seconds only below ten minutes. */
export const duration = (seconds) => {
  let rest = Math.abs(Math.round(seconds));
  const parts = [];
  const first = UNITS.findIndex(([, size]) => rest >= size);
  if (first < 0) {
    return "0 s";
  }
  for (const [name, size] of UNITS.slice(first, first + 2)) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0 && !(name === "s" && parts.length > 0 && Math.abs(seconds) >= 600)) {
      parts.push(`${count} ${name}`);
    }
  }
  return parts.join(" ");
};

/** What is left until a promise is broken: "4 h left", "late by 12 min". */
export const left = (seconds) => (seconds < 0 ? `late by ${duration(seconds)}` : `${duration(seconds)} left`);

/** A length of time as ISO 8601 has it, such as P1DT2H, in seconds. */
export const secondsOf = (iso) => {
  const found = /^(-?)P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?)?$/.exec(iso ?? "");
  if (!found) {
    return NaN;
  }
  const [, minus, weeks, days, hours, minutes, rest] = found;
  const total = Number(weeks ?? 0) * 604800 + Number(days ?? 0) * 86400 + Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60 + Number(rest ?? 0);
  return minus ? -total : total;
};

/** A share of one: "93.4 %", "–" when there is none. */
export const share = (part, digits = 1) => (part === null || part === undefined ? "–" : `${(part * 100).toFixed(digits)} %`);

/** A chance in whole percent; what may still go either way is neither 0 nor 100. */
export const likely = (chance) => (chance > 0 && chance < 0.005 ? "< 1 %" : chance < 1 && chance >= 0.995 ? "> 99 %" : share(chance, 0));

export const count = (number) => (number === null || number === undefined ? "–" : Number(number).toLocaleString("en"));

/** "first-response" as "First response", "slr-held" as "SLR held" */
export const words = (key) => {
  const text = String(key ?? "")
    .replace(/[-_]+/g, " ")
    .replace(/\b(slr|sor|shr|sla)\b/g, (name) => name.toUpperCase())
    .replace(/\blivesite\b/g, "LiveSite")
    .trim();
  return text === "" ? "–" : text.charAt(0).toUpperCase() + text.slice(1);
};

export const severity = (name) => (name ? chip(name, name, "Severity") : chip("none", "no severity"));

/** Traffic Light Protocol 2.0 of FIRST, with its names: TLP:AMBER+STRICT */
export const tlp = (name) => {
  const label = String(name ?? "").replace(/^TLP[:_]?/i, "").replace("_", "+");
  return chip(`tlp-${label.replace("+", "-")}`, `TLP:${label}`, "Traffic Light Protocol: with whom this may be shared");
};

/** What came from outside, so that nobody opens it by mistake: hxxps://example[.]com */
export const defanged = (text) =>
  String(text)
    .replace(/\bhttp(s?):\/\//gi, "hxxp$1://")
    .replace(/\bftp:\/\//gi, "fxp://")
    .replace(/(?<=[\p{L}\p{N}-])\.(?=[\p{L}\p{N}-])/gu, "[.]")
    .replace(/(?<=\S)@(?=\S)/g, "[@]");
