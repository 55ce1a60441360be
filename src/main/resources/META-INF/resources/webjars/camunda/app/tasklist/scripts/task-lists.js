// What Tasklist's own lists don't do: a number behind each of them, not only behind the one that is open; what is due next at the top; and on
// each task its severity and how long there is left.

import { counts } from "./task-counts.js";
import { card } from "./task-card.js";

const BY_TIME_LEFT = JSON.stringify([{ sortBy: "dueDate", sortOrder: "asc" }]);

const listsByTimeLeft = ($rootScope, $location) => {
  // until somebody chooses another order, which is kept in the address
  $rootScope.$on("$locationChangeStart", () => {
    if (["", "/"].includes($location.path()) && !$location.search().sorting) {
      $location.search("sorting", BY_TIME_LEFT).replace();
    }
  });
  // what the platform's own parts of the page changed; Tasklist does so by itself every ten seconds
  window.addEventListener("response:tasks-changed", () => $rootScope.$applyAsync(() => $rootScope.$broadcast("refresh")));
};
listsByTimeLeft.$inject = ["$rootScope", "$location"];

/** The number behind one list in the column on the left; the scope is that of Tasklist's own row. */
const number = () => ({
  restrict: "C",
  link: (scope, row) => {
    const link = row[0].querySelector("h4 a");
    if (!link || !scope.filter) {
      return;
    }
    const shown = document.createElement("span");
    shown.className = "response-count";
    link.append(shown);
    const forget = counts.watch(scope.filter.id, () => show());
    const show = () => {
      // the open list is read again by Tasklist every ten seconds, and after each change
      const open = scope.isFocused(scope.filter) && typeof scope.filterCount === "number";
      const count = open ? scope.filterCount : counts.of(scope.filter.id);
      shown.textContent = count === undefined ? "" : String(count);
      shown.title = count === 1 ? "1 task" : `${count ?? "…"} tasks`;
      row[0].classList.toggle("response-none", count === 0);
    };
    scope.$watchGroup([() => scope.isFocused(scope.filter), "filterCount"], show);
    scope.$on("$destroy", forget);
  },
});

/** One task in the list; the scope is that of Tasklist's own card. */
const dates = () => ({
  restrict: "C",
  link: (scope, place) => {
    if (scope.task && place[0].parentElement?.classList.contains("cells-wrapper")) {
      const { line, forget } = card();
      place[0].prepend(line.element);
      scope.$watchGroup(["task.priority", "task.due"], () => line.show(scope.task));
      scope.$on("$destroy", forget);
    }
  },
});

/** @returns the module of AngularJS that Tasklist is to load */
export const taskLists = (angular) => {
  angular
    .module("response.taskLists", [])
    .run(listsByTimeLeft)
    .directive("taskFilter", number)
    .directive("dates", dates);
};
