"""ANCT, list of France services: counts by commune, and lieux with their opening hours."""

import json
from collections.abc import Mapping
from pathlib import Path

from convive.donnees.code_officiel_geographique import CodeOfficielGeographique
from convive.donnees.communes_fusionnees import build_resultat
from convive.donnees.declaration import LICENCE_OUVERTE, Adresse, NatureAdresse, Resultat, Source
from convive.donnees.erreurs import FichierIllisible
from convive.donnees.nombres import NombreInvalide, compute_cellule, compute_code_insee
from convive.donnees.rules import Lieu, NatureLieu, Statut
from convive.donnees.sources.comptage import compute_comptes, list_series
from convive.donnees.sources.lecture import get_annee_du_nom, get_tableau

SOURCE = Source(
    identifiant="france_services",
    titre="Structures labellisées France services",
    producteur="Agence nationale de la cohésion des territoires",
    licence=LICENCE_OUVERTE,
    url="https://www.data.gouv.fr/fr/datasets/liste-des-structures-labellisees-france-services/",
    motifs=("liste-fs-*.csv", "liste-des-structures-labellisees-france-services*.csv"),
    quantites=("france_services", "france_services_itinerantes"),
    limite=(
        "À la date du fichier ; antennes comprises ; un bus ou une structure itinérante est compté dans la commune de "
        "son siège, alors qu’il en dessert d’autres."
    ),
    adresses=(
        Adresse(
            "https://www.data.gouv.fr/api/1/datasets/liste-des-structures-labellisees-france-services/",
            "liste-des-structures-labellisees-france-services-{date}.csv",
            NatureAdresse.JEU,
        ),
    ),
)

_JOURS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi")
_COLONNES = ("id_fs", "lib_fs", "adresse", "insee_com", "code_postal", "latitude", "longitude", "type_fs", "format_fs")


def build(path: Path, cog: CodeOfficielGeographique) -> Resultat:
    """Rows and lieux of one list; people's names and contact details are not read."""
    millesime = get_annee_du_nom(path)
    tableau = get_tableau(path, separateur=",", cle="id_fs")
    positions = {nom: tableau.get_position(nom) for nom in _COLONNES}
    horaires = {jour: tableau.get_position(f"h_{jour}") for jour in _JOURS}
    lieux: dict[str, Lieu] = {}
    faits: list[tuple[str, Mapping[str, float]]] = []
    for ligne, champs in tableau.lignes:
        fiche = {nom: champs[position].strip() for nom, position in positions.items()}
        if fiche["id_fs"] in lieux:
            raise FichierIllisible(tableau.fichier, f"la structure {fiche['id_fs']} est en double", ligne=ligne)
        coordonnees = []
        for nom in ("longitude", "latitude"):
            try:
                cellule = compute_cellule(fiche[nom], vide=Statut.NON_DISPONIBLE)
            except NombreInvalide as error:
                raise FichierIllisible(
                    tableau.fichier, f"« {error} » n’est pas un nombre", ligne=ligne, colonne=nom
                ) from None
            coordonnees.append(cellule if isinstance(cellule, float) else None)
        code = compute_code_insee(fiche["insee_com"])
        is_itinerante = fiche["format_fs"].lower().startswith(("bus", "itin"))
        faits.append((code, {"france_services": 1.0, "france_services_itinerantes": float(is_itinerante)}))
        details = {
            "type": fiche["type_fs"],
            "format": fiche["format_fs"],
            "horaires": {jour: texte for jour, position in horaires.items() if (texte := champs[position].strip())},
        }
        lieux[fiche["id_fs"]] = Lieu(
            NatureLieu.FRANCE_SERVICES,
            fiche["id_fs"],
            fiche["lib_fs"],
            cog.get_code_actuel(code) or "",
            f"{fiche['adresse']}, {fiche['code_postal']}".strip(", "),
            coordonnees[0],
            coordonnees[1],
            json.dumps(details, ensure_ascii=False),
            millesime,
            SOURCE.identifiant,
        )
    if not lieux:
        raise FichierIllisible(tableau.fichier, "aucune structure sous l’en-tête")
    series = list_series(compute_comptes(faits, cog), SOURCE.quantites, millesime, cog)
    resultat = build_resultat(SOURCE.identifiant, tableau.fichier, series, cog)
    resultat.lieux = [lieu for lieu in lieux.values() if lieu.commune]
    return resultat
