// [data-salle] is the page projected in a room. Its schedule is in the page and its clock on this device, so nothing is
// asked of the network once it is loaded. Minutes are shown, never seconds. What changes with others (the wall, the test)
// is read again when there is a network. Without this script the schedule, the wall and the totals are all on the page.
const PREFIX = "convive.salle.";
const MINUTE_MS = 60_000;
const TICK_MS = 5_000;
const READ_MS = 20_000;
const FIVE = 5;

const format = (date) => `${date.getHours()}\u00a0h\u00a0${String(date.getMinutes()).padStart(2, "0")}`;

// The half-day of now; else the next one, else the first, so that one may rehearse.
function choose(halves) {
  const now = new Date();
  const bounds = halves.map((half) => ({
    half,
    end: new Date(`${half.dataset.jour}T${half.dataset.fin}`),
  }));
  const late = 90 * MINUTE_MS;
  return (bounds.find(({ end }) => end.getTime() + late > now.getTime()) ?? bounds[0])?.half;
}

function load(key) {
  try {
    return JSON.parse(localStorage.getItem(key)) ?? {};
  } catch {
    return {};
  }
}

// The wall comes back at the end, with what remains.
function say(room) {
  const waiting = room.querySelectorAll(".cv-salle__mur > li:not(.is-repondue)").length;
  if (!waiting) return "";
  return waiting > 1 ? `Il reste ${waiting} questions au mur.` : "Il reste une question au mur.";
}

function run(room) {
  const half = choose([...room.querySelectorAll("[data-salle-demi]")]);
  if (!half) return;
  const part = (name) => room.querySelector(`[data-salle-${name}]`);
  const steps = [...half.querySelectorAll("[data-minutes]")];
  if (!steps.length) return;
  const key = `${PREFIX}${room.dataset.salle}.${half.dataset.salleDemi}`;
  // rank of the activity, milliseconds spent in it before the last pause, when it was last started, minutes added.
  const state = { rank: 0, spent: 0, since: null, added: 0, ...load(key) };
  state.rank = Math.min(state.rank, steps.length - 1);

  const keep = () => {
    try {
      localStorage.setItem(key, JSON.stringify(state));
    } catch {
      // A browser that keeps nothing still counts until the page is closed.
    }
  };
  const spent = () => state.spent + (state.since === null ? 0 : Date.now() - state.since);
  const minutes = (step) => Number(step.dataset.minutes);
  const name = (step) => step.querySelector("b").textContent;

  function show() {
    const step = steps[state.rank];
    const left = (minutes(step) + state.added) * MINUTE_MS - spent();
    const begun = state.since !== null || state.spent > 0 || state.rank > 0;
    part("moment").textContent = half.querySelector("summary").textContent.trim();
    part("titre").textContent = name(step);
    part("consigne").textContent = step.querySelector("[data-consigne]").textContent;
    const rounded = Math.ceil(left / MINUTE_MS);
    part("reste").textContent = rounded > 0 ? `${rounded}\u00a0min` : "C’est l’heure";
    part("reste").classList.toggle("is-fini", rounded <= 0);
    room.querySelector('[data-salle-geste="pause"]').lastChild.textContent = state.since !== null ? "Suspendre" : begun ? "Reprendre" : "Commencer";
    part("courante").classList.toggle("is-pause", begun && state.since === null);
    // What follows is shifted by what really happened.
    let at = Date.now() + Math.max(0, left);
    steps.forEach((item, rank) => {
      item.toggleAttribute("aria-current", rank === state.rank);
      item.classList.toggle("is-passee", rank < state.rank);
      if (rank > state.rank && begun) {
        item.querySelector("[data-heure]").textContent = format(new Date(at));
        at += minutes(item) * MINUTE_MS;
      }
    });
    const next = steps[state.rank + 1];
    part("suite").textContent = next
      ? `Ensuite${begun ? `, vers ${next.querySelector("[data-heure]").textContent}` : ""}\u00a0: ${name(next)}`
      : `C’est la dernière activité de la demi-journée. ${say(room)}`;
  }

  function move(shift) {
    const rank = Math.min(Math.max(state.rank + shift, 0), steps.length - 1);
    if (rank === state.rank) return;
    Object.assign(state, { rank, spent: 0, added: 0, since: Date.now() });
  }

  const gestures = {
    pause() {
      if (state.since === null) state.since = Date.now();
      else Object.assign(state, { spent: spent(), since: null });
    },
    precedente: () => move(-1),
    suivante: () => move(1),
    ajouter() {
      // After the end, five minutes from now, not from an end already past.
      const over = spent() - (minutes(steps[state.rank]) + state.added) * MINUTE_MS;
      state.added += FIVE + Math.max(0, Math.floor(over / MINUTE_MS));
    },
    plein() {
      if (document.fullscreenElement) document.exitFullscreen();
      else document.documentElement.requestFullscreen?.();
    },
  };
  const act = (gesture) => {
    gestures[gesture]();
    keep();
    show();
  };

  room.addEventListener("click", (event) => {
    const button = event.target.closest("[data-salle-geste]");
    if (button) act(button.dataset.salleGeste);
  });
  const keys = { " ": "pause", ArrowRight: "suivante", ArrowLeft: "precedente", "+": "ajouter", f: "plein", F: "plein" };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.target.closest("input, textarea")) return;
    // The space bar presses the button that one is on.
    if (event.key === " " && event.target.closest("button, a, summary")) return;
    if (keys[event.key]) {
      event.preventDefault();
      act(keys[event.key]);
    }
  });
  part("courante").hidden = false;
  half.open = false;
  setInterval(show, TICK_MS);
  show();
}

function browse(room) {
  const names = ["activite", "mur", "resultats"];
  function show(name) {
    room.querySelectorAll("[data-salle-vue]").forEach((view) => (view.hidden = view.dataset.salleVue !== name));
    room.querySelectorAll("[data-salle-onglet]").forEach((tab) => {
      if (tab.dataset.salleOnglet === name) tab.setAttribute("aria-current", "page");
      else tab.removeAttribute("aria-current");
    });
    room.querySelector("[data-salle-ajout]").hidden = name !== "mur";
    const waiting = room.querySelectorAll(".cv-salle__mur > li:not(.is-repondue)").length;
    room.querySelector('[data-salle-onglet="mur"]').textContent = waiting ? `Questions (${waiting})` : "Questions";
  }
  const read = () => {
    const name = location.hash.slice(1);
    show(names.includes(name) ? name : "activite");
  };
  addEventListener("hashchange", read);
  document.addEventListener("keydown", (event) => {
    const name = names[Number(event.key) - 1];
    if (name && !event.ctrlKey && !event.target.closest("input, textarea")) location.hash = name;
  });
  read();
  return read;
}

function refresh(room, shown) {
  const live = room.querySelector("[data-salle-vivant]");
  setInterval(async () => {
    // Nobody loses the button she is on.
    if (!navigator.onLine || document.hidden || live.contains(document.activeElement)) return;
    try {
      const answer = await fetch(room.dataset.salleAdresse, { headers: { "HX-Request": "true" } });
      if (!answer.ok || answer.redirected) return;
      live.replaceChildren(...new DOMParser().parseFromString(await answer.text(), "text/html").body.childNodes);
      shown();
    } catch {
      // No network: what is shown stays.
    }
  }, READ_MS);
}

for (const room of document.querySelectorAll("[data-salle]")) {
  run(room);
  refresh(room, browse(room));
}
