// What takes more than a second says so, and a network that is cut too: nothing is sent into the void, what was typed stays
// in the page. The words are in one polite region; nothing there takes the focus nor a click.
import { isReceived, mark } from "./recu.js";

const AFTER_MS = 1000;
const LONG_MS = 8000;
const MOST_MS = 60000;
const POLL_MS = 300;
const SAID_MS = 12000;
const WAIT = "Un instant…";
const LONG = "C’est plus long que d’habitude\u00a0: la demande est partie, elle n’est pas à refaire.";
const CUT_FORM =
  "Pas de réseau\u00a0: rien n’est parti, et rien n’est perdu. Ce que vous avez écrit reste dans la page et dans ce navigateur\u00a0; renvoyez-le quand le réseau revient.";
const CUT_PAGE = "Pas de réseau\u00a0: cette page ne peut pas venir. Celle-ci reste ouverte\u00a0; réessayez quand le réseau revient.";
const DOWN =
  "Le serveur ne répond pas\u00a0: rien n’est enregistré, et rien n’est perdu. Ce que vous avez écrit reste dans la page\u00a0; réessayez dans un moment.";
const BACK = "Le réseau est revenu\u00a0: vous pouvez envoyer.";
const FILE = /\/export\/|\/fichier\/|\/feuille|\/emporter\/|[?&]format=|[./](docx|odt|pdf|xlsx|ods|pptx|odp|csv|zip|ics|json|svg|png)\/?(\?|$)/;

const sign = document.createElement("div");
sign.className = "cv-signe";
sign.setAttribute("role", "status");
sign.hidden = true;
const words = sign.appendChild(document.createElement("p"));
document.body?.append(sign);

let timers = [];
let requests = 0;
let isCut = false;

function later(action, delay) {
  timers.push(setTimeout(action, delay));
}

function show(text, isWaiting) {
  sign.hidden = false;
  sign.classList.toggle("is-waiting", isWaiting);
  words.textContent = text;
}

function end() {
  timers.forEach(clearTimeout);
  timers = [];
  if (sign.classList.contains("is-waiting")) hide();
}

function hide() {
  sign.hidden = true;
  sign.classList.remove("is-waiting");
  words.textContent = "";
}

function say(text) {
  end();
  show(text, false);
  later(hide, SAID_MS);
}

// `key`: the mark whose return ends the wait, for a file that leaves the page where it is.
function begin(key = null) {
  end();
  later(() => show(WAIT, true), AFTER_MS);
  later(() => show(LONG, true), LONG_MS);
  later(end, MOST_MS);
  if (key === null) return;
  const look = () => (isReceived(key) ? end() : later(look, POLL_MS));
  later(look, POLL_MS);
}

// A browser without network may still reach a server of the same machine: only an attempt tells.
async function isReachable() {
  if (navigator.onLine) return true;
  try {
    await fetch(document.querySelector("link[rel=icon]").href, { method: "HEAD", cache: "no-store" });
    return true;
  } catch {
    return false;
  }
}

function isOurs(link, event) {
  if (event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return false;
  if (link.target || link.hasAttribute("hx-get") || link.origin !== location.origin) return false;
  return link.pathname !== location.pathname || link.search !== location.search || !link.hash;
}

addEventListener("click", (event) => {
  const link = event.target.closest?.("a[href]");
  if (!link || !isOurs(link, event)) return;
  if (navigator.onLine) return begin(link.hasAttribute("download") || FILE.test(link.href) ? mark() : null);
  event.preventDefault();
  isReachable().then((is) => (is ? location.assign(link.href) : cut(CUT_PAGE)));
});

function cut(text) {
  isCut = true;
  say(text);
}

function leave(form) {
  const key = mark();
  form.dispatchEvent(new CustomEvent("convive:envoi", { detail: key }));
  begin(key);
}

const trusted = new WeakSet();
addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method === "dialog") return;
  if (navigator.onLine || trusted.has(form)) {
    trusted.delete(form);
    return form.method === "post" ? leave(form) : begin(FILE.test(form.action) ? mark() : null);
  }
  event.preventDefault();
  isReachable().then((is) => {
    if (!is) return cut(form.method === "post" ? CUT_FORM : CUT_PAGE);
    trusted.add(form);
    form.requestSubmit(event.submitter);
  });
});

// htmx asks by itself too, to look at what others wrote: only what a hand did waits, and says that it was cut.
function isByHand(event) {
  const cause = event.detail.requestConfig?.triggeringEvent;
  return cause?.isTrusted && ["click", "submit", "change"].includes(cause.type);
}

// A part of the page that says it by itself, or that keeps what it has to send.
function saysItself(event) {
  return event.detail.elt.closest("[data-edition], [data-case], [data-aide]");
}

document.addEventListener("htmx:beforeRequest", (event) => {
  if (!isByHand(event)) return;
  requests += 1;
  const form = event.detail.requestConfig.verb === "get" ? null : event.detail.elt.closest("form");
  if (form) form.dispatchEvent(new CustomEvent("convive:envoi", { detail: mark() }));
  begin();
});
document.addEventListener("htmx:afterRequest", (event) => {
  if (!isByHand(event)) return;
  requests = Math.max(0, requests - 1);
  if (!requests) end();
});
document.addEventListener("htmx:sendError", (event) => {
  if (!isByHand(event) || saysItself(event)) return;
  if (navigator.onLine) return say(DOWN);
  cut(event.detail.requestConfig.verb === "get" ? CUT_PAGE : CUT_FORM);
});
document.addEventListener("htmx:responseError", (event) => {
  if (event.detail.xhr.status >= 500 && isByHand(event) && !saysItself(event)) say(DOWN);
});

addEventListener("online", () => {
  if (isCut) say(BACK);
  isCut = false;
});
addEventListener("pagehide", end);
addEventListener("pageshow", end);
