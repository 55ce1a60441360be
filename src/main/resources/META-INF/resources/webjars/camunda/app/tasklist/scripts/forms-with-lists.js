// form-js 1.8.7 keeps an empty entry among its errors for each field of a list that was found right, and Tasklist takes every entry for
// an error: once a list was touched, its button to complete the task stays disabled. Where the form shows no error, there is none.

const settle = () => {
  const form = document.querySelector(".fjs-form");
  const button = document.querySelector("button[ng-click='complete()']");
  if (!form || !button || !button.disabled || form.querySelector(".fjs-form-field-error")) {
    return;
  }
  let scope = window.angular && window.angular.element(button).scope();
  while (scope && !Object.prototype.hasOwnProperty.call(scope, "$invalid")) {
    scope = scope.$parent;
  }
  if (scope && scope.$invalid) {
    scope.$invalid = false;
    scope.onFormValidation(false);
    scope.$applyAsync();
  }
};

// the form takes what was typed 300 ms after the last key
let waiting;
const soon = () => {
  window.clearTimeout(waiting);
  waiting = window.setTimeout(settle, 500);
};

for (const happening of ["input", "change", "click", "focusout"]) {
  document.addEventListener(happening, soon, true);
}
