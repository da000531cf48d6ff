// The map of services: contours of communes and places, on Leaflet, without any tile or network.
// The page says the same in a table; without this script, the map is not there.
import { divIcon, geoJSON, map as createMap, marker } from "leaflet";

const TEXTES = { zoomInTitle: "Grossir", zoomOutTitle: "Réduire" };

function buildPopup(lieu) {
  const popup = document.createElement("div");
  const titre = document.createElement("p");
  titre.className = "cv-carte__titre";
  titre.textContent = lieu.precision ? `${lieu.nom}, ${lieu.precision}` : lieu.nom;
  const liste = document.createElement("ul");
  for (const service of lieu.services) {
    const ligne = document.createElement("li");
    const lien = document.createElement("a");
    lien.href = service.url;
    lien.textContent = service.nom;
    ligne.append(lien, ` ${service.type}`);
    liste.append(ligne);
  }
  popup.append(titre, liste);
  return popup;
}

// A number in a disc, not a colour alone; its name is read out by screen readers.
function buildIcone(lieu) {
  const disque = document.createElement("span");
  disque.className = "cv-carte__lieu";
  disque.textContent = lieu.services.length;
  const mots = document.createElement("span");
  mots.className = "cv-hide";
  mots.textContent = lieu.services.length > 1 ? ` services : ${lieu.nom}` : ` service : ${lieu.nom}`;
  disque.append(mots);
  return divIcon({ className: "cv-carte__ancre", html: disque, iconSize: [32, 32] });
}

function install(cadre) {
  const donnees = JSON.parse(cadre.dataset.carte);
  cadre.hidden = false;
  const reduit = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  const carte = createMap(cadre, {
    attributionControl: false,
    // Words that appear little by little are hard to read meanwhile.
    fadeAnimation: false,
    markerZoomAnimation: !reduit,
    // A page that scrolls is not caught by the map on its way.
    scrollWheelZoom: false,
    zoomAnimation: !reduit,
    zoomControl: true,
    zoomSnap: 0.5,
  });
  carte.zoomControl.getContainer().querySelectorAll("a").forEach((bouton, rang) => {
    const libelle = rang ? TEXTES.zoomOutTitle : TEXTES.zoomInTitle;
    bouton.title = libelle;
    bouton.setAttribute("aria-label", libelle);
  });
  const contours = geoJSON(donnees.contours, {
    interactive: false,
    style: { className: "cv-carte__commune", weight: 1.5 },
  }).addTo(carte);
  const lieux = donnees.lieux.map((lieu) =>
    marker([lieu.latitude, lieu.longitude], { icon: buildIcone(lieu), title: lieu.nom, alt: lieu.nom })
      .bindPopup(() => buildPopup(lieu), { maxWidth: 260 })
      .addTo(carte),
  );
  const bornes = contours.getBounds();
  for (const lieu of lieux) bornes.extend(lieu.getLatLng());
  if (bornes.isValid()) carte.fitBounds(bornes, { padding: [16, 16], maxZoom: 14, animate: false });
  else carte.setView([46.6, 2.4], 5);
}

for (const cadre of document.querySelectorAll("[data-carte]")) install(cadre);
