// On a wall: arrows go from one subject to the next, [data-minuteur] counts what is left of its minutes.
const PREFIX = "convive.minuteur.";
const SECOND_MS = 1000;
const MINUTE_S = 60;

function readStart(cle) {
  try {
    const kept = Number(sessionStorage.getItem(PREFIX + cle));
    if (kept) return kept;
    sessionStorage.setItem(PREFIX + cle, String(Date.now()));
  } catch {
    // Nothing is stored: it starts again with the page.
  }
  return Date.now();
}

function format(seconds) {
  const minutes = Math.floor(Math.abs(seconds) / MINUTE_S);
  const rest = String(Math.abs(seconds) % MINUTE_S).padStart(2, "0");
  return seconds < 0 ? `dépassé de ${minutes} min ${rest}` : `reste ${minutes} min ${rest}`;
}

function count(timer) {
  const start = readStart(timer.dataset.cle);
  const tick = () => {
    const seconds = Number(timer.dataset.minuteur) * MINUTE_S - Math.floor((Date.now() - start) / SECOND_MS);
    timer.textContent = format(seconds);
    timer.classList.toggle("is-late", seconds < 0);
  };
  tick();
  setInterval(tick, SECOND_MS);
}

export function install(root) {
  root.querySelectorAll("[data-minuteur]").forEach(count);
  if (root !== document || !document.querySelector("[data-precedent], [data-suivant]")) return;
  document.addEventListener("keydown", (event) => {
    // Whoever writes moves in her text.
    if (event.target.closest?.("input, textarea, select") || event.altKey || event.ctrlKey || event.metaKey) return;
    const target = { ArrowLeft: "[data-precedent]", ArrowRight: "[data-suivant]" }[event.key];
    if (target) document.querySelector(target)?.click();
  });
}
