// The words of an acronym appear on hover and on focus by style alone; Escape hides them until one leaves.
const MARK = "ferme";
// The widest that the words may be (abbreviation.css), and a little air.
const WIDTH_PX = 320;

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

function place(event) {
  const abbr = event.target.closest?.(".cv-abbr");
  if (abbr) abbr.toggleAttribute("data-fin", abbr.getBoundingClientRect().left + WIDTH_PX > window.innerWidth);
}

document.addEventListener("focusin", place);
document.addEventListener("mouseover", place);
document.addEventListener("focusout", reopen);
document.addEventListener("mouseout", reopen);
