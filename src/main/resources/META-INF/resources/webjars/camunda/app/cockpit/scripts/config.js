// The settings of Cockpit; see https://docs.camunda.org/manual/7.24/webapps/cockpit/
import "../../response/look/names.js";
import "../../tasklist/scripts/sign-in-elsewhere.js";

export default {
  customScripts: ["../response/cockpit/plugin"],

  app: {
    name: "Cockpit",
    vendor: "Integrated Response"
  },

  disableWelcomeMessage: true
};
