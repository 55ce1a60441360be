// What the platform adds to Cockpit: only the list of it, each part has a file of its own.

import { style } from "../shared/style.js";
import process from "./process/index.js";
import { signals } from "./signals/parts.js";
import { sla } from "./sla/parts.js";

style("cockpit");

export default [...sla, ...signals, ...process];
