// Two taps in a row, two answers that may cross: what was read before ([data-lu]) never covers what was read after.
document.addEventListener("htmx:oobBeforeSwap", (event) => {
  const { target, fragment } = event.detail;
  const fresh = fragment.matches?.("[data-lu]") ? fragment : fragment.querySelector("[data-lu]");
  if (fresh && Number(fresh.dataset.lu) < Number(target.dataset.lu)) event.detail.shouldSwap = false;
});

// [data-ordonne]: each request says its rank in this page, so that the server ignores one that comes after a later one.
// The browser drops the first of two taps; a slow server may still read it, last.
const PAGE = Math.random().toString(36).slice(2) + Date.now().toString(36);
let rang = 0;
document.addEventListener("htmx:configRequest", (event) => {
  if (event.target.matches("[data-ordonne]")) event.detail.parameters.touche = `${PAGE}:${++rang}`;
});
