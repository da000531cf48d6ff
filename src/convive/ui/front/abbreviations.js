// The words of an acronym appear on hover and on focus by style alone; Escape hides them until one leaves.
const MARK = "ferme";

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  document.querySelectorAll(".cv-abbr:is(:hover, :focus)").forEach((abbr) => {
    abbr.dataset[MARK] = "";
  });
});

function reopen(event) {
  const abbr = event.target.closest?.(".cv-abbr");
  if (abbr && !abbr.contains(event.relatedTarget)) delete abbr.dataset[MARK];
}

document.addEventListener("focusout", reopen);
document.addEventListener("mouseout", reopen);
