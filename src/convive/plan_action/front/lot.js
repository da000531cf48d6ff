// [data-lot]: the form of what one does to the lines that are ticked. Says how many they are, and ticks a whole group from
// its heading. Without this file the boxes and the buttons work; the bar says « Actions cochées ».
function count(form, boxes) {
  const nombre = boxes.filter((box) => box.checked).length;
  form.querySelector("[data-lot-compte]").textContent =
    nombre === 0 ? "Aucune action cochée" : nombre === 1 ? "1 action cochée" : `${nombre} actions cochées`;
  form.classList.toggle("is-vide", nombre === 0);
}

function installGroup(heading, form, boxes) {
  const group = [...heading.closest("tbody").querySelectorAll(`input[form="${form.id}"]`)];
  if (group.length < 2) return;
  const all = document.createElement("input");
  all.type = "checkbox";
  all.className = "cv-pick";
  all.setAttribute("aria-label", `Cocher les ${group.length} actions : ${heading.dataset.lotGroupe}`);
  all.addEventListener("change", () => {
    for (const box of group) box.checked = all.checked;
    count(form, boxes);
  });
  heading.prepend(all);
}

export function install(root) {
  root.querySelectorAll("[data-lot]:not([data-lot-pret])").forEach((form) => {
    form.dataset.lotPret = "";
    const boxes = [...document.querySelectorAll(`input[type=checkbox][form="${form.id}"]`)];
    document.querySelectorAll("[data-lot-groupe]").forEach((heading) => installGroup(heading, form, boxes));
    boxes.forEach((box) => box.addEventListener("change", () => count(form, boxes)));
    form.querySelector("[data-lot-compte]").setAttribute("role", "status");
    // The browser ticks again what was ticked when one comes back.
    count(form, boxes);
    addEventListener("pageshow", () => count(form, boxes));
  });
}
