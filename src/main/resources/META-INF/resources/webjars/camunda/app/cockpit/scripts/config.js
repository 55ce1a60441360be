// The settings of Cockpit; see https://docs.camunda.org/manual/7.24/webapps/cockpit/
import "../../tasklist/scripts/sign-in-elsewhere.js";

export default {
  customScripts: ["../response/cockpit/plugin"]
};
