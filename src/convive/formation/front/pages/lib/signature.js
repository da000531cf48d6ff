// The box of a form where one signs, with a finger, a pen or a mouse; a field beside it takes a name typed. The line is
// kept in whole units of the box, as the server reads it.
const WIDTH = 600;
const HEIGHT = 200;
const MAX_LENGTH = 11_900;
const MIN_STEP = 2;
const MIN_LENGTH = 60;

export function installPad(form) {
  const box = form.querySelector("[data-signature]");
  const path = box.querySelector("[data-trait]");
  const words = form.querySelector("[data-signature-etat]");
  let trace = "";
  let length = 0;
  let last = null;

  function getPoint(event) {
    const { left, top, width, height } = box.getBoundingClientRect();
    const place = (value, size, max) => Math.max(0, Math.min(max, Math.round((value * max) / size)));
    return [place(event.clientX - left, width, WIDTH), place(event.clientY - top, height, HEIGHT)];
  }

  function add(event) {
    const [x, y] = getPoint(event);
    const step = Math.abs(x - last[0]) + Math.abs(y - last[1]);
    if (step < MIN_STEP || trace.length > MAX_LENGTH) return;
    trace += `L${x} ${y}`;
    length += step;
    last = [x, y];
  }

  box.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    event.preventDefault();
    box.setPointerCapture(event.pointerId);
    last = getPoint(event);
    trace += `M${last[0]} ${last[1]}`;
    words.textContent = "";
  });
  box.addEventListener("pointermove", (event) => {
    if (!last) return;
    for (const point of event.getCoalescedEvents?.() ?? []) add(point);
    add(event);
    path.setAttribute("d", trace);
  });
  for (const name of ["pointerup", "pointercancel"]) box.addEventListener(name, () => (last = null));

  function clear() {
    trace = "";
    length = 0;
    path.setAttribute("d", "");
    words.textContent = "";
    form.elements.texte.value = "";
  }
  form.querySelector("[data-recommencer]").addEventListener("click", clear);
  // The box is for who has the script: a name typed is enough without it.
  form.querySelectorAll("[data-avec-script]").forEach((part) => (part.hidden = false));

  return {
    clear,
    getTrace: () => (length >= MIN_LENGTH ? trace : ""),
    refuse() {
      words.textContent = "Tracez votre signature dans le cadre, ou écrivez votre nom.";
      form.elements.texte.focus();
    },
  };
}
