// A section that one writes in place ([data-edition]): Escape closes it, Enter in its search box searches instead of
// saving, and a send that the network did not carry says so, beside what was typed.
function getEdition(element) {
  return element.closest?.("[data-edition]");
}

document.addEventListener("keydown", (event) => {
  const edition = getEdition(event.target);
  if (!edition || event.defaultPrevented) return;
  if (event.key === "Enter" && "cherche" in event.target.dataset) event.preventDefault();
  if (event.key === "Escape" && event.target.type !== "search") edition.querySelector("[data-fermer]").click();
});

function explain(event) {
  const panne = getEdition(event.detail.elt)?.querySelector("[data-panne]");
  if (panne) panne.hidden = false;
}

for (const panne of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) document.addEventListener(panne, explain);

// The cursor goes into the section that has just opened.
export function install(root) {
  const edition = root.matches?.("[data-edition]") ? root : root.querySelector("[data-edition]");
  if (!edition || root === document) return;
  // What was empty is folded away.
  for (let fold = edition.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  edition.querySelector(".cv-errors a, textarea, select, input:not([type=hidden], [type=checkbox])")?.focus();
}
