// Lines of an AFOM follow the mouse from one quadrant to another: the same gesture as the arrows and « Changer », which
// stay for the keyboard and for touch. Nothing is moved here: the form is sent, and the answer is the new page.
const LIGNE = "[data-afom-ligne]";

let portee = null;

function getRang(quadrant, y) {
  const others = [...quadrant.querySelectorAll(LIGNE)].filter((ligne) => ligne !== portee);
  const above = others.filter((ligne) => {
    const { top, height } = ligne.getBoundingClientRect();
    return top + height / 2 < y;
  });
  return above.length + 1;
}

function place(form, quadrant, y) {
  form.elements.element.value = portee.dataset.afomLigne;
  form.elements.quadrant.value = quadrant.dataset.afomQuadrant;
  form.elements.rang.value = getRang(quadrant, y);
  form.requestSubmit();
}

export function install(root) {
  const afom = root.matches?.("#afom") ? root : root.querySelector("#afom");
  const form = afom?.querySelector("[data-afom-placer]");
  if (!form) return;
  for (const ligne of afom.querySelectorAll(LIGNE)) {
    ligne.draggable = true;
    ligne.addEventListener("dragstart", (event) => {
      portee = ligne;
      ligne.classList.add("is-portee");
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", ligne.querySelector("p").textContent);
    });
    ligne.addEventListener("dragend", () => {
      ligne.classList.remove("is-portee");
      portee = null;
    });
  }
  for (const quadrant of afom.querySelectorAll("[data-afom-quadrant]")) {
    quadrant.addEventListener("dragover", (event) => {
      if (!portee) return;
      event.preventDefault();
      quadrant.classList.add("is-visee");
    });
    quadrant.addEventListener("dragleave", (event) => {
      if (!quadrant.contains(event.relatedTarget)) quadrant.classList.remove("is-visee");
    });
    quadrant.addEventListener("drop", (event) => {
      if (!portee) return;
      event.preventDefault();
      quadrant.classList.remove("is-visee");
      place(form, quadrant, event.clientY);
    });
  }
}
