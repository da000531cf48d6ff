// [data-sigles] holds the acronyms and the terms of the page with their meaning. Each is explained where it stands first, once: a word that
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

// A whole word, whatever stands between those of a term: a line break of the page, a no-break space.
function buildRule(word) {
  return new RegExp(`(?<![\\p{L}\\p{N}])${word.replaceAll(" ", "\\s+")}(?![\\p{L}\\p{N}])`, "u");
}

function findWord(data, meanings) {
  for (const [word, { rule }] of meanings) {
    const found = rule.exec(data);
    if (found) return { word, at: found.index, length: found[0].length };
  }
  return null;
}

// Where each word stands first; `isFolded`: in what one has to open too. One for a piece of text.
function place(list, meanings, isFolded) {
  const walker = document.createTreeWalker(list.parentElement, NodeFilter.SHOW_TEXT);
  const found = [];
  while (meanings.size && walker.nextNode()) {
    const { data, parentElement } = walker.currentNode;
    const spot = findWord(data, meanings);
    if (!spot || parentElement.closest(LEFT_OUT) || (!isFolded && parentElement.closest("details:not([open])"))) continue;
    found.push([walker.currentNode, spot, meanings.get(spot.word).meaning]);
    meanings.delete(spot.word);
  }
  for (const [node, { word, at, length }, meaning] of found) {
    const rest = node.splitText(at);
    rest.data = rest.data.slice(length);
    rest.before(build(word, meaning));
  }
}

function explain(list) {
  const meanings = new Map(
    [...list.querySelectorAll("dt")].map(({ textContent, nextElementSibling }) => [
      textContent,
      { meaning: nextElementSibling, rule: buildRule(textContent) },
    ]),
  );
  place(list, meanings, false);
  place(list, meanings, true);
  list.toggleAttribute("data-en-place", meanings.size === 0);
}

export function install(root) {
  if (root !== document) return;
  document.querySelectorAll("[data-sigles]").forEach(explain);
}
