// [data-plier]: a long plan, on a phone: each group of actions is folded under its heading, but the first and the one
// that the address names. Without this file everything shows.
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
    button.setAttribute("aria-label", `${open ? "Replier" : "Montrer"} : ${name}`);
    button.textContent = open ? "Replier" : "Voir";
  };
  show(isOpen);
  button.addEventListener("click", () => show(button.getAttribute("aria-expanded") !== "true"));
  heading.append(button);
  return true;
}

export function install(root) {
  if (!PETIT.matches) return;
  root.querySelectorAll("[data-plier]").forEach((plan) => {
    const asked = location.hash && plan.querySelector(`[id="${CSS.escape(location.hash.slice(1))}"]`);
    let isFirst = true;
    for (const body of plan.querySelectorAll("tbody")) {
      if (fold(body, isFirst || body === asked)) isFirst = false;
    }
  });
}
