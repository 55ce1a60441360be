// Everything that is known around a task, in a tab of its own.

import { el } from "../shared/dom.js";
import { panel } from "./panel.js";

const open = new Map();

const render = (node, { taskId }) => {
  const place = el("div.response.response-tab", {});
  node.append(place);
  open.set(node, panel(place, taskId, { full: true }));
};

/** Tasklist draws a tab anew before it lets go of the old one, and doesn't say which it means. */
const unmount = () =>
  window.setTimeout(() => {
    for (const [node, end] of open) {
      if (!node.isConnected) {
        end();
        open.delete(node);
      }
    }
  }, 0);

export default {
  id: "response-incident",
  pluginPoint: "tasklist.task.detail",
  priority: 900,
  properties: { label: "Incident" },
  render,
  unmount,
};
