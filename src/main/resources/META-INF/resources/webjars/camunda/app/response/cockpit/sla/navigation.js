// The entry "SLA" in Cockpit's navigation.

import { entry } from "../pages/entry.js";
import { PATH } from "./state.js";

export const navigation = entry({ id: "sla", label: "SLA", path: PATH, priority: 5 });
