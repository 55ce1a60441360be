// What Cockpit gets for signals: the entry in the navigation, and the pages.

import { sheet } from "../../shared/style.js";
import { addressOf } from "../pages/address.js";
import { entry } from "../pages/entry.js";
import { routeTo } from "../pages/frame.js";
import { filterBar } from "./filters.js";
import { list } from "./list.js";
import { suppressions } from "./suppressions.js";

const address = addressOf("#/signals");

sheet(new URL("signals.css", import.meta.url));

export const signals = [
  entry({ id: "signals", label: "Signals", path: address.path, priority: 4 }),
  routeTo({ id: "signals", title: "Signals", pages: [list, suppressions], address, follows: [], bar: filterBar, asked: () => ({}) }, 8),
];
