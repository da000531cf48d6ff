// A link leads to what is folded: it is unfolded. Without this file one more click does it.
function unfold() {
  const pli = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
  if (pli?.matches?.("details.cv-fold")) pli.open = true;
}

export function install(root) {
  if (root !== document) return;
  unfold();
  addEventListener("hashchange", unfold);
}
