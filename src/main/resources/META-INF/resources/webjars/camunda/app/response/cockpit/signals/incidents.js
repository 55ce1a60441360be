// The way from a signal to its incident.

import { el } from "../../shared/dom.js";
import { instanceAddress } from "../process/parts.js";

const MOST = 100;

/**
 * @param {(path: string, parameters?: object) => Promise<any>} get
 * @param {string[]} numbers of incidents
 * @returns {Promise<Map<string, string>>} where each is shown as a whole; those of which nothing is known are not in it
 */
export const placesOf = async (get, numbers) => {
  const keys = [...new Set(numbers.filter(Boolean))].slice(0, MOST);
  if (keys.length === 0) {
    return new Map();
  }
  try {
    const { items } = await get("/process-instances", { businessKey: keys.join(","), size: 200 });
    const places = new Map();
    for (const one of items) {
      // the oldest is the work as a whole
      if (!places.has(one.businessKey)) {
        places.set(one.businessKey, instanceAddress(one.id, one.endedAt));
      }
    }
    return places;
  } catch (problem) {
    if (problem.name === "AbortError") {
      throw problem;
    }
    return new Map();
  }
};

export const incident = (number, places) =>
  !number ? el("span.response-quiet", {}, "none") : places.has(number) ? el("a.response-key", { href: places.get(number), title: `${number}: the work as a whole` }, number) : el("span.response-key", {}, number);
