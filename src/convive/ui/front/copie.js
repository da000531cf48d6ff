// [data-copier] copies the text of the element whose id it names. The button is hidden in the page, and only shown
// where copying can work (a secure address); without it the text can be selected.
const RETURN_MS = 4000;

export function install(root) {
  if (!navigator.clipboard) return;
  root.querySelectorAll("[data-copier][hidden]").forEach((button) => {
    button.hidden = false;
    const label = button.querySelector("[data-copier-libelle]") ?? button;
    const initial = label.textContent;
    button.addEventListener("click", async () => {
      const source = document.getElementById(button.dataset.copier);
      try {
        // What someone typed keeps its lines; a sentence of the page loses those of its markup.
        const text = source.value ?? source.textContent.replace(/[ \t\n]+/g, " ").trim();
        await navigator.clipboard.writeText(text);
        label.textContent = "Copié";
      } catch {
        label.textContent = "Copie impossible";
      }
      setTimeout(() => {
        label.textContent = initial;
      }, RETURN_MS);
    });
  });
}
