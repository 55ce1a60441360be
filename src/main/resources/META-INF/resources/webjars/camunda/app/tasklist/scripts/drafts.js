// Tasklist keeps what was typed into a form and saved as a draft in the browser's local storage: on the disk, after the person signed out,
// for whoever sits there next. Here a draft lives in the memory of the open page instead, and is gone when the task is completed, the
// page is left, the person signs out, the session ends, or somebody else signs in.

const drafts = new Map();
let person = null;

const isDraft = key => /^(camunda-form|camForm):/.test(String(key));
const own = storage => {
  try {
    return storage === window.localStorage;
  } catch (e) {
    return false;
  }
};

const { getItem, setItem, removeItem } = Storage.prototype;

Storage.prototype.getItem = function (key) {
  if (own(this) && isDraft(key)) {
    const draft = drafts.get(String(key));
    return draft === undefined ? null : draft;
  }
  return getItem.call(this, key);
};
Storage.prototype.setItem = function (key, value) {
  if (own(this) && isDraft(key)) {
    // Tasklist saves once more when a session ends: too late
    if (person !== null) {
      drafts.set(String(key), String(value));
    }
    return;
  }
  setItem.call(this, key, value);
};
Storage.prototype.removeItem = function (key) {
  if (own(this) && isDraft(key)) {
    drafts.delete(String(key));
    return;
  }
  removeItem.call(this, key);
};

// what an earlier version left
for (const key of Object.keys(window.localStorage)) {
  if (isDraft(key)) {
    removeItem.call(window.localStorage, key);
  }
}

const left = () => {
  drafts.clear();
  person = null;
};

const arrived = text => {
  let name = null;
  try {
    name = JSON.parse(text).userId || null;
  } catch (e) {
    // an answer without a name names nobody
  }
  if (name !== person) {
    drafts.clear();
  }
  person = name;
};

const SIGN_OUT = /\/api\/admin\/auth\/user\/[^/?]+\/logout(\?|$)/;
const WHO = /\/api\/admin\/auth\/user\/[^/?]+(\/login\/[^/?]+)?(\?|$)/;

const { open } = XMLHttpRequest.prototype;
XMLHttpRequest.prototype.open = function (method, url, ...rest) {
  if (SIGN_OUT.test(url)) {
    left();
  }
  this.addEventListener("load", () => {
    if (this.status === 401) {
      left();
    } else if (WHO.test(url) && !SIGN_OUT.test(url)) {
      this.status === 200 ? arrived(this.responseText) : left();
    }
  });
  return open.call(this, method, url, ...rest);
};

window.addEventListener("pagehide", left);
