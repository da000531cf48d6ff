// A menu is a <details>: it opens and closes without this file, which adds Escape and the click outside.
const MENUS = "details.cv-menu[open]";

function close(menu) {
  menu.open = false;
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const here = document.activeElement?.closest(MENUS);
  document.querySelectorAll(MENUS).forEach(close);
  here?.querySelector("summary")?.focus();
});

document.addEventListener("click", (event) => {
  document.querySelectorAll(MENUS).forEach((menu) => {
    if (!menu.contains(event.target)) close(menu);
  });
});

// On a phone the pages of the present verb scroll on one line: the current one is brought into sight.
document.querySelector(".cv-verbs__here [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
