// Which page of the SLA pages is shown, narrowed to what: all of it stands in the address, so that it can be reloaded, sent and gone
// back to. "#/sla?view=breaches&clock=contain&severity=SEV1&weeks=26"

import { addressOf } from "../pages/address.js";

export const PATH = "#/sla";

/** The week that goes on is one of them. */
export const WEEKS = [4, 13, 26, 52, 104];
const USUAL_WEEKS = 13;

const DAY = 24 * 60 * 60 * 1000;

const MONDAY = (time) => {
  const day = new Date(time);
  day.setUTCHours(0, 0, 0, 0);
  day.setUTCDate(day.getUTCDate() - ((day.getUTCDay() + 6) % 7));
  return day;
};

const iso = (day) => day.toISOString().substring(0, 10);

export const { read, href } = addressOf(PATH);

/** The whole weeks that are asked for, as the API takes them: a first day, and the day after the last. */
export const period = (state) => {
  if (state.from || state.to) {
    return { from: state.from, to: state.to };
  }
  const weeks = Math.min(520, Math.max(1, Number.parseInt(state.weeks, 10) || USUAL_WEEKS));
  const end = new Date(MONDAY(Date.now()).getTime() + 7 * DAY);
  return { from: iso(new Date(end.getTime() - weeks * 7 * DAY)), to: iso(end) };
};

/** What the API is asked to narrow figures to. */
export const narrowed = (state) => ({
  clock: state.clock,
  severity: state.severity,
  division: state.division,
  product: state.product,
  owner: state.owner,
  region: state.region,
});

export const weeksOf = (state) => (state.from || state.to ? "" : String(Number.parseInt(state.weeks, 10) || USUAL_WEEKS));
