// A search box with its results in the page: the arrows walk from the box to the results and back, Escape returns to
// the box. Without this file the form answers, and Tab goes through the same links.
const RESULTS = "[data-resultats] [data-resultat]";

function links() {
  return [...document.querySelectorAll(RESULTS)];
}

// The box beside the results, not the one of the header, which leads to another page.
function box() {
  return document.querySelector("main [data-recherche] input[type=search]");
}

function fromBox(event) {
  const first = links()[0];
  if (event.key === "ArrowDown" && first) {
    event.preventDefault();
    first.focus();
  }
}

function fromResult(event, link) {
  const all = links();
  const here = all.indexOf(link);
  const target = {
    ArrowDown: all[here + 1],
    ArrowUp: all[here - 1] ?? box(),
    Home: all[0],
    End: all.at(-1),
    Escape: box(),
  }[event.key];
  if (!target) return;
  event.preventDefault();
  target.focus();
  target.select?.();
}

document.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const link = event.target.closest?.(RESULTS);
  if (link) fromResult(event, link);
  else if (event.target === box()) fromBox(event);
});
