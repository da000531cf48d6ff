"""Read the files of contents once: high punctuation is tied to its word here, so that files stay easy to write."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from convive.prise_poste.rules.contenus import EtapeParcours, Grille, build_etapes, build_grille
from convive.prise_poste.rules.outils import Outil, build_outils
from convive.socle.contenus import read_contenu_yaml
from convive.socle.formats import insecables

DOSSIER = Path(__file__).resolve().parent.parent / "contenus"


@cache
def get_etapes() -> tuple[EtapeParcours, ...]:
    """The steps of the first hundred days, in order."""
    return build_etapes(read_contenu("cent_jours"))


@cache
def get_grille() -> Grille:
    return build_grille(read_contenu("competences"))


@cache
def get_outils() -> Mapping[str, Outil]:
    return MappingProxyType({outil.cle: outil for outil in build_outils(read_contenu("outils"))})


@cache
def get_missions() -> Mapping[str, Any]:
    """What the post does, in blocs (« blocs »), and who does what in a CTG (« raci »)."""
    return MappingProxyType(read_contenu("missions"))


def read_contenu(nom: str, dossier: Path = DOSSIER) -> Any:
    """A file of contents (« competences »), its texts with their no-break spaces; `dossier` is that of its package."""
    return _tie(read_contenu_yaml(dossier / f"{nom}.yaml"))


def _tie(valeur: Any) -> Any:
    if isinstance(valeur, str):
        return insecables(valeur)
    if isinstance(valeur, list):
        return [_tie(item) for item in valeur]
    return {cle: _tie(item) for cle, item in valeur.items()} if isinstance(valeur, dict) else valeur
