// After an htmx swap, what changed is said to a screen reader: the text of [data-annonce] inside the new content.
export function install(root) {
  const said = root.matches?.("[data-annonce]") ? root : root.querySelector("[data-annonce]");
  const region = document.getElementById("annonces");
  if (said && region && root !== document) region.textContent = said.dataset.annonce || said.textContent;
}
