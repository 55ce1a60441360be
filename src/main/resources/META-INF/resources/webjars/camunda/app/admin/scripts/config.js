// The settings of Admin; see https://docs.camunda.org/manual/7.24/webapps/admin/
import "../../response/look/names.js";
import "../../tasklist/scripts/sign-in-elsewhere.js";

export default {
  app: {
    name: "Admin",
    vendor: "Integrated Response"
  },

  disableWelcomeMessage: true
};
