"""How long personal data is kept: the retention rules, read from a file, and the purges that apply them.

The default rules are in `conservation.yaml`; an installation overrides durations with a file in the same format, named
by `CONVIVE_CONSERVATION`. A package whose data must expire adds its rule there and records its purge here.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from convive.comptes.rules import MOIS_JOURS
from convive.socle.contenus import read_contenu_yaml

FICHIER = Path(__file__).with_name("conservation.yaml")
UNITES = {"jours": 1.0, "mois": MOIS_JOURS}
MAX_DUREE = 1200
Purge = Callable[[datetime], int]


@dataclass(frozen=True, slots=True)
class RegleConservation:
    """One rule. The texts are in French and shown as they are; `durees` holds one number, or one per step."""

    cle: str
    libelle: str
    durees: tuple[int, ...]
    unite: str
    depart: str
    sort: str
    source: str
    date_debut: date

    @property
    def duree_libelle(self) -> str:
        """« 30 jours », « 6 ans » for whole years from two on, « aussitôt » for none."""
        if self.durees == (0,):
            return "aussitôt"
        if self.unite == "mois" and all(duree % 12 == 0 and duree > 12 for duree in self.durees):
            return f"{', '.join(str(duree // 12) for duree in self.durees)} ans"
        return f"{', '.join(map(str, self.durees))} {self.unite}"

    @property
    def delai(self) -> timedelta:
        return timedelta(days=self.durees[-1] * UNITES[self.unite])

    def get_limite(self, now: datetime) -> datetime:
        """The moment before which data must be deleted."""
        return now - self.delai

    def get_limite_etape(self, now: datetime, rang: int) -> datetime:
        return now - timedelta(days=self.durees[rang] * UNITES[self.unite])


def get_regles() -> Mapping[str, RegleConservation]:
    """The rules of this installation, by key. Raise ImproperlyConfigured, naming the rule and what is wrong."""
    return _read_regles(FICHIER, settings.CONSERVATION_FILE)


def get_regle(cle: str) -> RegleConservation:
    return get_regles()[cle]


@cache
def _read_regles(fournies: Path, locales: Path | None) -> Mapping[str, RegleConservation]:
    contenu = _read_fichier(fournies)
    for cle, change in (_read_fichier(locales) if locales else {}).items():
        if cle not in contenu or not isinstance(change, dict):
            raise ImproperlyConfigured(f"{locales} : « {cle} » n’est pas une règle de conservation.")
        contenu[cle] = contenu[cle] | change
    return {cle: _build_regle(cle, valeurs) for cle, valeurs in contenu.items()}


def _read_fichier(path: Path) -> dict[str, Any]:
    try:
        contenu = read_contenu_yaml(path)
    except (OSError, yaml.YAMLError) as error:
        raise ImproperlyConfigured(f"Règles de conservation illisibles : {path} ({type(error).__name__}).") from error
    if not isinstance(contenu, dict):
        raise ImproperlyConfigured(f"{path} : une règle par clé est attendue.")
    return contenu


def _get_durees(valeurs: Mapping[str, Any]) -> tuple[Any, ...]:
    duree = valeurs.get("duree")
    return tuple(duree) if isinstance(duree, list) else (duree,)


def _build_regle(cle: str, valeurs: Mapping[str, Any]) -> RegleConservation:
    durees, unite = _get_durees(valeurs), valeurs.get("unite")
    if unite not in UNITES:
        raise ImproperlyConfigured(f"Conservation, {cle} : l’unité est « jours » ou « mois ».")
    if not all(type(duree) is int and 0 <= duree <= MAX_DUREE for duree in durees) or list(durees) != sorted(durees):
        raise ImproperlyConfigured(f"Conservation, {cle} : la durée est un nombre entier de 0 à {MAX_DUREE}.")
    if cle == "comptes_inactifs" and len(durees) != 3:
        raise ImproperlyConfigured(f"Conservation, {cle} : trois durées sont attendues, croissantes.")
    textes = {nom: str(valeurs.get(nom, "")) for nom in ("libelle", "depart", "sort", "source")}
    debut = valeurs.get("date_debut")
    if not all(textes.values()) or not isinstance(debut, date):
        raise ImproperlyConfigured(f"Conservation, {cle} : libelle, depart, sort, source et date_debut sont demandés.")
    return RegleConservation(cle=cle, durees=durees, unite=unite, date_debut=debut, **textes)


class RegistrePurges:
    """The purges, by key of their rule; one instance serves the process, tests make their own."""

    def __init__(self) -> None:
        self._purges: dict[str, Purge] = {}

    def record(self, cle: str, purge: Purge) -> None:
        """Add a purge. `purge(limite)` deletes what ended before that moment, in its own transaction, and returns the
        count."""
        self._purges[cle] = purge

    def get_all(self) -> Mapping[str, Purge]:
        return dict(self._purges)


purges = RegistrePurges()
