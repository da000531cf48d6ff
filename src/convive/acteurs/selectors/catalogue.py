"""What usage says, for every directory: numbers, the missions that a letter proposes. Dated rows, read from YAML."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from convive.acteurs.rules.mandats import Scrutin
from convive.espaces.rules import is_en_cours
from convive.espaces.selectors import parametres
from convive.socle.contenus import read_contenu_yaml

DOSSIER = Path(__file__).parents[1] / "catalogue"


@dataclass(frozen=True, slots=True)
class BlocMission:
    """A block of missions: its title, and sentences that begin with a verb."""

    titre: str
    activites: tuple[str, ...]


@cache
def read_catalogue(nom: str) -> tuple[dict[str, Any], ...]:
    """The rows of one file of the catalogue, by its name without « .yaml »."""
    return tuple(read_contenu_yaml(DOSSIER / f"{nom}.yaml"))


def list_en_cours(nom: str, today: date) -> Iterator[dict[str, Any]]:
    for row in read_catalogue(nom):
        if is_en_cours(row["date_debut"], row["date_fin"], today):
            yield row


def list_blocs_mission(today: date) -> list[BlocMission]:
    return [BlocMission(row["titre"], tuple(row["activites"])) for row in list_en_cours("lettre_mission", today)]


@dataclass(frozen=True, slots=True)
class Parametres:
    """In days: how long before its end a function, then a post, is announced; how long after an election one asks;
    how long before its day what one said that one would do is asked."""

    fonction_finit_jours: int
    poste_finit_jours: int
    scrutin_relance_jours: int
    suite_annoncee_jours: int


def get_parametres(today: date) -> Parametres:
    return Parametres(**parametres.get_parametres("acteurs", today))


def get_scrutin(today: date) -> Scrutin | None:
    """The last election after which one still asks who represents whom."""
    limite = today - timedelta(days=get_parametres(today).scrutin_relance_jours)
    rows = [row for row in list_en_cours("scrutins", today) if limite <= row["jour"] <= today]
    last = max(rows, key=lambda row: row["jour"], default=None)
    return Scrutin(last["libelle"], last["jour"], frozenset(last["types"])) if last else None
