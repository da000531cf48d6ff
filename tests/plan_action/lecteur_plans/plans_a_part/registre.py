"""The files of the three series, by name: what writes each, and its extension."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from tests.plan_action.lecteur_plans.plans_a_part import (
    classeurs_longs,
    classeurs_mairie,
    classeurs_partenaires,
    mots_fiches,
    mots_tableaux,
    pages_imprimees,
    tableurs_libres,
    textes_csv,
)
from tests.plan_action.lecteur_plans.plans_a_part.ecritures import SERIES, Attendu, read_attendu
from tests.plan_action.lecteur_plans.plans_a_part.serie_2 import MODULES as MODULES_2
from tests.plan_action.lecteur_plans.plans_a_part.serie_3 import MODULES as MODULES_3

EXTENSIONS: Mapping[str, str] = MappingProxyType(
    {"x": "xlsx", "o": "ods", "c": "csv", "d": "docx", "p": "pdf", "t": "odt"}
)
MODULES = (
    classeurs_mairie,
    classeurs_partenaires,
    classeurs_longs,
    tableurs_libres,
    textes_csv,
    mots_fiches,
    mots_tableaux,
    pages_imprimees,
    *MODULES_2,
    *MODULES_3,
)


def list_noms(*series: int) -> list[str]:
    """Of these series; of all when none is said."""
    return [
        nom
        for serie, dossier in SERIES.items()
        if serie in series or not series
        for nom in sorted(chemin.stem for chemin in dossier.glob("*.yaml"))
    ]


def get_auteur(nom: str) -> Callable[[Attendu], bytes]:
    auteur: Callable[[Attendu], bytes] = next(getattr(m, nom) for m in MODULES if hasattr(m, nom))
    return auteur


def build_fichier(nom: str) -> tuple[str, bytes]:
    """The name of the file, as the author gave it, and what it holds."""
    return f"{nom}.{EXTENSIONS[nom[0]]}", get_auteur(nom)(read_attendu(nom))
