// On a phone, what is long is folded under its headings. Without this file everything shows.
// [data-plier]: a plan; each group of actions, but the first and the one that the address names.
// [data-plier-rubriques]: a sheet; each of its sections, but those it names, and the one where one is.
const PETIT = matchMedia("(max-width: 48rem)");

function fold(body, isOpen) {
  const rows = [...body.rows].filter((row) => !row.classList.contains("cv-plan__group"));
  const heading = body.querySelector(".cv-plan__group th");
  if (!rows.length || !heading) return false;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "cv-plier";
  const name = heading.textContent.replace(/\s+/g, " ").trim();
  const show = (open) => {
    rows.forEach((row) => (row.hidden = !open));
    button.setAttribute("aria-expanded", String(open));
    button.setAttribute("aria-label", `${open ? "Replier" : "Déplier"} : ${name}`);
    button.textContent = open ? "Replier" : "Voir";
  };
  show(isOpen);
  button.addEventListener("click", () => show(button.getAttribute("aria-expanded") !== "true"));
  heading.append(button);
  return true;
}

function foldSection(section, isOpen) {
  const [heading, content] = section.children;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "cv-plier cv-plier--titre";
  button.append(...heading.childNodes);
  heading.append(button);
  const show = (open) => {
    content.hidden = !open;
    button.setAttribute("aria-expanded", String(open));
  };
  show(isOpen);
  button.addEventListener("click", () => show(content.hidden));
}

function foldSheet(sheet) {
  const opened = sheet.dataset.plierRubriques.split(" ");
  for (const section of sheet.querySelectorAll(":scope > section")) {
    const isHere = `#${section.id}` === location.hash || section.querySelector("[autofocus], [data-edition]");
    foldSection(section, isHere || opened.includes(section.id));
  }
  addEventListener("hashchange", () => {
    const section = document.getElementById(location.hash.slice(1));
    if (section?.parentElement === sheet) section.querySelector(".cv-plier[aria-expanded=false]")?.click();
  });
}

export function install(root) {
  if (!PETIT.matches) return;
  root.querySelectorAll("[data-plier-rubriques]").forEach(foldSheet);
  root.querySelectorAll("[data-plier]").forEach((plan) => {
    const asked = location.hash && plan.querySelector(`[id="${CSS.escape(location.hash.slice(1))}"]`);
    let isFirst = true;
    for (const body of plan.querySelectorAll("tbody")) {
      if (fold(body, isFirst || body === asked)) isFirst = false;
    }
  });
}
