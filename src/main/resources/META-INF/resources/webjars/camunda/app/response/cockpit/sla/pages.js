// The pages behind "SLA", in the order of their tabs. To add one, write a module that exports a page and add one line to the list below.
//
// A page is
//   {
//     id: "reviews",                        // in the address: #/sla?view=reviews
//     label: "Reviews",                     // on its tab
//     about: "How punctual reviews are",    // one sentence under the tabs
//     filters: ["period", "division"],      // which of the filter bar it listens to: period, clock, severity, division, product,
//                                           // owner, region; the others are not shown
//     show(place, context) {…}              // builds what is shown in an empty element, each time the address changes
//   }
// and what it is given is
//   context.state      what the address says, such as {view: "reviews", division: "Payments", tab: "held"}; a page may have names of its
//                      own in it ("tab", "at" for the page of a list, "order")
//   context.narrowed   what of it narrows figures, for the API; names that the page doesn't listen to are left out
//   context.period     {from, to} for the API, likewise
//   context.get(path, parameters)   asks the API; given up when the address changes, so that an older answer never comes late
//   context.go(changes, {again})    changes the address: undefined takes a name out; again: without a new step for the back button
//   context.href(changes)           the address for a link; context.href({view: "breaches", …}, true) starts from nothing
//   context.csv(path, parameters)   a link that downloads what is shown
//   context.leave(clean)            called before the page is built anew or left: timers, charts
// Use fill() of shared/dom.js for everything that is asked for, and table() and pager() of ./table.js for lists.

import { atRisk } from "./at-risk.js";
import { breaches } from "./breaches.js";
import { overview } from "./overview.js";
import { repairs } from "./repairs.js";
import { reviews } from "./reviews.js";

export const pages = [overview, breaches, atRisk, reviews, repairs];
