// The tabs SLA and Incident on the page of a process instance that runs.

import { get } from "../../shared/api.js";
import { el, every, fill } from "../../shared/dom.js";
import { clocksOf } from "./clocks.js";
import { incidentOf } from "./incident.js";

const MOST = 200;

/** Every instance of the same work. */
export const instancesOf = async (instance) =>
  instance.businessKey ? (await get("/process-instances", { businessKey: instance.businessKey, size: MOST })).items : [instance];

export const endedOf = async (all) => new Map((await all).map((one) => [one.id, one.endedAt !== undefined]));

export const instance = (id) => get(`/process-instances/${encodeURIComponent(id)}`);

const REFRESH_SECONDS = 60;

const tab = (id, label, priority, show) => {
  let stop = () => {};
  return {
    id,
    pluginPoint: "cockpit.processInstance.runtime.tab",
    priority,
    properties: { label },
    render: (node, { processInstanceId }) => {
      const place = el("div");
      node.append(el("section.response.response-process", { "aria-label": label }, place));
      stop = show(place, processInstanceId) ?? (() => {});
    },
    unmount: () => stop(),
  };
};

const clocks = tab("response-instance-sla", "SLA", 3, (place, id) => {
  const ended = instance(id).then((one) => endedOf(instancesOf(one)));
  ended.catch(() => {});
  clocksOf(place, id, ended);
  // what somebody has opened to read is left alone
  return every(REFRESH_SECONDS, () => !place.querySelector("[aria-expanded=true]") && clocksOf(place, id, ended, 0, true));
});

const incident = tab("response-instance-incident", "Incident", 2, (place, id) => {
  fill(place, () => instance(id), (one) => {
    const below = el("div");
    const all = instancesOf(one);
    all.catch(() => {});
    incidentOf(below, one.businessKey, all);
    return below;
  });
});

export default [clocks, incident];
