// Every page reads and submits without this script.
import "./abbreviations.js";
import "./aide.js";
import "./menus.js";
import "./ordre.js";
import "./recherche.js";
import "./suggestions.js";
import * as afom from "./afom.js";
import * as annonces from "./annonces.js";
import * as arbre from "./arbre.js";
import * as atelier from "./atelier.js";
import * as tableau from "./tableau.js";
import * as brouillon from "./brouillon.js";
import * as copie from "./copie.js";
import * as ecran from "./ecran.js";
import * as edition from "./edition.js";
import * as lot from "./lot.js";
import * as notes from "./notes.js";
import * as televersement from "./televersement.js";
import * as tri from "./tri.js";

function install(root) {
  afom.install(root);
  annonces.install(root);
  arbre.install(root);
  atelier.install(root);
  tableau.install(root);
  brouillon.install(root);
  copie.install(root);
  ecran.install(root);
  edition.install(root);
  lot.install(root);
  notes.install(root);
  televersement.install(root);
  tri.install(root);
}

install(document);
// htmx gives each new piece of page here, and the page itself at first.
document.addEventListener("htmx:load", (event) => {
  if (event.detail.elt !== document.body) install(event.detail.elt);
});
