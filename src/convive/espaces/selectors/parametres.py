"""The dated numbers of a package: delays that usage says, in its `catalogue/parametres.yaml`; one that people look for
by its name has a file of its own, `catalogue/delais_<nom>.yaml`."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from convive.espaces.rules import is_en_cours
from convive.socle.contenus import read_contenu_yaml

RACINE = Path(__file__).parents[2]


@cache
def read_parametres(paquet: str) -> tuple[dict[str, Any], ...]:
    catalogue = RACINE / paquet / "catalogue"
    fichiers = [*sorted(catalogue.glob("delais_*.yaml")), catalogue / "parametres.yaml"]
    return tuple(row for fichier in fichiers for row in read_contenu_yaml(fichier))


def get_parametres(paquet: str, today: date) -> dict[str, Any]:
    """What is in force this day, by key."""
    rows = read_parametres(paquet)
    return {row["cle"]: row["valeur"] for row in rows if is_en_cours(row["date_debut"], row["date_fin"], today)}
