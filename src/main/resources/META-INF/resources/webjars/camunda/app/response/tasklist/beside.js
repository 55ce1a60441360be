// What is known around a task, beside its form: wide screens have it at the right, narrow ones in a strip above that can be opened. Its
// room is kept from the moment a task is open, so that the form never moves while somebody types.

import { el } from "../shared/dom.js";
import { clockWord } from "./clocks.js";
import { heading, panel } from "./panel.js";
import { pressing } from "./sections.js";

/** As wide as the column of the task must be for both. */
const WIDE = 860;

/** Whether people want it open, on wide and on narrow screens, for as long as the page is open. */
const wanted = { wide: true, narrow: false };

let end = () => {};

/** Tasklist draws a part before it puts it into the page. */
const whenThere = (node, then) => {
  const timer = window.setInterval(() => {
    if (node.isConnected) {
      window.clearInterval(timer);
      then();
    }
  }, 20);
  end = () => window.clearInterval(timer);
};

const begin = (node, scope) => {
  const column = node.closest(".column") ?? node.parentElement;
  const strip = el("div.response-strip", {});
  const toggle = el("button.btn.btn-default.btn-sm.response-toggle", { type: "button", "aria-controls": "response-beside-more" });
  const more = el("div.response-more", { id: "response-beside-more", tabindex: "0", role: "group", "aria-label": "Context of the task" });
  const aside = el("aside.response.response-beside", { "aria-label": "What this task is about", hidden: true }, el("div.response-beside-head", {}, strip, toggle), more);
  column.append(aside);

  let wide = true;
  let task = null;
  let stop = () => {};

  const layout = () => {
    const open = wide ? wanted.wide : wanted.narrow;
    column.classList.toggle("response-has-beside", task !== null);
    column.classList.toggle("response-beside-right", task !== null && wide && open);
    column.classList.toggle("response-beside-open", task !== null && !wide && open);
    aside.hidden = task === null;
    more.hidden = !open;
    toggle.setAttribute("aria-expanded", String(open));
    toggle.textContent = open ? "Hide context" : "Show context";
  };
  toggle.addEventListener("click", () => {
    wanted[wide ? "wide" : "narrow"] = !(wide ? wanted.wide : wanted.narrow);
    layout();
  });

  const opened = (id) => {
    stop();
    stop = () => {};
    task = id ?? null;
    strip.replaceChildren();
    more.scrollTop = 0;
    layout();
    if (task !== null) {
      let written = "";
      let ticks = [];
      stop = panel(more, task, {
        onKnown: (known) => {
          const words = pressing(known);
          const now = JSON.stringify([known.incident?.severity, known.incident?.tlp, known.incident?.title, words.map(([, clock]) => [clock.id, clock.dueAt, clock.state])]);
          if (now !== written) {
            written = now;
            const drawn = words.map(([label, clock]) => clockWord(label, clock));
            ticks = drawn.map((one) => one.tick);
            strip.replaceChildren(
              el("div.response-strip-title", { title: known.incident?.title ?? "" }, heading(known)),
              el("div.response-strip-clocks", {}, drawn.map((one) => one.line)),
            );
          }
          return ticks;
        },
      });
    }
  };

  const unwatch = scope.$watch("task.id", opened);
  const sized = new ResizeObserver(([entry]) => {
    const now = entry.contentRect.width >= WIDE;
    if (now !== wide) {
      wide = now;
      layout();
    }
  });
  wide = column.clientWidth >= WIDE;
  sized.observe(column);
  layout();

  end = () => {
    unwatch();
    sized.disconnect();
    stop();
    column.classList.remove("response-has-beside", "response-beside-right", "response-beside-open");
    aside.remove();
  };
};

export default {
  id: "response-beside",
  pluginPoint: "tasklist.task.action",
  priority: 10,
  render: (node, context, scope) => whenThere(node, () => begin(node, scope)),
  unmount: () => end(),
};
