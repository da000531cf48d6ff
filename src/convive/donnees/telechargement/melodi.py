"""INSEE Melodi: downloads a cube page by page, resumably, and writes it in the same format as its file."""

import csv
import json
import re
from pathlib import Path
from typing import Any

from convive.donnees.ecriture import record_sur_disque
from convive.donnees.erreurs import FichierIllisible, TelechargementImpossible
from convive.donnees.telechargement.client import Client
from convive.donnees.telechargement.etat import Casier
from convive.donnees.telechargement.fichier import Octets, Recu

_GEO = re.compile(r"(?:\d{4}-)?([A-Z]+)-(\w+)")
"""2025-COM-44109: the year of the code list, the level, the code."""
_PAGES_MAX = 5_000
_FIXES = ("GEO", "GEO_OBJECT")
_FIN = ("TIME_PERIOD", "OBS_VALUE", "OBS_STATUS")


def fetch_cube(client: Client, casier: Casier, fichier: str, url: str, suivi: Octets) -> Recu:
    """Download all pages of a cube to `casier.get_partiel`. Raise FichierIllisible if a page does not have the same
    columns as the first one."""
    casier.dossier.mkdir(parents=True, exist_ok=True)
    partiel = casier.get_partiel(fichier)
    suite = casier.get_suite(fichier)
    suivante, colonnes, taille = url, [], 0
    if suite.get("url") == url and partiel.exists():
        suivante, colonnes, taille = str(suite["suivante"]), list(suite["colonnes"]), int(str(suite["taille"]))  # type: ignore[call-overload]  # written by this function
    for _ in range(_PAGES_MAX):
        page = client.get_json(suivante)
        colonnes, taille = _record_page(fichier, partiel, page, colonnes, taille)
        suivi(taille, None)
        prochaine = (page.get("paging") or {}).get("next")
        if not prochaine:
            record_sur_disque(partiel)
            return Recu()
        if prochaine == suivante:
            raise TelechargementImpossible(url, "une page renvoie à elle-même")
        suivante = str(prochaine)
        casier.record_suite(fichier, url=url, suivante=suivante, colonnes=colonnes, taille=taille)
    raise TelechargementImpossible(url, f"plus de {_PAGES_MAX} pages")


def _record_page(fichier: str, partiel: Path, page: Any, colonnes: list[str], taille: int) -> tuple[list[str], int]:
    """Append the observations of a page. Return (columns of the table, bytes written so far)."""
    try:
        observations = [_build_ligne(observation) for observation in page["observations"]]
    except (KeyError, TypeError, AttributeError):
        raise FichierIllisible(fichier, "l’API n’a pas répondu dans la forme attendue") from None
    if not observations:
        raise FichierIllisible(fichier, "l’API n’a donné aucune observation")
    if not colonnes:
        dimensions = sorted(set(observations[0]) - {*_FIXES, *_FIN})
        colonnes = [*_FIXES, *dimensions, *_FIN]
    with partiel.open("r+" if partiel.exists() and taille else "w", encoding="utf-8", newline="") as sortie:
        sortie.seek(taille)
        sortie.truncate()
        ecrivain = csv.writer(sortie, delimiter=";", lineterminator="\n")
        if not taille:
            ecrivain.writerow(colonnes)
        for observation in observations:
            if set(observation) - set(colonnes):
                raise FichierIllisible(fichier, f"une page a d’autres dimensions ({json.dumps(sorted(observation))})")
            ecrivain.writerow([observation.get(colonne, "") for colonne in colonnes])
        return colonnes, sortie.tell()


def _build_ligne(observation: dict[str, Any]) -> dict[str, str]:
    dimensions = dict(observation["dimensions"])
    geo = _GEO.fullmatch(str(dimensions.pop("GEO")))
    if geo is None:
        raise TypeError
    valeur = observation["measures"]["OBS_VALUE_NIVEAU"].get("value")
    statut = (observation.get("attributes") or {}).get("OBS_STATUS", "")
    return {nom: str(texte) for nom, texte in dimensions.items()} | {
        "GEO": geo[2],
        "GEO_OBJECT": geo[1],
        "OBS_VALUE": "" if valeur is None else repr(float(valeur)),
        "OBS_STATUS": str(statut),
    }
