// [data-brouillon] keeps the text boxes of its form in localStorage until the server says that they are saved. Two texts
// may be there: the one in the page (`present`), and another that was left (`autre`); taking a draft back swaps them,
// so that neither is ever written over.
const PREFIX = "convive.brouillon.";
const MAX_AGE_MS = 14 * 24 * 3600 * 1000;
const DELAY_MS = 400;
let stopped = false;

// A browser may refuse to store (private window, full disk): one then writes without a draft.
function attempt(action) {
  try {
    return action();
  } catch {
    return null;
  }
}

function listKeys() {
  return attempt(() => Object.keys(localStorage).filter((key) => key.startsWith(PREFIX))) ?? [];
}

function read(key) {
  return attempt(() => JSON.parse(localStorage.getItem(key)));
}

function remove(key) {
  attempt(() => localStorage.removeItem(key));
}

function forgetOld() {
  for (const key of listKeys()) {
    const date = Date.parse(read(key)?.date);
    if (!(Date.now() - date < MAX_AGE_MS)) remove(key);
  }
}

// The texts, and the version from which they were written.
function listFields(form) {
  return [...form.querySelectorAll("textarea[name], input[type=text][name], input[type=hidden][name=version]")];
}

function getValues(form) {
  return Object.fromEntries(listFields(form).map((field) => [field.name, field.value]));
}

function isSame(left, right) {
  const clean = (values) => Object.entries(values).map(([name, value]) => [name, name === "version" ? "" : value.trim()]);
  return JSON.stringify(clean(left).sort()) === JSON.stringify(clean(right).sort());
}

function setValues(form, values) {
  for (const field of listFields(form)) if (field.name in values) field.value = values[field.name];
}

function watch(draft) {
  const form = draft.closest("form");
  const key = PREFIX + draft.dataset.brouillon;
  const find = (name) => draft.querySelector(`[data-brouillon-${name}]`);
  const [offer, date, swap, drop] = ["offre", "date", "echanger", "effacer"].map(find);
  const initial = getValues(form);
  // A form that came back to be corrected is saved nowhere: its texts stay a draft.
  const isSaved = !("brouillonLie" in draft.dataset);
  const stored = read(key);
  let other = [stored?.present, stored?.autre].find((values) => values && !isSame(values, initial)) ?? null;
  let taken = false;
  let timer;

  function store() {
    clearTimeout(timer);
    // A form that htmx replaced has nothing more to say.
    if (stopped || !form.isConnected) return;
    const present = getValues(form);
    if (isSaved && !other && isSame(present, initial)) return remove(key);
    attempt(() => localStorage.setItem(key, JSON.stringify({ date: new Date().toISOString(), present, autre: other })));
  }

  if (other) {
    date.textContent = new Date(stored.date).toLocaleString("fr-FR", { dateStyle: "long", timeStyle: "short" });
    offer.hidden = false;
    // A form that is folded away would hide the offer.
    for (let fold = form.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  }
  if (!isSaved) store();
  find("etat").hidden = attempt(() => localStorage) === null;
  swap.addEventListener("click", () => {
    const present = getValues(form);
    setValues(form, other);
    other = present;
    taken = !taken;
    swap.setAttribute("aria-pressed", String(taken));
    store();
  });
  drop.addEventListener("click", () => {
    other = null;
    offer.hidden = true;
    store();
    listFields(form).find((field) => field.type !== "hidden")?.focus();
  });
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(store, DELAY_MS);
  });
  form.addEventListener("submit", store);
  // A tab that closes, or a phone that goes to something else, gives no other notice.
  addEventListener("pagehide", () => timer && store());
  document.addEventListener("visibilitychange", () => document.hidden && timer && store());
}

export function install(root) {
  if (root === document) {
    forgetOld();
    document.addEventListener("submit", (event) => {
      const account = event.target.dataset?.deconnexion;
      if (!account) return;
      stopped = true;
      listKeys().filter((key) => key.startsWith(`${PREFIX}${account}.`)).forEach(remove);
    });
  }
  root.querySelectorAll("[data-brouillon-clos]").forEach((saved) => remove(PREFIX + saved.dataset.brouillonClos));
  root.querySelectorAll("[data-brouillon]").forEach(watch);
}
