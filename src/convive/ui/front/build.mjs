// Builds the front end into ../static/ui/dist/: one style sheet and one script for all pages, those that one page has for
// itself, one sprite of icons, the fonts. A package keeps its own sheets and scripts in its `front` folder: all pages load
// them. In `front/pages` are those of one page, which asks for them by name; `front/pages/lib` is what they import.
// The same sources always give the same bytes: no date, no hash in a name (the static file storage adds it).
import { existsSync, readdirSync } from "node:fs";
import { mkdir, readFile, rm, writeFile, copyFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const FRONT = dirname(fileURLToPath(import.meta.url));
const PAQUETS = join(FRONT, "..", "..");
const DIST = join(FRONT, "..", "static", "ui", "dist");
const MODULES = join(FRONT, "..", "..", "..", "..", "node_modules");
// Our own script, compressed and without htmx: a page must stay light on a phone in the country.
const SCRIPT_LIMIT_BYTES = 40_000;
const COMMUN = {
  bundle: true,
  minify: true,
  nodePaths: [MODULES],
  target: ["chrome109", "firefox115", "safari16.4"],
  logLevel: "warning",
};

// Files of a kind in the `front` folder of the packages, in the order of their names; `ui` comes first, by itself.
function listSources(kind, folder = "front") {
  return readdirSync(PAQUETS)
    .sort()
    .filter((paquet) => paquet !== "ui" && existsSync(join(PAQUETS, paquet, folder)))
    .flatMap((paquet) => readdirSync(join(PAQUETS, paquet, folder)).sort().map((nom) => `../../${paquet}/${folder}/${nom}`))
    .filter((nom) => nom.endsWith(kind));
}

// What a page prints is decided last. The fonts are not hashed by esbuild, so that a page can preload them by name.
async function buildStyle() {
  const feuilles = [...listSources(".css"), "./print.css"].map((nom) => `@import "${nom}" layer(convive);`);
  await build({
    ...COMMUN,
    stdin: { contents: ['@import "./convive.css";', ...feuilles].join("\n"), resolveDir: FRONT, loader: "css" },
    outfile: join(DIST, "convive.css"),
    loader: { ".woff2": "file" },
    assetNames: "fonts/[name]",
  });
}

async function buildScript() {
  const own = readdirSync(FRONT).sort().filter((nom) => nom.endsWith(".js") && nom !== "index.js");
  const modules = [...own.map((nom) => `./${nom}`), ...listSources(".js")];
  const imports = modules.map((nom, rang) => `import * as module${rang} from "${nom}";`);
  const contents = [
    'import { begin } from "./index.js";',
    ...imports,
    `begin([${modules.map((_, rang) => `module${rang}`).join(", ")}]);`,
  ].join("\n");
  await build({
    ...COMMUN,
    stdin: { contents, resolveDir: FRONT, loader: "js" },
    outfile: join(DIST, "convive.js"),
    format: "iife",
  });
  const bytes = gzipSync(await readFile(join(DIST, "convive.js"))).length;
  if (bytes > SCRIPT_LIMIT_BYTES) throw new Error(`convive.js: ${bytes} bytes once compressed`);
}

// What is on one page only, the map of services or the box where visitors sign: the others do not load it.
async function buildPages() {
  const sources = [".js", ".css"].flatMap((kind) => listSources(kind, "front/pages"));
  await Promise.all(
    sources.map((nom) =>
      build({
        ...COMMUN,
        entryPoints: [join(FRONT, nom)],
        outdir: DIST,
        format: nom.endsWith(".js") ? "iife" : undefined,
        loader: { ".png": "dataurl" },
      }),
    ),
  );
}

// icones.json lists outline icons of @tabler/icons by their name there.
async function buildSprite() {
  const icones = JSON.parse(await readFile(join(FRONT, "icones.json"), "utf8"));
  const symbols = await Promise.all(
    icones.map(async (nom) => {
      const source = await readFile(join(MODULES, "@tabler", "icons", "icons", "outline", `${nom}.svg`), "utf8");
      const drawing = source.replace(/<!--[\s\S]*?-->/, "").replace(/^[\s\S]*?<svg[^>]*>|<\/svg>\s*$/g, "");
      return `<symbol id="${nom}" viewBox="0 0 24 24">${drawing.replace(/\s*\n\s*/g, "").trim()}</symbol>`;
    }),
  );
  await writeFile(join(DIST, "icones.svg"), `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("\n")}</svg>\n`);
}

await rm(DIST, { recursive: true, force: true });
await mkdir(DIST, { recursive: true });
await Promise.all([
  buildStyle(),
  buildScript(),
  buildPages(),
  buildSprite(),
  copyFile(join(FRONT, "convive.svg"), join(DIST, "convive.svg")),
  // The licences of the fonts (OFL), of the icons (MIT) and of the map (BSD) travel with them.
  copyFile(join(MODULES, "@fontsource", "atkinson-hyperlegible", "LICENSE"), join(DIST, "LICENCE-atkinson-hyperlegible.txt")),
  copyFile(join(MODULES, "@tabler", "icons", "LICENSE"), join(DIST, "LICENCE-tabler-icons.txt")),
  copyFile(join(MODULES, "leaflet", "LICENSE"), join(DIST, "LICENCE-leaflet.txt")),
]);
