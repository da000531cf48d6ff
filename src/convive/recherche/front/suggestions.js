// The box of the header becomes a combobox: what the server suggests is listed under it, the arrows walk in the list
// while the focus stays in the box, Enter opens, Escape closes. Without this file the form answers.
const box = document.querySelector("input[data-suggestions]");
const panel = box && document.getElementById(box.dataset.suggestions);
let active = -1;

function options() {
  return [...panel.querySelectorAll("[role=option]")];
}

function mark(index) {
  const all = options();
  active = all.length ? (index + all.length) % all.length : -1;
  all.forEach((option, rank) => option.setAttribute("aria-selected", String(rank === active)));
  if (active < 0) box.removeAttribute("aria-activedescendant");
  else {
    box.setAttribute("aria-activedescendant", all[active].id);
    all[active].scrollIntoView({ block: "nearest" });
  }
}

function unmark() {
  active = -1;
  options().forEach((option) => option.setAttribute("aria-selected", "false"));
  box.removeAttribute("aria-activedescendant");
}

function isOpen() {
  return !panel.hidden;
}

function open() {
  const list = panel.querySelector("[role=listbox]");
  if (!list || !box.value.trim() || document.activeElement !== box) return close();
  panel.hidden = false;
  box.setAttribute("aria-expanded", "true");
  box.setAttribute("aria-controls", list.id);
  unmark();
}

function close() {
  panel.hidden = true;
  box.setAttribute("aria-expanded", "false");
  box.removeAttribute("aria-controls");
  unmark();
}

function onKey(event) {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.isComposing) return;
  if (event.key === "Escape" && isOpen()) {
    // The browser would empty the box: what was typed stays, the list alone goes.
    event.preventDefault();
    close();
  } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    if (!options().length) return;
    event.preventDefault();
    const step = event.key === "ArrowDown" ? 1 : -1;
    if (!isOpen()) open();
    mark(active < 0 && step < 0 ? -1 : active + step);
  } else if (event.key === "Enter" && isOpen() && active >= 0) {
    event.preventDefault();
    options()[active].click();
  }
}

if (box && panel) {
  box.setAttribute("role", "combobox");
  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("aria-haspopup", "listbox");
  close();
  box.addEventListener("keydown", onKey);
  box.addEventListener("blur", close);
  box.addEventListener("focus", open);
  box.addEventListener("input", () => {
    if (!box.value.trim()) close();
  });
  // A click in the list must not take the focus away, which would close it before the click.
  panel.addEventListener("mousedown", (event) => event.preventDefault());
  panel.addEventListener("htmx:afterSwap", open);
}
