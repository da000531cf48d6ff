// [data-emargement] is a list where people sign. Each signature is put in a queue in localStorage, then sent; it leaves
// the queue when the server has it. The key drawn here makes a signature that was sent twice one signature. Without
// this script each name leads to a page of its own, where one types one’s name.
import { drawKey, read, write } from "../../../ui/front/saisie_hors_ligne.js";
import { installPad } from "./lib/signature.js";

const PREFIX = "convive.emargement.";
const RETRY_MS = 5000;
const WAIT_MS = 60_000;

function getTime(date) {
  return new Date(date).toLocaleTimeString("fr-FR", { hour: "numeric", minute: "2-digit" }).replace(":", " h ");
}

function makeButton(words, action) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "cv-btn cv-btn--small";
  button.textContent = words;
  button.addEventListener("click", action);
  return button;
}

class Refusal extends Error {}
class Wait extends Error {}

function watch(root) {
  const key = PREFIX + root.dataset.emargement;
  const dialog = root.querySelector("dialog");
  const status = root.querySelector("[data-emargement-etat]");
  const waiting = root.querySelector("[data-emargement-attente]");
  const form = root.querySelector("[data-signer]");
  const pad = form && installPad(form);
  let busy = false;
  let timer;

  const getList = () => root.querySelector("[data-emargement-liste]");

  function say(words) {
    if (status.textContent !== words) status.textContent = words;
  }

  function update(cle, changes) {
    const queue = read(key);
    write(key, changes ? queue.map((item) => (item.cle === cle ? { ...item, ...changes } : item)) : queue.filter((item) => item.cle !== cle));
    draw();
  }

  function draw() {
    const queue = read(key);
    waiting.hidden = queue.length === 0;
    waiting.querySelector("ul").replaceChildren(
      ...queue.map((item) => {
        const row = document.createElement("li");
        row.textContent = `${item.nom}, ${getTime(item.le)}${item.refus ? ` : ${item.refus} ` : ""}`;
        if (item.refus) {
          row.append(
            makeButton("Envoyer de nouveau", () => {
              update(item.cle, { refus: "" });
              flush();
            }),
            makeButton("Retirer de cet appareil", () => {
              update(item.cle, null);
              status.focus();
            }),
          );
        }
        return row;
      }),
    );
    for (const item of queue) {
      const row = getList()?.querySelector(`[data-personne="${CSS.escape(item.personne)}"] [data-emargement-ligne]`);
      if (row && !item.refus) row.textContent = "signature gardée sur cet appareil";
    }
  }

  function show(html) {
    const fresh = new DOMParser().parseFromString(html, "text/html").querySelector("[data-emargement-liste]");
    if (fresh) getList()?.replaceWith(fresh);
    draw();
  }

  async function send(item) {
    const body = new URLSearchParams({ ...item.champs, cle: item.cle, le: item.le });
    const response = await fetch(location.href.split("#")[0], { method: "POST", body, headers: { "HX-Request": "true" } });
    if (response.ok && response.headers.has("X-Emargement")) {
      update(item.cle, null);
      show(await response.text());
      return;
    }
    if (response.status === 422) throw new Refusal(await response.text());
    if (response.status === 429) throw new Wait("Beaucoup de monde signe à la fois : elles partent dans une minute.");
    if (response.status === 404) throw new Refusal("cette liste n’est plus ouverte, montrez cet écran à la personne qui anime.");
    throw new Error("");
  }

  async function flush() {
    if (busy) return;
    busy = true;
    clearTimeout(timer);
    try {
      for (;;) {
        const item = read(key).find((other) => !other.refus);
        if (!item) break;
        say("Enregistrement…");
        try {
          await send(item);
          say(`C’est noté, ${item.nom}.`);
        } catch (error) {
          if (!(error instanceof Refusal)) throw error;
          update(item.cle, { refus: error.message });
          say(`${item.nom} : ${error.message}`);
        }
      }
    } catch (error) {
      const left = read(key).length;
      const count = left > 1 ? `${left} signatures sont gardées sur cet appareil` : "La signature est gardée sur cet appareil";
      const words = error instanceof Wait ? error.message : "Pas de réseau : elle part dès qu’il revient. Si vous fermez cette page, rouvrez-la ensuite.";
      say(`${count}. ${left > 1 ? words.replace("elle part", "elles partent") : words}`);
      timer = setTimeout(flush, error instanceof Wait ? WAIT_MS : RETRY_MS);
    } finally {
      busy = false;
    }
  }

  root.addEventListener("click", (event) => {
    const link = event.target.closest("[data-signer-pour]");
    if (!link || !dialog) return;
    event.preventDefault();
    form.elements.personne.value = link.dataset.signerPour;
    form.dataset.nom = link.dataset.nom;
    dialog.querySelector("h2").textContent = link.dataset.nom;
    pad.clear();
    dialog.showModal();
  });
  dialog?.querySelector("[data-fermer]").addEventListener("click", () => dialog.close());
  form?.addEventListener("submit", (event) => {
    const trace = pad.getTrace();
    const texte = form.elements.texte.value.trim();
    event.preventDefault();
    if (!trace && texte.length < 2) return pad.refuse();
    const champs = { ...Object.fromEntries(new FormData(form)), trace, texte };
    const item = { cle: drawKey(), personne: champs.personne, nom: form.dataset.nom, champs, le: new Date().toISOString() };
    // One tap twice on one device is one signature.
    const others = read(key).filter((other) => other.personne !== item.personne);
    write(key, [...others, item]);
    dialog?.close();
    draw();
    status.focus();
    flush();
  });
  addEventListener("online", flush);
  addEventListener("storage", (event) => event.key === key && draw());
  draw();
  if (read(key).length) flush();
}

document.querySelectorAll("[data-emargement]").forEach(watch);
