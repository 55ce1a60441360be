// The settings of Welcome; see https://docs.camunda.org/manual/7.24/webapps/welcome/
import "../../response/look/names.js";
import "../../tasklist/scripts/sign-in-elsewhere.js";

export default {
  app: {
    name: "Welcome",
    vendor: "Integrated Response"
  },

  disableWelcomeMessage: true
};
