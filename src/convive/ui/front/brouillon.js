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

// What one types and ticks, with what the page started from: its version, what each row was. Lists that are found by
// searching are not there: what was found may not be there next time.
const TYPED = "textarea, input[type=text], input[type=date], input[type=number], input[type=checkbox], input[type=radio], select";
const STARTED = /(^|-)(version|depart|uuid)$/;

function listFields(form) {
  const fields = [...form.querySelectorAll(`:is(${TYPED}, input[type=hidden])[name]`)];
  return fields.filter((field) => !field.closest(".cv-choisir") && (field.type !== "hidden" || STARTED.test(field.name)));
}

function isTicked(field) {
  return field.type === "checkbox" || field.type === "radio";
}

// Several boxes bear one name.
function getKey(field) {
  return isTicked(field) ? `${field.name}=${field.value}` : field.name;
}

function getValue(field) {
  if (isTicked(field)) return field.checked ? "on" : "";
  return field.value;
}

function getValues(form) {
  return Object.fromEntries(listFields(form).map((field) => [getKey(field), getValue(field)]));
}

// A list of rows: its fields are « prefix-3-name », and « prefix-nombre » tells the server how many come.
const ROW = /^(.+)-(\d+)-[^-]+$/;

function countRows(list) {
  return list.children.length;
}

// The field of the last row of its list, empty as the server drew it, that stands for one of a row that is not there.
function findLikeness(form, key) {
  const [, prefix, rank] = ROW.exec(key) ?? [];
  const list = prefix && form.querySelector(`[data-lignes="${CSS.escape(prefix)}"]`);
  if (!list || Number(rank) < countRows(list)) return null;
  return key.replace(`${prefix}-${rank}-`, `${prefix}-${countRows(list) - 1}-`);
}

// What the page started from is not compared, nor what one of the two does not hold: a row that someone added since. A
// row that was added here, then lost with the page, says something as soon as one typed in it.
function isSame(left, right, form) {
  return Object.keys(left).every((key) => {
    if (STARTED.test(key)) return true;
    const other = key in right ? key : findLikeness(form, key);
    return !other || !(other in right) || left[key].trim() === right[other].trim();
  });
}

// The rows that a draft has and that the page has lost: the last one, which is empty, is drawn again.
function addRows(form, values) {
  for (const list of form.querySelectorAll("[data-lignes]")) {
    const prefix = list.dataset.lignes;
    const ranks = Object.keys(values).map((key) => ROW.exec(key)).filter((found) => found?.[1] === prefix);
    const wanted = Math.max(0, ...ranks.map((found) => Number(found[2]) + 1));
    while (countRows(list) < wanted) {
      const last = countRows(list) - 1;
      const row = list.lastElementChild.cloneNode(true);
      for (const node of row.querySelectorAll("*"))
        for (const name of ["id", "name", "for", "aria-describedby"])
          if (node.hasAttribute(name))
            node.setAttribute(name, node.getAttribute(name).replaceAll(`${prefix}-${last}-`, `${prefix}-${last + 1}-`));
      for (const field of row.querySelectorAll("input, textarea")) if (!isTicked(field)) field.value = "";
      const rank = row.querySelector("[data-rang]");
      if (rank) rank.textContent = String(last + 2);
      list.append(row);
    }
    form.elements[`${prefix}-nombre`].value = String(countRows(list));
  }
}

function setValues(form, values) {
  for (const field of listFields(form)) {
    const key = getKey(field);
    if (!(key in values)) continue;
    if (isTicked(field)) field.checked = values[key] === "on";
    else field.value = values[key];
  }
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
  let other = [stored?.present, stored?.autre].find((values) => values && !isSame(values, initial, form)) ?? null;
  let taken = false;
  let timer;

  function store() {
    clearTimeout(timer);
    // A form that htmx replaced has nothing more to say.
    if (stopped || !form.isConnected) return;
    const present = getValues(form);
    if (isSaved && !other && isSame(present, initial, form)) return remove(key);
    attempt(() => localStorage.setItem(key, JSON.stringify({ date: new Date().toISOString(), present, autre: other })));
  }

  if (other) {
    date.textContent = `, du ${new Date(stored.date).toLocaleString("fr-FR", { dateStyle: "long", timeStyle: "short" })}`;
    offer.hidden = false;
    // A form that is folded away would hide the offer.
    for (let fold = form.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  }
  if (!isSaved) store();
  find("etat").hidden = attempt(() => localStorage) === null;
  swap.addEventListener("click", () => {
    addRows(form, other);
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
  // htmx gives each new element: the sentence that closes a draft may be the one it gives.
  const closed = [...root.querySelectorAll("[data-brouillon-clos]")];
  if (root.matches?.("[data-brouillon-clos]")) closed.push(root);
  closed.forEach((saved) => remove(PREFIX + saved.dataset.brouillonClos));
  root.querySelectorAll("[data-brouillon]").forEach(watch);
}
