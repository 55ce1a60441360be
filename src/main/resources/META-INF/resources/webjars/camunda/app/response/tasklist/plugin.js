// What the platform adds to Tasklist: only the list of it, each part has a file of its own.

import { style } from "../shared/style.js";
import beside from "./beside.js";
import evidence from "./evidence.js";
import incidentTab from "./incident-tab.js";
import shift from "./shift.js";

style("tasklist");

export default [beside, incidentTab, evidence, shift];
