// Builds the front end into ../static/ui/dist/: one style sheet, one script, those of the map, one sprite of icons, the fonts.
// The same sources always give the same bytes: no date, no hash in a name (the static file storage adds it).
import { mkdir, readFile, rm, writeFile, copyFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const FRONT = dirname(fileURLToPath(import.meta.url));
const DIST = join(FRONT, "..", "static", "ui", "dist");
const MODULES = join(FRONT, "..", "..", "..", "..", "node_modules");
// Our own script, compressed and without htmx: a page must stay light on a phone in the country.
const SCRIPT_LIMIT_BYTES = 40_000;

// The fonts are not hashed by esbuild, so that a page can preload them by name.
async function buildStyle() {
  await build({
    entryPoints: [join(FRONT, "convive.css")],
    outdir: DIST,
    bundle: true,
    minify: true,
    nodePaths: [MODULES],
    loader: { ".woff2": "file" },
    assetNames: "fonts/[name]",
    target: ["chrome109", "firefox115", "safari16.4"],
    logLevel: "warning",
  });
}

async function buildScript() {
  await build({
    entryPoints: [join(FRONT, "index.js")],
    outfile: join(DIST, "convive.js"),
    bundle: true,
    minify: true,
    format: "iife",
    target: ["chrome109", "firefox115", "safari16.4"],
    logLevel: "warning",
  });
  const bytes = gzipSync(await readFile(join(DIST, "convive.js"))).length;
  if (bytes > SCRIPT_LIMIT_BYTES) throw new Error(`convive.js: ${bytes} bytes once compressed`);
}

// The map of services is on one page: the others do not load it.
async function buildCarte() {
  await build({
    entryPoints: [join(FRONT, "carte.js"), join(FRONT, "carte.css")],
    outdir: DIST,
    bundle: true,
    minify: true,
    format: "iife",
    nodePaths: [MODULES],
    loader: { ".png": "dataurl" },
    target: ["chrome109", "firefox115", "safari16.4"],
    logLevel: "warning",
  });
}

// Signatures are taken on two pages, a grid is filled on one, opened on the phones of visitors: they load nothing else.
async function buildVisiteurs() {
  await build({
    entryPoints: [join(FRONT, "emargement.js"), join(FRONT, "grille.js")],
    outdir: DIST,
    bundle: true,
    minify: true,
    format: "iife",
    target: ["chrome109", "firefox115", "safari16.4"],
    logLevel: "warning",
  });
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
  buildCarte(),
  buildVisiteurs(),
  buildSprite(),
  copyFile(join(FRONT, "convive.svg"), join(DIST, "convive.svg")),
  // The licences of the fonts (OFL), of the icons (MIT) and of the map (BSD) travel with them.
  copyFile(join(MODULES, "@fontsource", "atkinson-hyperlegible", "LICENSE"), join(DIST, "LICENCE-atkinson-hyperlegible.txt")),
  copyFile(join(MODULES, "@tabler", "icons", "LICENSE"), join(DIST, "LICENCE-tabler-icons.txt")),
  copyFile(join(MODULES, "leaflet", "LICENSE"), join(DIST, "LICENCE-leaflet.txt")),
]);
