// Every page reads and submits without scripts. The build gives here what each package has in its `front` folder: a module
// acts by itself, or exports install(root), called with the page, then with each new piece of it.
export function begin(modules) {
  const install = (root) => modules.forEach((module) => module.install?.(root));

  install(document);
  // htmx gives each new piece of page here, and the page itself at first.
  document.addEventListener("htmx:load", (event) => {
    if (event.detail.elt !== document.body) install(event.detail.elt);
  });
}
