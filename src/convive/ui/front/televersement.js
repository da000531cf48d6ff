// input[type=file][data-octets-max]: a file that is too large is said before it is sent, not after minutes of waiting.
// The server checks again, and it alone decides.
export function install(root) {
  root.querySelectorAll("input[type=file][data-octets-max]:not([data-pret])").forEach((input) => {
    input.dataset.pret = "";
    const max = Number(input.dataset.octetsMax);
    const note = document.createElement("p");
    note.className = "cv-field__error";
    note.setAttribute("role", "alert");
    input.after(note);
    input.addEventListener("change", () => {
      const heavy = [...input.files].some((file) => file.size > max);
      const words = `Ce fichier est trop lourd\u00a0: ${Math.floor(max / 1024 ** 2)}\u00a0Mo au plus.`;
      note.textContent = heavy ? words : "";
      input.toggleAttribute("aria-invalid", heavy);
      if (heavy) input.setAttribute("aria-invalid", "true");
    });
    input.form?.addEventListener("submit", (event) => {
      if (!note.textContent) return;
      event.preventDefault();
      input.focus();
    });
  });
}
