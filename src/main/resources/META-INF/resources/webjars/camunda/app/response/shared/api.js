// Asks the platform's API with the session of whoever is signed in. Answers are objects; what went wrong is thrown as a Problem whose
// message can be shown to people.

const root = document.querySelector("base")?.getAttribute("app-root") ?? "/camunda";

/** Where requests of the pages go; the rest is as in the API after /api/v1. */
export const base = `${root}/api/response`;

/** What the API refused, or why it could not be reached. */
export class Problem extends Error {
  /**
   * @param {string} message in words for people
   * @param {number} status of HTTP; 0 when there was no answer
   * @param {{field: string, message: string}[]} problems each field that was wrong
   */
  constructor(message, status, problems = []) {
    super(message);
    this.name = "Problem";
    this.status = status;
    this.problems = problems;
  }
}

const token = () => document.cookie.split("; ").find((one) => one.startsWith("XSRF-TOKEN="))?.substring("XSRF-TOKEN=".length);

/** Parameters without those that are missing or empty. */
export const query = (parameters = {}) => {
  const present = Object.entries(parameters).filter(([, value]) => value !== undefined && value !== null && value !== "");
  return present.length === 0 ? "" : `?${new URLSearchParams(present.map(([name, value]) => [name, String(value)]))}`;
};

const WORDS = {
  401: "Your session is over. Sign in again.",
  403: "Your roles don't allow this.",
  404: "There is nothing here that you may see.",
  413: "That is too large.",
  429: "Too many requests. Wait a moment and try again.",
};

const problemOf = async (answer) => {
  let said = {};
  try {
    said = await answer.json();
  } catch {
    // an answer without words
  }
  const message = answer.status === 401 ? WORDS[401] : said.detail || WORDS[answer.status] || `The platform could not answer (${answer.status}).`;
  return new Problem(message, answer.status, said.problems ?? []);
};

/**
 * Sends a request and gives back the answer of fetch.
 *
 * @param {string} path as in the API after /api/v1, with its query
 * @param {{method?: string, body?: any, headers?: object, byItself?: boolean, signal?: AbortSignal}} how byItself: nobody asked for
 *     it, so that it does not keep the session alive
 */
export const send = async (path, { method = "GET", body, headers = {}, byItself = false, signal } = {}) => {
  const all = { Accept: "application/json", ...headers };
  if (token()) {
    all["X-XSRF-TOKEN"] = token();
  }
  if (byItself) {
    all["X-Response-Refresh"] = "1";
  }
  let answer;
  try {
    answer = await fetch(base + path, { method, body, headers: all, signal, credentials: "same-origin" });
  } catch (failed) {
    if (failed.name === "AbortError") {
      throw failed;
    }
    throw new Problem("The platform can't be reached. Look at your connection and try again.", 0);
  }
  if (!answer.ok) {
    throw await problemOf(answer);
  }
  if (method !== "GET" && path.startsWith("/tasks/")) {
    // Tasklist reads its lists and their numbers again
    window.dispatchEvent(new Event("response:tasks-changed"));
  }
  return answer;
};

export const get = async (path, parameters, how) => (await send(path + query(parameters), how)).json();

export const post = async (path, value, how = {}) => {
  const answer = await send(path, {
    ...how,
    method: how.method ?? "POST",
    body: JSON.stringify(value ?? {}),
    headers: { "Content-Type": "application/json", ...how.headers },
  });
  return answer.status === 204 ? undefined : answer.json();
};

/** Where a file comes from, such as a CSV: for the href of a link. */
export const address = (path, parameters) => base + path + query(parameters);

/**
 * Sends a file as the body of a request.
 *
 * @param {string} path as in the API after /api/v1, with its query
 * @param {Blob} file
 * @param {(part: number) => void} progress told how much has been sent, from 0 to 1
 */
export const upload = (path, file, progress) =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", base + path);
    request.setRequestHeader("Accept", "application/json");
    request.setRequestHeader("Content-Type", "application/octet-stream");
    if (token()) {
      request.setRequestHeader("X-XSRF-TOKEN", token());
    }
    request.upload.addEventListener("progress", (event) => event.lengthComputable && progress(event.loaded / event.total));
    request.addEventListener("error", () => reject(new Problem("The platform can't be reached. Look at your connection and try again.", 0)));
    request.addEventListener("load", async () => {
      const answer = new Response(request.responseText, { status: request.status });
      if (answer.ok) {
        resolve(await answer.json());
      } else {
        reject(await problemOf(answer));
      }
    });
    request.send(file);
  });
