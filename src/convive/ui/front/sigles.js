// [data-sigles] holds the acronyms of the page and their words. Each is explained where it stands first, once: a word that
// one points at, taps or reaches with the keyboard, and that Escape closes (abbreviations.js). Not in what is pressed or
// filled in, nor in a heading: its name would grow by a sentence.
const LEFT_OUT =
  "a, button, input, textarea, select, label, summary, legend, svg, code, nav, h1, h2, h3, h4, caption, [data-sigles], [aria-hidden=true], .cv-abbr, table[data-tri] th, [hidden]";

function build(word, meaning) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "cv-abbr";
  const abbr = document.createElement("abbr");
  abbr.textContent = word;
  const pop = document.createElement("span");
  pop.className = "cv-abbr__pop";
  const colon = document.createElement("span");
  colon.className = "cv-hide";
  colon.textContent = "\u00a0: ";
  pop.append(colon, ...[...meaning.cloneNode(true).childNodes]);
  button.append(abbr, pop);
  return button;
}

const LETTER = /[\p{L}\p{N}]/u;

function findWord(data, words) {
  return words.find((word) => {
    const at = data.indexOf(word);
    return at >= 0 && !LETTER.test(data[at - 1] ?? "") && !LETTER.test(data[at + word.length] ?? "");
  });
}

// Where each word stands first; `isFolded`: in what one has to open too. One for a piece of text.
function place(list, meanings, isFolded) {
  const walker = document.createTreeWalker(list.parentElement, NodeFilter.SHOW_TEXT);
  const found = [];
  while (meanings.size && walker.nextNode()) {
    const { data, parentElement } = walker.currentNode;
    const word = findWord(data, [...meanings.keys()]);
    if (!word || parentElement.closest(LEFT_OUT) || (!isFolded && parentElement.closest("details:not([open])"))) continue;
    found.push([walker.currentNode, word, meanings.get(word)]);
    meanings.delete(word);
  }
  for (const [node, word, meaning] of found) {
    const rest = node.splitText(node.data.indexOf(word));
    rest.data = rest.data.slice(word.length);
    rest.before(build(word, meaning));
  }
}

function explain(list) {
  const meanings = new Map([...list.querySelectorAll("dt")].map((term) => [term.textContent, term.nextElementSibling]));
  place(list, meanings, false);
  place(list, meanings, true);
  list.toggleAttribute("data-en-place", meanings.size === 0);
}

export function install(root) {
  if (root !== document) return;
  document.querySelectorAll("[data-sigles]").forEach(explain);
}
