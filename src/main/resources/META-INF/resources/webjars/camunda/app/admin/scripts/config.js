// The settings of Admin; see https://docs.camunda.org/manual/7.24/webapps/admin/
import "../../tasklist/scripts/sign-in-elsewhere.js";

export default {};
