// Draws charts with Chart.js (MIT), each with the same figures as a table for whoever can't see it or wants the numbers.

import { el } from "./dom.js";

let library;

const load = async () => {
  library ??= import("../lib/chart.umd.min.js");
  await library;
  return window.Chart;
};

/** Told apart by their dash and their points too, with a contrast of at least 3 to 1 on white. */
export const LOOKS = {
  main: { borderColor: "#1d4f91", backgroundColor: "#1d4f91", borderWidth: 2, pointRadius: 3, pointStyle: "circle" },
  target: { borderColor: "#8a4b00", backgroundColor: "#8a4b00", borderWidth: 2, borderDash: [6, 4], pointRadius: 0 },
  other: { borderColor: "#17663a", backgroundColor: "#17663a", borderWidth: 2, borderDash: [2, 3], pointRadius: 3, pointStyle: "rect" },
  bad: { borderColor: "#a61b1b", backgroundColor: "#a61b1b", borderWidth: 2, pointRadius: 3, pointStyle: "triangle" },
};

/** Room below and above, so that a line is no edge. */
const range = (values, { min, max }) => {
  const known = values.filter((value) => value !== null && value !== undefined);
  const low = Math.min(...known);
  const high = Math.max(...known);
  const room = Math.max((high - low) * 0.1, 0.01);
  return {
    suggestedMin: Math.max(min ?? -Infinity, low - room),
    suggestedMax: Math.min(max ?? Infinity, high + room),
    ...(min !== undefined && low - room <= min ? { min } : {}),
    ...(max !== undefined && high + room >= max ? { max } : {}),
  };
};

/**
 * @param {object} wanted
 * @param {string} wanted.title what it shows, in a sentence
 * @param {string} wanted.summary what one sees, in a sentence, for who doesn't
 * @param {string} wanted.heading over the labels, such as "Week"
 * @param {string[]} wanted.labels along the axis
 * @param {{name: string, values: (number|null)[], look: keyof LOOKS, type?: "line"|"bar"}[]} wanted.series
 * @param {(value: number) => string} wanted.format of a value
 * @param {number} wanted.height in pixels
 * @param {number} wanted.min that the axis doesn't go below
 * @param {number} wanted.max that it doesn't go above
 * @param {boolean} wanted.stacked whether bars stand on each other
 * @returns {{element: HTMLElement, destroy: () => void}} destroy it when the page is left
 */
export const chart = ({ title, summary, heading, labels, series, format = String, height = 240, min, max, stacked = false }) => {
  const canvas = el("canvas", { role: "img", "aria-label": `${title}. ${summary}` });
  const drawn = el("div.response-chart-drawn", { style: `height: ${height}px` }, canvas);
  const table = el(
    "div.response-scroll",
    { hidden: true },
    el(
      "table",
      {},
      el("caption.response-sr-only", {}, title),
      el("thead", {}, el("tr", {}, el("th", { scope: "col" }, heading), series.map((one) => el("th.response-number", { scope: "col" }, one.name)))),
      el(
        "tbody",
        {},
        labels.map((label, i) =>
          el(
            "tr",
            {},
            el("th", { scope: "row" }, label),
            series.map((one) => el("td.response-number", {}, one.values[i] === null || one.values[i] === undefined ? "–" : format(one.values[i]))),
          ),
        ),
      ),
    ),
  );
  const toggle = el("button.btn.btn-default.btn-xs", { type: "button", "aria-pressed": "false" }, "Show as table");
  toggle.addEventListener("click", () => {
    table.hidden = !table.hidden;
    drawn.hidden = !table.hidden;
    toggle.setAttribute("aria-pressed", String(!table.hidden));
    toggle.textContent = table.hidden ? "Show as table" : "Show as chart";
  });
  const element = el("figure.response-chart", {}, el("figcaption", {}, el("span", {}, title), toggle), drawn, table);
  let made;
  let gone = false;
  load().then(
    (Chart) => {
      if (gone) {
        return;
      }
      made = new Chart(canvas, {
        type: "line",
        data: {
          labels,
          datasets: series.map((one) => ({ type: one.type ?? "line", label: one.name, data: one.values, spanGaps: true, tension: 0, clip: 8, ...LOOKS[one.look ?? "main"] })),
        },
        options: {
          responsive: true,
          maintainAspectRatio: false,
          animation: false,
          interaction: { mode: "index", intersect: false },
          scales: {
            x: { stacked, grid: { display: false }, ticks: { color: "#52606d", maxRotation: 0, autoSkipPadding: 12 } },
            y: { stacked, ...(stacked ? { min: 0 } : range(series.flatMap((one) => one.values), { min, max })), ticks: { color: "#52606d", callback: (value) => format(value), maxTicksLimit: 6 }, grid: { color: "#e4e9f0" } },
          },
          plugins: {
            legend: { display: series.length > 1, position: "bottom", align: "start", labels: { color: "#1f2933", usePointStyle: false, boxWidth: 24, boxHeight: 1 } },
            tooltip: { callbacks: { label: (item) => `${item.dataset.label}: ${item.raw === null ? "–" : format(item.raw)}` } },
          },
        },
      });
    },
    () => {
      // without the library the figures are there all the same
      drawn.hidden = true;
      table.hidden = false;
      toggle.hidden = true;
    },
  );
  return {
    element,
    destroy: () => {
      gone = true;
      made?.destroy();
    },
  };
};
