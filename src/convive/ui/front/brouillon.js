// What is typed in a form is kept in localStorage until the server has it. [data-brouillon] names the draft of its form, and
// the server says by that name that it is saved; any other form of someone who is logged in, or came by a
// personal link, has a draft too, which goes once its mark comes back (recu.js). Two texts may be there: the one in the page (`present`), and another that was left
// (`autre`); taking a draft back swaps them, so that neither is ever written over.
import { SANS_COMPTE, isLedHere, isReceived } from "./recu.js";

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
const WORDS = "textarea, input[type=text], input[type=email], input[type=url], input[type=tel]";
const TYPED = `${WORDS}, input[type=date], input[type=number], input[type=time], input[type=checkbox], input[type=radio], select`;
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

// The text that a page began with is no draft when nothing was written in it.
function holdsWords(values) {
  return Object.entries(values ?? {}).some(([key, value]) => !key.includes("=") && !STARTED.test(key) && value.trim());
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

function build(tag, name, text = "") {
  const node = document.createElement(tag);
  node.className = name;
  node.textContent = text;
  return node;
}

// The offer of a draft that was left, in a polite region before the fields.
function drawOffer(draft) {
  const offer = build("div", "cv-notice");
  const body = build("div", "cv-notice__body");
  const date = document.createElement("span");
  const title = document.createElement("p");
  const strong = document.createElement("strong");
  strong.append("Un brouillon est resté dans ce navigateur", date, ".");
  title.append(strong);
  const swap = build("button", "cv-btn cv-btn--small", "Reprendre ce brouillon");
  const drop = build("button", "cv-btn cv-btn--small cv-btn--quiet", "Effacer l’autre texte");
  swap.type = drop.type = "button";
  swap.setAttribute("aria-pressed", "false");
  const row = build("p", "cv-row");
  row.append(swap, " ", drop);
  body.append(build("p", "", "Il n’a pas été enregistré. Le reprendre ne perd pas le texte de la page\u00a0: on peut y revenir."), row);
  offer.hidden = true;
  offer.append(title, body);
  const region = document.createElement("div");
  region.setAttribute("role", "status");
  region.append(offer);
  draft.append(region);
  return [offer, date, swap, drop];
}

// Once a page, when a first text is kept, under the form where it was typed.
let told = false;
function tell(form) {
  if (told) return;
  told = true;
  form.append(build("p", "cv-meta cv-draft__told", "Brouillon gardé dans ce navigateur jusqu’à l’enregistrement, quatorze jours au plus."));
}

function watch(draft, form = draft.closest("form"), isNamed = true) {
  const key = PREFIX + draft.dataset.brouillon;
  const [offer, date, swap, drop] = drawOffer(draft);
  const initial = getValues(form);
  // A form that came back to be corrected is saved nowhere: its texts stay a draft.
  const isSaved = !("brouillonLie" in draft.dataset);
  const stored = read(key);
  const left = [stored?.present, holdsWords(stored?.autre) ? stored.autre : null];
  let other = left.find((values) => values && !isSame(values, initial, form)) ?? null;
  let taken = false;
  let sent = null;
  let timer;

  function store() {
    clearTimeout(timer);
    // A form that htmx replaced has nothing more to say.
    if (stopped || !form.isConnected) return;
    const present = getValues(form);
    if (isSaved && !other && isSame(present, initial, form)) return remove(key);
    const kept = { date: new Date().toISOString(), present, autre: other, envoi: sent, chemin: isNamed ? null : location.pathname };
    if (attempt(() => localStorage.setItem(key, JSON.stringify(kept)) ?? true)) tell(form);
  }

  if (other) {
    const day = new Date(stored.date).toLocaleString("fr-FR", { dateStyle: "long", timeStyle: "short" });
    date.textContent = `, du ${day.replace(/^1 /, "1er ")}`;
    offer.hidden = false;
    // A form that is folded away would hide the offer.
    for (let fold = form.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  }
  if (!isSaved) store();
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
  if (!isNamed) {
    form.addEventListener("convive:envoi", (event) => {
      sent = event.detail;
      store();
    });
    form.addEventListener("htmx:afterRequest", (event) => {
      const isBack = /cv-errors|cv-field__error/.test(event.detail.xhr?.responseText ?? "");
      if (sent && (isReceived(sent) || (event.detail.successful && !isBack))) remove(key);
    });
  }
  // A tab that closes, or a phone that goes to something else, gives no other notice.
  addEventListener("pagehide", () => timer && store());
  document.addEventListener("visibilitychange", () => document.hidden && timer && store());
}

// A short word for a long one: the name of a draft says nothing of what is written.
function shorten(text) {
  let hash = 0;
  for (const character of text) hash = (Math.imul(hash, 31) + character.codePointAt(0)) | 0;
  return (hash >>> 0).toString(36);
}

// Forms that keep by themselves what they send, or that hold a secret.
const LEFT_OUT = "[data-notes], [data-case], [data-sans-brouillon], :has(input[type=password], [autocomplete=one-time-code], [data-brouillon])";

// Hidden fields that are drawn anew at each visit.
const DRAWN = /envoi|cle|jeton|(^|-)nombre$/;

function listUnnamed(root) {
  const forms = [...root.querySelectorAll("form[method=post]")];
  const around = root !== document && root.closest?.("form[method=post]");
  if (around) forms.push(around);
  return forms.filter((form) => !("brouillonAuto" in form.dataset) && !form.matches(LEFT_OUT) && [...form.querySelectorAll(WORDS)].some((field) => field.name && !field.closest(".cv-choisir") && !field.readOnly));
}

function installUnnamed(root) {
  const account = document.querySelector("[data-deconnexion]")?.dataset.deconnexion ?? SANS_COMPTE;
  if (!account || location.pathname.includes("/compte/")) return;
  for (const form of listUnnamed(root)) {
    const names = [...form.querySelectorAll("[name]")].filter((field) => field.name !== "csrfmiddlewaretoken" && !STARTED.test(field.name));
    const hidden = names.filter((field) => field.type === "hidden" && !DRAWN.test(field.name)).map((field) => `${field.name}=${field.value}`);
    const name = shorten([location.pathname, form.getAttribute("action"), ...names.map((field) => field.name), ...hidden].join("|"));
    const draft = build("div", "cv-draft");
    draft.dataset.brouillon = form.dataset.brouillonAuto = `${account}.auto.${name}`;
    if (form.querySelector(".cv-errors, [aria-invalid=true]")) draft.dataset.brouillonLie = "";
    form.before(draft);
    watch(draft, form, false);
  }
}

// What was sent and is saved: its mark came back, or its page came back without its form, as a page of thanks does.
function forgetSent() {
  const here = new Set([...document.querySelectorAll("[data-brouillon-auto]")].map((form) => PREFIX + form.dataset.brouillonAuto));
  for (const key of listKeys()) {
    const kept = read(key);
    if (!SANS_COMPTE && kept?.envoi && kept.chemin === location.pathname && !here.has(key)) remove(key);
  }
}

function isTaken(kept) {
  return Boolean(kept?.envoi) && (isReceived(kept.envoi) || isLedHere(kept.date));
}

export function install(root) {
  if (root === document) {
    forgetOld();
    listKeys().filter((key) => isTaken(read(key))).forEach(remove);
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
  // A form that the server draws; the draft of another one, which this script drew, is watched already.
  root.querySelectorAll("form [data-brouillon]:empty").forEach((draft) => watch(draft));
  installUnnamed(root);
  if (root === document) forgetSent();
}
