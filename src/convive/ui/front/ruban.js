// A ribbon that is wider than the screen opens on today, and the names of its lanes stay in sight, above what they name.
// Without script it is read by scrolling it; the keyboard scrolls it too, as any region.
const BEFORE_TODAY = 0.4;
const ABOVE = 17;

function open(box) {
  const svg = box.querySelector("svg");
  const today = svg?.querySelector(".today");
  if (!svg || box.scrollWidth <= box.clientWidth) return;
  const lanes = [...svg.querySelectorAll(".lane")];
  const names = [...svg.querySelectorAll(".cv-ribbon__etroit .nom")];
  // The word in a bar that began long ago: it stays in what one sees of the bar.
  const words = [...svg.querySelectorAll(".phase + .on-now, .phase + .on-phase")].map((text) => {
    const bar = text.previousElementSibling.getBBox();
    const { x, width } = text.getBBox();
    return { text, x, most: bar.x + bar.width - x - width - 6 };
  });
  const keep = () => {
    const scale = svg.viewBox.baseVal.width / svg.getBoundingClientRect().width;
    const isAside = box.scrollLeft > 0;
    const left = box.scrollLeft * scale;
    names.forEach((name) => name.setAttribute("transform", `translate(${left} 0)`));
    words.forEach(({ text, x, most }) => text.setAttribute("transform", `translate(${Math.max(0, Math.min(left + 8 - x, most))} 0)`));
    lanes.forEach((lane) => lane.setAttribute("transform", isAside ? `translate(${left} ${-ABOVE})` : ""));
  };
  if (today) box.scrollLeft += today.getBoundingClientRect().left - box.getBoundingClientRect().left - box.clientWidth * BEFORE_TODAY;
  keep();
  box.addEventListener("scroll", keep, { passive: true });
}

export function install(root) {
  root.querySelectorAll(".cv-ribbon > .cv-scroll").forEach(open);
}
