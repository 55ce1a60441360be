// The SLA pages, in their frame.

import { only, routeTo } from "../pages/frame.js";
import { filterBar } from "./filters.js";
import { pages } from "./pages.js";
import { href, narrowed, period, read } from "./state.js";

export const route = routeTo(
  {
    id: "sla",
    title: "Service levels",
    pages,
    address: { read, href },
    follows: ["from", "to", "weeks", "clock", "severity", "division", "product", "owner", "region"],
    bar: filterBar,
    asked: (page, state) => ({
      narrowed: only(page.filters, narrowed(state)),
      period: page.filters.includes("period") ? period(state) : {},
    }),
  },
  9,
);
