"""What usage says of every CTG: kinds of milestones, numbers, texts to quote. Dated rows, read from YAML."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from convive.convention.rules.phases import Parametres
from convive.espaces.rules import is_en_cours
from convive.espaces.selectors import parametres
from convive.socle.contenus import read_contenu_yaml

A_RELIRE = "[à relire par votre service juridique]"
DOSSIER = Path(__file__).parents[1] / "catalogue"


@cache
def read_catalogue(nom: str) -> tuple[dict[str, Any], ...]:
    """The rows of one file: « jalons », « visas », « articles », « annexes » or « plans »."""
    return tuple(read_contenu_yaml(DOSSIER / f"{nom}.yaml"))


def _list_en_cours(nom: str, today: date) -> Iterator[dict[str, Any]]:
    for row in read_catalogue(nom):
        if is_en_cours(row["date_debut"], row["date_fin"], today):
            yield row


def list_jalons_usuels(today: date) -> list[dict[str, Any]]:
    return list(_list_en_cours("jalons", today))


def get_parametres(today: date) -> Parametres:
    return Parametres(**parametres.get_parametres("convention", today))


def list_articles_usuels(today: date) -> list[dict[str, Any]]:
    """The articles of a convention that one begins to write, in the order of the document."""
    return list(_list_en_cours("articles", today))


def list_annexes_usuelles() -> tuple[tuple[int, str], ...]:
    """The number and the title of each annex."""
    return tuple((row["numero"], row["titre"]) for row in read_catalogue("annexes"))


def list_visas_communs(today: date) -> list[dict[str, Any]]:
    """The texts that concern the convention itself, whoever signs it."""
    return [row for row in _list_en_cours("visas", today) if not row["organes"]]


def list_visas(organe: str, today: date) -> list[str]:
    """The texts that a délibération of this assembly quotes, in the order of the file."""
    return [row["texte"] for row in _list_visas_organe(organe, today)]


def list_visas_a_relire(organe: str, today: date) -> list[str]:
    """The same, as a draft quotes them: one that nobody has said where to read is marked."""
    return [
        row["texte"] if row["url_source"] else f"{row['texte']} {A_RELIRE}" for row in _list_visas_organe(organe, today)
    ]


def _list_visas_organe(organe: str, today: date) -> Iterator[dict[str, Any]]:
    rows = _list_en_cours("visas", today)
    return (row for row in rows if not row["organes"] or organe in row["organes"])


@dataclass(frozen=True, slots=True)
class ReperePlan:
    """What usage says of a kind of plan: when its end is announced, and a sentence for who enters one."""

    mois_alerte: int
    repere: str


def get_reperes_plans(today: date) -> dict[str, ReperePlan]:
    return {row["type"]: ReperePlan(row["mois_alerte"], row["repere"]) for row in _list_en_cours("plans", today)}
