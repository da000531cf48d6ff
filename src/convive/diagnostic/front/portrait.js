// A phone folds the [data-replie] blocks of a page, which the server sends open: without script everything is there.
// The block that the address names stays open, and opens when a link leads to it.
const PHONE = "(max-width: 40rem)";

function findTarget() {
  const id = decodeURIComponent(location.hash.slice(1));
  return id ? document.getElementById(id)?.closest("details[data-replie]") : null;
}

function openTarget() {
  const target = findTarget();
  if (target && !target.open) {
    target.open = true;
    target.scrollIntoView();
  }
}

export function install(root) {
  const folds = [...root.querySelectorAll("details[data-replie]")];
  if (!folds.length) return;
  if (matchMedia(PHONE).matches) {
    const target = findTarget();
    for (const fold of folds) fold.open = fold === target;
  }
  addEventListener("hashchange", openTarget);
}
