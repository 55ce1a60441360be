// What the platform adds to Tasklist: only the list of it, each part has a file of its own.

import { style } from "../shared/style.js";

style("tasklist");

export default [];
