// Two taps in a row, two answers that may cross: what was read before ([data-lu]) never covers what was read after.
document.addEventListener("htmx:oobBeforeSwap", (event) => {
  const { target, fragment } = event.detail;
  const fresh = fragment.matches?.("[data-lu]") ? fragment : fragment.querySelector("[data-lu]");
  if (fresh && Number(fresh.dataset.lu) < Number(target.dataset.lu)) event.detail.shouldSwap = false;
});
