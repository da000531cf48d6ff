// What was done is said where the page comes back: beside the form or the line that the address names, with the focus.
// Without this script the message stays at the top of the screen (section.css): it is seen all the same.
// A message without words only clears a draft: the place itself keeps the focus.
const message = document.querySelector(".cv-messages:has(.cv-notice)");
const lieu = message && location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));

function place(ligne) {
  const tete = ligne.querySelector(":scope > .cv-section__head");
  if (ligne.matches("tr")) {
    const rang = document.createElement("tr");
    const cellule = rang.insertCell();
    cellule.colSpan = ligne.cells.length;
    cellule.append(message);
    ligne.before(rang);
  } else if (tete) tete.after(message);
  else if (ligne.matches("form, input, button, select, textarea, details, table, h2, h3")) ligne.before(message);
  else ligne.prepend(message);
}

if (lieu) {
  const plie = lieu.closest("details");
  if (plie) plie.open = true;
  // The page itself: the message is at its top already.
  if (!lieu.contains(message)) place(lieu.closest("tr") ?? lieu);
  message.classList.add("is-place");
  message.tabIndex = -1;
  // The browser goes to the place by itself once all is loaded, and takes the focus away: after it.
  if (!document.querySelector("[autofocus]")) addEventListener("load", () => requestAnimationFrame(() => message.focus()));
}
