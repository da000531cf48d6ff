// [data-grille] is a grid that saves each answer as it is given. What the network did not carry stays on this device and
// leaves again as soon as it can. Its blocks are all in the page, one shown at a time. Without this script each block
// has its own address and its own button. The form has autocomplete="off": a browser that goes back would put its own
// memory of the answers over those of the server and of this device.
import { read, write } from "../../../ui/front/saisie_hors_ligne.js";

const PREFIX = "convive.grille.";
const RETRY_MS = 5000;
const LOST = "Pas de réseau\u00a0: vos réponses sont gardées sur cet appareil, elles partent dès qu’il revient.";

class Refusal extends Error {}

function watch(form) {
  const key = PREFIX + form.dataset.grille;
  const status = form.querySelector("[data-grille-etat]");
  const blocks = [...form.querySelectorAll("[data-grille-bloc]")];
  let busy = false;
  let timer;

  function say(words) {
    if (status.textContent !== words) status.textContent = words;
  }

  function count() {
    const lines = [...form.querySelectorAll("fieldset")];
    const done = lines.filter((line) => line.querySelector(":checked"));
    for (const block of blocks) {
      const its = lines.filter((line) => block.contains(line));
      const words = `${its.filter((line) => done.includes(line)).length} sur ${its.length}`;
      form.querySelector(`[data-grille-compte="${CSS.escape(block.id)}"]`).textContent = words;
    }
    return `${done.length} sur ${lines.length} lignes`;
  }

  async function send(waiting) {
    const body = new URLSearchParams({ ...Object.fromEntries(waiting), geste: "noter" });
    const response = await fetch(location.pathname, { method: "POST", body, headers: { "HX-Request": "true" } });
    if (response.status === 422 || response.status === 404) throw new Refusal(await response.text());
    if (!response.headers.has("X-Grille")) throw new Error("");
    // Only what left: the same line may have been answered again since.
    write(key, read(key).filter(([name, value]) => waiting.every((sent) => sent[0] !== name || sent[1] !== value)));
  }

  async function flush() {
    if (busy) return;
    busy = true;
    clearTimeout(timer);
    try {
      while (read(key).length) await send(read(key));
      say(`Enregistré\u00a0: ${count()}.`);
    } catch (error) {
      if (error instanceof Refusal) {
        say(error.message.length < 200 ? error.message : "Cette grille n’est plus ouverte\u00a0: rechargez la page.");
      } else {
        say(`${count()}. ${LOST}`);
        timer = setTimeout(flush, RETRY_MS);
      }
    } finally {
      busy = false;
    }
  }

  function show(id) {
    for (const block of blocks) block.hidden = block.id !== id;
    form.querySelectorAll(".cv-pas [data-grille-vers]").forEach((link) => {
      if (link.dataset.grilleVers === id) link.setAttribute("aria-current", "step");
      else link.removeAttribute("aria-current");
    });
    history.replaceState(null, "", `?bloc=${id}`);
    const title = form.querySelector(`#${CSS.escape(id)} h2`);
    title.tabIndex = -1;
    title.focus();
    title.scrollIntoView({ block: "start" });
  }

  form.addEventListener("change", (event) => {
    const { name, value, type } = event.target;
    if (type !== "radio") return;
    write(key, [...read(key).filter((item) => item[0] !== name), [name, value]]);
    count();
    flush();
  });
  form.addEventListener("click", (event) => {
    const link = event.target.closest("[data-grille-vers]");
    if (!link) return;
    event.preventDefault();
    show(link.dataset.grilleVers);
  });
  form.addEventListener("submit", (event) => {
    // The page is left only for a server that answers.
    if (navigator.onLine) return;
    event.preventDefault();
    say(LOST);
  });
  addEventListener("online", flush);

  // What waited when the page was closed is put back, then sent.
  for (const [name, value] of read(key)) {
    const radio = form.querySelector(`input[name="${CSS.escape(name)}"][value="${CSS.escape(value)}"]`);
    if (radio) radio.checked = true;
  }
  count();
  if (read(key).length) flush();
}

document.querySelectorAll("form[data-grille]").forEach(watch);
// Sent for good: nothing of it stays on this device.
document.querySelectorAll("[data-grille-finie]").forEach((mark) => write(PREFIX + mark.dataset.grilleFinie, []));
