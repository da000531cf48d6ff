// [data-tableau]: a card of a board is dragged into the column of another status; the page of this move opens, and asks
// what it needs. A move that does not exist is told to everyone. Without this file the menu of each card does the same.
function annonce(text) {
  const region = document.getElementById("annonces");
  if (region) region.textContent = text;
}

function installBoard(board) {
  let dragged = null;
  const columns = [...board.querySelectorAll("[data-statut]")];
  const allows = (column) => dragged && dragged.dataset.vers.split(" ").includes(column.dataset.statut);
  const clear = () => columns.forEach((column) => column.classList.remove("is-cible", "is-refus"));
  board.querySelectorAll("[data-cle][draggable]").forEach((card) => {
    card.addEventListener("dragstart", (event) => {
      dragged = card;
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", card.dataset.cle);
      columns.forEach((column) => column.classList.toggle("is-refus", !allows(column) && !column.contains(card)));
    });
    card.addEventListener("dragend", () => {
      dragged = null;
      clear();
    });
  });
  columns.forEach((column) => {
    column.addEventListener("dragover", (event) => {
      if (!dragged || column.contains(dragged)) return;
      event.preventDefault();
      column.classList.toggle("is-cible", allows(column));
    });
    column.addEventListener("dragleave", () => column.classList.remove("is-cible"));
    column.addEventListener("drop", (event) => {
      if (!dragged || column.contains(dragged)) return;
      event.preventDefault();
      if (allows(column)) {
        location.assign(`${board.dataset.tableau}${dragged.dataset.cle}/statut/?vers=${column.dataset.statut}`);
      } else {
        annonce("Une action ne passe pas directement d’un de ces statuts à l’autre.");
      }
    });
  });
}

export function install(root) {
  root.querySelectorAll("[data-tableau]").forEach(installBoard);
}
