// What Cockpit gets for service levels: the card, the entry in the navigation, the pages.

import { card } from "./card.js";
import { navigation } from "./navigation.js";
import { route } from "./route.js";

export const sla = [card, navigation, route];
