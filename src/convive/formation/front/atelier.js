// A workshop. [data-case] is a box that saves itself: what one types is never replaced under one's fingers, and what the
// network did not carry leaves again as soon as it can. [data-chrono] shows the seconds of a time that the server counts.
const SECOND_MS = 1000;
const MINUTE_S = 60;
const SAY_EVERY_S = 300;
const RETRY_MS = 5000;
const LOST = "Pas de réseau\u00a0: votre texte reste ici et partira dès qu’il revient.";

const getCase = (element) => element?.closest?.("[data-case]");
const getText = (form) => form.querySelector("textarea");
const getBase = (form) => form.querySelector("input[name=base]");
const normalise = (text) => text.replace(/\r\n?/g, "\n").trimEnd();
const isDirty = (form) => normalise(getText(form).value) !== normalise(getBase(form).value);

// What left, to know whether one typed more since.
document.addEventListener("htmx:beforeRequest", (event) => {
  const form = getCase(event.detail.elt);
  if (form) form.conviveEnvoi = getText(form).value;
});

// The text that the server answers with, put in place around the cursor: what is before or after it did not move.
function renew(form, fresh) {
  const text = getText(form);
  const { value, selectionStart, selectionEnd } = text;
  const next = getText(fresh).value;
  if (next !== value) {
    text.value = next;
    if (text === document.activeElement) {
      const before = value.slice(0, selectionStart);
      const shift = next.startsWith(before) ? 0 : next.length - value.length;
      text.setSelectionRange(selectionStart + shift, selectionEnd + shift);
    }
  }
  text.toggleAttribute("aria-invalid", getText(fresh).hasAttribute("aria-invalid"));
  if (getText(fresh).hasAttribute("aria-invalid")) text.setAttribute("aria-invalid", "true");
  form.classList.toggle("is-refus", fresh.classList.contains("is-refus"));
  form.querySelector(".cv-case__etat").replaceWith(fresh.querySelector(".cv-case__etat"));
}

document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr, requestConfig, serverResponse } = event.detail;
  const form = getCase(requestConfig?.elt);
  if (!form || xhr.status !== 200) return;
  delete form.dataset.attente;
  // The state alone, when the text is the one that left.
  if (!xhr.getResponseHeader("HX-Retarget")) return;
  event.detail.shouldSwap = false;
  const fresh = new DOMParser().parseFromString(serverResponse, "text/html").querySelector("[data-case]");
  if (getText(form).value === form.conviveEnvoi) renew(form, fresh);
  // One typed more since: the text stays. Once saved, what left is where the next merge starts from.
  else if (!fresh.querySelector("[data-refus]")) getBase(form).value = form.conviveEnvoi;
});

// Boxes that others of the group wrote in: what I am typing stays.
document.addEventListener("htmx:oobBeforeSwap", (event) => {
  const { target, fragment } = event.detail;
  const form = getCase(target);
  if (!form) return;
  event.detail.shouldSwap = false;
  const fresh = fragment.matches?.("[data-case]") ? fragment : fragment.querySelector("[data-case]");
  if (fresh && !isDirty(form)) renew(form, fresh);
});

function say(words) {
  const region = document.getElementById("annonces");
  if (region && region.textContent !== words) region.textContent = words;
}

function keep(event) {
  const form = getCase(event.detail.elt);
  if (!form || "attente" in form.dataset) return;
  form.dataset.attente = "";
  const note = document.createElement("p");
  note.className = "cv-field__error";
  note.setAttribute("role", "alert");
  note.textContent = LOST;
  form.querySelector(".cv-case__etat").append(note);
}
for (const fault of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) document.addEventListener(fault, keep);

setInterval(() => {
  document.querySelectorAll("[data-case][data-attente]").forEach((form) => form.requestSubmit());
}, RETRY_MS);

window.addEventListener("beforeunload", (event) => {
  if (document.querySelector("[data-case][data-attente]")) event.preventDefault();
});

function format(seconds) {
  const minutes = Math.floor(seconds / MINUTE_S);
  return minutes ? `${minutes} min ${String(seconds % MINUTE_S).padStart(2, "0")}` : `${seconds} s`;
}

let lastSaid = "";

function announce(name, left) {
  const part = Math.ceil(left / SAY_EVERY_S);
  const key = `${name}.${part}`;
  if (lastSaid && lastSaid !== key) say(left > 0 ? `${name}\u00a0: encore ${Math.ceil(left / MINUTE_S)} minutes.` : "Le temps est écoulé.");
  lastSaid = key;
}

function count(chrono) {
  const steps = [...chrono.querySelectorAll("[data-debut]")];
  const start = performance.now();
  const already = Number(chrono.dataset.ecoule);
  const left = chrono.querySelector("[data-chrono-reste]");
  const label = chrono.querySelector("[data-chrono-etape]");
  const tick = () => {
    if (!chrono.isConnected) return clearInterval(timer);
    const elapsed = already + Math.floor((performance.now() - start) / SECOND_MS);
    const step = steps.find((item) => elapsed >= Number(item.dataset.debut) && elapsed < Number(item.dataset.fin));
    steps.forEach((item) => {
      item.toggleAttribute("aria-current", item === step);
      if (item === step) item.setAttribute("aria-current", "step");
      item.classList.toggle("is-passee", elapsed >= Number(item.dataset.fin));
    });
    left.textContent = step ? format(Number(step.dataset.fin) - elapsed) : "Temps écoulé";
    label.textContent = step ? `pour «\u00a0${step.dataset.nom}\u00a0»` : "";
    announce(step?.dataset.nom ?? "fin", step ? Number(step.dataset.fin) - elapsed : 0);
  };
  const timer = setInterval(tick, SECOND_MS);
  tick();
}

let facts = 0;

export function install(root) {
  const chronos = [...root.querySelectorAll("[data-chrono][data-marche]")];
  chronos.forEach(count);
  const seen = document.querySelectorAll("[data-fait], [data-change]").length;
  if (root !== document && seen > facts) say([...document.querySelectorAll("[data-fait], [data-change]")].at(-1).textContent.trim());
  facts = seen;
}
