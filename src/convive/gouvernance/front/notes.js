// [data-notes] is the form of the minutes. Each line is put in a queue in localStorage, then sent, in order; it leaves
// the queue when the server has it. The key drawn here makes a line that was sent twice one line. Without this script
// the form is a plain one.
import { drawKey, read, write } from "../../ui/front/saisie_hors_ligne.js";

const PREFIX = "convive.notes.";
const RETRY_MS = 5000;
const POLL_MS = 4000;
const SUITE = ["point", "responsable", "echeance"];
const LETTERS = { d: "decision", a: "action", i: "information", q: "question", e: "debat" };

function count(number) {
  return number > 1 ? `${number} lignes gardées ici` : "1 ligne gardée ici";
}

function watch(form) {
  const key = `${PREFIX}${form.dataset.compte}.${form.dataset.notes}`;
  const text = form.querySelector("textarea");
  const status = form.querySelector("[data-notes-etat]");
  const waiting = document.querySelector("[data-notes-attente]");
  let busy = false;
  let timer;

  const getLines = () => document.getElementById("lignes");
  const isEditing = () => "notesEdition" in (getLines()?.dataset ?? {});

  function say(words) {
    if (status.textContent !== words) status.textContent = words;
  }

  function draw() {
    const queue = read(key);
    waiting.hidden = queue.length === 0;
    const items = queue.map((line) => {
      const item = document.createElement("li");
      const kind = document.createElement("span");
      kind.className = "cv-kind";
      kind.textContent = form.querySelector(`input[value="${CSS.escape(line.sorte)}"]`)?.parentElement.lastChild.textContent.trim() ?? line.sorte;
      const time = document.createElement("time");
      time.textContent = new Date(line.le).toLocaleTimeString("fr-FR", { hour: "numeric", minute: "2-digit" }).replace(":", " h ");
      const words = document.createElement("p");
      words.textContent = line.texte;
      item.append(time, kind, words);
      if (line.refus) {
        const refusal = document.createElement("p");
        refusal.className = "cv-minutes__refus";
        refusal.textContent = `${line.refus} `;
        const take = document.createElement("button");
        take.type = "button";
        take.className = "cv-btn cv-btn--small";
        take.textContent = "Reprendre le texte";
        take.addEventListener("click", () => takeBack(line.cle));
        refusal.append(take);
        item.append(refusal);
      }
      return item;
    });
    waiting.querySelector("ol").replaceChildren(...items);
  }

  function takeBack(cle) {
    const line = read(key).find((other) => other.cle === cle);
    if (!line) return;
    // What is being typed is not lost either.
    text.value = [line.texte, text.value.trim()].filter(Boolean).join("\n");
    update(cle, null);
    text.focus();
  }

  // Read again before writing: another tab may have changed the queue.
  function update(cle, changes) {
    const queue = read(key);
    write(key, changes ? queue.map((line) => (line.cle === cle ? { ...line, ...changes } : line)) : queue.filter((line) => line.cle !== cle));
    draw();
  }

  function show(html) {
    if (isEditing()) return;
    const lines = getLines();
    const fresh = new DOMParser().parseFromString(html, "text/html").getElementById("lignes");
    if (!lines || !fresh) return;
    lines.replaceWith(fresh);
    window.htmx?.process(fresh);
  }

  async function send(line) {
    const body = new FormData(form);
    body.set("cle", line.cle);
    body.set("sorte", line.sorte);
    body.set("texte", line.texte);
    SUITE.forEach((nom) => line[nom] !== undefined && body.set(nom, line[nom]));
    const response = await fetch(form.action.split("#")[0], { method: "POST", body, headers: { "HX-Request": "true" } });
    if (response.ok && response.headers.has("X-Seance-Notes")) {
      update(line.cle, null);
      show(await response.text());
      return true;
    }
    if (response.status === 422) {
      update(line.cle, { refus: await response.text() });
      return true;
    }
    if (response.redirected || response.status === 403) throw new Error("Vous n’êtes plus connecté·e, ou la page est ancienne : vos lignes sont gardées ici, rechargez la page.");
    throw new Error("");
  }

  async function flush() {
    if (busy) return;
    busy = true;
    clearTimeout(timer);
    try {
      for (;;) {
        const line = read(key).find((other) => !other.refus);
        if (!line) break;
        say("Enregistrement…");
        await send(line);
      }
      const left = read(key).length;
      say(left ? `${count(left)} : à reprendre.` : `Tout est enregistré, à ${new Date().toLocaleTimeString("fr-FR", { hour: "numeric", minute: "2-digit" }).replace(":", " h ")}.`);
    } catch (error) {
      const words = error instanceof TypeError || !error.message ? "Pas de réseau : elles partiront dès qu’il revient." : error.message;
      say(`${count(read(key).length)}. ${words}`);
      timer = setTimeout(flush, RETRY_MS);
    } finally {
      busy = false;
    }
  }

  async function poll() {
    if (document.hidden || busy || isEditing() || read(key).some((line) => !line.refus)) return;
    try {
      const url = `${location.pathname}?marque=${encodeURIComponent(getLines()?.dataset.marque ?? "")}`;
      const response = await fetch(url, { headers: { "HX-Request": "true" } });
      if (response.status === 200 && response.headers.has("X-Seance-Notes")) show(await response.text());
    } catch {
      // The next one will say.
    }
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const texte = text.value.trim();
    if (!texte) return text.focus();
    const data = new FormData(form);
    const line = { cle: drawKey(), sorte: data.get("sorte"), texte, le: Date.now() };
    SUITE.forEach((nom) => { line[nom] = data.get(nom) ?? undefined; });
    write(key, [...read(key), line]);
    text.value = "";
    // Who and when are those of one line; the point goes on.
    ["responsable", "echeance"].forEach((nom) => { if (form.elements[nom]) form.elements[nom].value = ""; });
    text.focus();
    draw();
    flush();
  });
  text.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
  function pick(letter) {
    const radio = form.querySelector(`input[name="sorte"][value="${LETTERS[letter.toLowerCase()]}"]`);
    if (!radio) return false;
    radio.checked = true;
    say(`Nature : ${radio.parentElement.lastChild.textContent.trim()}.`);
    return true;
  }
  text.addEventListener("input", () => {
    const found = /^([daiqe]) /i.exec(text.value);
    if (found && pick(found[1])) text.value = text.value.slice(2);
  });
  // On the list of kinds, the letter alone: one is not typing there.
  form.querySelector(".cv-keys").addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || !(event.key.toLowerCase() in LETTERS)) return;
    event.preventDefault();
    pick(event.key);
    text.focus();
  });
  // The agenda beside: its titles pick the point of which one writes, without leaving what is typed.
  const agenda = document.querySelector("[data-notes-ordre]");
  const points = form.elements.point;
  function mark() {
    agenda?.querySelectorAll("li").forEach((line) => {
      if (line.id === `point-${points.value}`) line.setAttribute("aria-current", "step");
      else line.removeAttribute("aria-current");
    });
  }
  points?.addEventListener("change", mark);
  agenda?.addEventListener("click", (event) => {
    const link = event.target.closest("[data-notes-point]");
    if (!link || !points || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    points.value = link.dataset.notesPoint;
    mark();
    form.scrollIntoView({ block: "nearest" });
    text.focus();
  });
  addEventListener("online", flush);
  addEventListener("storage", (event) => event.key === key && draw());
  setInterval(poll, POLL_MS);
  draw();
  if (read(key).length) flush();
}

export function install(root) {
  root.querySelectorAll("[data-notes]").forEach(watch);
}
