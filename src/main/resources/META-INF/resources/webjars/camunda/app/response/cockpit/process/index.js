// What the platform adds to the pages of processes and their instances.

import { sheet } from "../../shared/style.js";
import definition from "./definition.js";
import diagram from "./diagram.js";
import finished from "./finished.js";
import heat from "./heat.js";
import instance from "./instance.js";

sheet(new URL("process.css", import.meta.url));

export default [definition, diagram, heat, ...instance, finished];
