// The help of a page is a link; with this file it opens beside the page, in a dialog that gives the focus back.
const panel = document.getElementById("aide");

if (panel) {
  // Once settled: htmx then gives the focus to what asks for it, and would take it back from whoever is already moving.
  panel.addEventListener("htmx:afterSettle", () => {
    if (!panel.open) panel.showModal();
    panel.scrollTop = 0;
  });
  // A click on what is around the panel closes it: the panel itself is filled by its own content.
  panel.addEventListener("click", (event) => {
    if (event.target === panel) panel.close();
  });
  // Without the network, or when the answer is a refusal, the link does what a link does.
  for (const failure of ["htmx:sendError", "htmx:responseError"]) {
    document.addEventListener(failure, (event) => {
      const link = event.target.closest?.("[data-aide]");
      if (link) window.location.assign(link.href);
    });
  }
}
