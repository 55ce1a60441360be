// The settings of Tasklist, as its documentation has them; see https://docs.camunda.org/manual/7.24/webapps/tasklist/configuration/
import "../../response/look/names.js";
import "./drafts.js";
import "./forms-with-lists.js";
import "./sign-in-elsewhere.js";
import { taskLists } from "./task-lists.js";

// a module that is there already when Tasklist asks for it by this name
window.define("response-task-lists", ["angular"], taskLists);

export default {
  app: {
    name: "Tasklist",
    vendor: "Integrated Response"
  },

  disableWelcomeMessage: true,

  customScripts: ["../response/tasklist/plugin"],

  requireJsConfig: {
    ngDeps: ["response.taskLists"],
    deps: ["response-task-lists"]
  },

  shortcuts: {
    claimTask: {
      key: 'ctrl+alt+c',
      description: 'claims the currently selected task'
    },
    focusFilter: {
      key: 'ctrl+shift+f',
      description: 'set the focus to the first filter in the list'
    },
    focusList: {
      key: 'ctrl+alt+l',
      description: 'sets the focus to the first task in the list'
    },
    focusForm: {
      key: 'ctrl+alt+f',
      description: 'sets the focus to the first input field in a task form'
    },
    startProcess: {
      key: 'ctrl+alt+p',
      description: 'opens the start process modal dialog'
    }
  }
};
