"""The library of model actions, read once from its YAML files."""

from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

from convive.acteurs.models import TypeOrganisation
from convive.diagnostic.selectors.catalogue import get_coeur
from convive.espaces.selectors.thematique import read_thematiques_usuelles
from convive.plan_action.rules.modeles import Bibliotheque, build_bibliotheque
from convive.socle.contenus import read_contenu_yaml

FICHIERS = (
    *("petite_enfance", "enfance", "jeunesse", "parentalite", "vie_sociale_droits", "logement_handicap_social"),
    "cooperation",
)
"""In reading order."""


def _read() -> Iterable[dict[str, Any]]:
    dossier = files("convive.plan_action") / "catalogue" / "modeles"
    for nom in FICHIERS:
        yield from read_contenu_yaml(dossier / f"{nom}.yaml")


@cache
def get_bibliotheque() -> Bibliotheque:
    """Every model. Raise ModeleInvalide when an entry cannot be used."""
    return build_bibliotheque(
        _read(),
        thematiques=(usuelle.nom for usuelle in read_thematiques_usuelles()),
        types=TypeOrganisation.values,
        coeur=get_coeur().by_identifiant,
    )
