// The settings of Welcome; see https://docs.camunda.org/manual/7.24/webapps/welcome/
import "../../tasklist/scripts/sign-in-elsewhere.js";

export default {};
