// table[data-tri]: sorts in place. Without this file a heading's link (`?tri=`) sorts on the server.
// A cell may give its raw value in data-valeur (a number in English notation, or a text); empty means no value.
// Rows without a value stay last in both orders: secret or missing is neither small nor large.
const COLLATOR = new Intl.Collator("fr", { numeric: true, sensitivity: "base" });

// Spaces between thousands, decimal comma, true minus sign, and what may follow the number: %, €, a unit.
function parse(text) {
  const plain = text.replace(/[\s\u00a0\u202f]/g, "").replace("\u2212", "-").replace(",", ".");
  const found = /^[+-]?\d+(\.\d+)?/.exec(plain);
  return found ? Number(found[0]) : null;
}

function getKey(row, column, numeric) {
  const cell = row.cells[column];
  const raw = cell.dataset.valeur ?? cell.textContent.trim();
  if (raw === "") return null;
  return numeric ? parse(raw) : raw;
}

function compare(left, right, direction) {
  if (left === null || right === null) return (left === null) - (right === null);
  return direction * (typeof left === "number" ? left - right : COLLATOR.compare(left, right));
}

function sort(table, heading) {
  const numeric = heading.classList.contains("cv-num");
  const previous = heading.getAttribute("aria-sort");
  // A first click on numbers shows the largest, on names the first of the alphabet.
  const first = numeric ? "descending" : "ascending";
  const order = previous === null ? first : previous === "ascending" ? "descending" : "ascending";
  const direction = order === "ascending" ? 1 : -1;
  const column = heading.cellIndex;
  table.querySelectorAll("thead th").forEach((other) => other.removeAttribute("aria-sort"));
  heading.setAttribute("aria-sort", order);
  for (const body of table.tBodies) {
    const rows = [...body.rows].map((row) => ({ row, key: getKey(row, column, numeric) }));
    rows.sort((a, b) => compare(a.key, b.key, direction));
    body.append(...rows.map(({ row }) => row));
  }
}

export function install(root) {
  root.querySelectorAll("table[data-tri]:not([data-tri-pret])").forEach((table) => {
    table.dataset.triPret = "";
    table.querySelectorAll("thead th").forEach((heading) => {
      if (heading.hasAttribute("data-sans-tri")) return;
      const button = document.createElement("button");
      button.type = "button";
      button.className = "cv-sort";
      const link = heading.querySelector("a[href]");
      button.append(...(link ?? heading).childNodes);
      if (link) link.replaceWith(button);
      else heading.append(button);
      button.addEventListener("click", () => sort(table, heading));
    });
  });
}
