// [data-arbre]: a line of a tree is dragged by its handle and dropped on another one; the form that the list names is
// sent. Alt with an arrow moves the line that has the focus. Without this file the buttons of each line do the same.
function submit(list, cle, cible) {
  const form = document.getElementById(list.dataset.arbre);
  form.elements.uuid.value = cle;
  form.elements.cible.value = cible;
  form.submit();
}

function makeHandle(line) {
  const handle = document.createElement("span");
  handle.className = "cv-arbre__poignee";
  handle.draggable = true;
  handle.setAttribute("aria-hidden", "true");
  handle.textContent = "⠿";
  line.prepend(handle);
  return handle;
}

function press(line, geste) {
  const button = line.querySelector(`button[value=${geste}]`);
  if (button && !button.disabled) button.click();
}

function installList(list) {
  let dragged = null;
  const lines = [...list.querySelectorAll("[data-cle]")];
  const clear = () => lines.forEach((line) => line.classList.remove("is-cible", "is-deplacee"));
  lines.forEach((line) => {
    const handle = makeHandle(line);
    handle.addEventListener("dragstart", (event) => {
      dragged = line;
      line.classList.add("is-deplacee");
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", line.dataset.cle);
    });
    handle.addEventListener("dragend", () => {
      dragged = null;
      clear();
    });
    line.addEventListener("dragover", (event) => {
      if (!dragged || dragged === line) return;
      event.preventDefault();
      lines.forEach((other) => other.classList.toggle("is-cible", other === line));
    });
    line.addEventListener("drop", (event) => {
      if (!dragged || dragged === line) return;
      event.preventDefault();
      submit(list, dragged.dataset.cle, line.dataset.cle);
    });
    line.addEventListener("keydown", (event) => {
      if (!event.altKey || !["ArrowUp", "ArrowDown"].includes(event.key)) return;
      event.preventDefault();
      press(line, event.key === "ArrowUp" ? "monter" : "descendre");
    });
  });
  // Back after a gesture: the focus is where one left it.
  const here = lines.find((line) => `#${line.id}` === location.hash);
  if (here) here.focus();
}

export function install(root) {
  root.querySelectorAll("[data-arbre]:not([data-arbre-pret])").forEach((list) => {
    list.dataset.arbrePret = "";
    installList(list);
  });
}
