"""A programme as shown on its public sheet, current or as published on a given day. Pure Python."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from convive.formation.rules.cours import Objectif
from convive.formation.rules.formation import Moment
from convive.socle.formats import duree_minutes

TEXTES = {
    "public": "À qui elle s’adresse",
    "prerequis": "Prérequis",
    "methodes": "Méthodes",
    "evaluation": "Évaluation",
    "livrables": "Ce que l’on garde",
    "tarif": "Tarif",
    "effectif": "Effectif",
    "delais_acces": "Délais d’accès",
    "accessibilite": "Accessibilité",
    "modalites_inscription": "Comment s’inscrire",
}
"""The fields of the sheet, in the order in which they are shown."""


@dataclass(frozen=True, slots=True)
class SequencePubliee:
    """`minutes` is its work, without its breaks; `outil` is the title of the tool that groups fill in."""

    titre: str
    minutes: int
    capacites: tuple[str, ...]
    methodes: tuple[str, ...]
    outil: str = ""

    @property
    def duree(self) -> str:
        return duree_minutes(self.minutes)


@dataclass(frozen=True, slots=True)
class DemiJourneePubliee:
    jour: int
    moment: str
    sequences: tuple[SequencePubliee, ...]

    @property
    def nom(self) -> str:
        return f"Jour {self.jour}, {Moment(self.moment).libelle.lower()}"


@dataclass(frozen=True, slots=True)
class ProgrammePublie:
    """`textes` maps the keys of TEXTES to texts, without empty ones."""

    titre: str
    nature: str
    minutes: int
    textes: Mapping[str, str]
    objectifs: tuple[Objectif, ...]
    demi_journees: tuple[DemiJourneePubliee, ...]

    @property
    def duree(self) -> str:
        jours = len({demi.jour for demi in self.demi_journees})
        travail = sum(row.minutes for demi in self.demi_journees for row in demi.sequences)
        pauses = self.minutes - travail
        dont = f" dont {duree_minutes(pauses)} de pauses" if pauses else ""
        return f"{duree_minutes(self.minutes)}{dont}, en {jours}\u00a0{'jours' if jours > 1 else 'jour'}"

    @property
    def pour_qui(self) -> str:
        return self.textes.get("public", "")

    @property
    def rubriques(self) -> list[tuple[str, str]]:
        return [(libelle, self.textes[cle]) for cle, libelle in TEXTES.items() if self.textes.get(cle)]


def write_effectif(minimum: int | None, maximum: int | None) -> str:
    if minimum and maximum and minimum != maximum:
        return f"De {minimum} à {maximum} personnes."
    if maximum:
        return f"{maximum} personnes au plus."
    return f"{minimum} personnes au moins." if minimum else ""


def dump_programme(programme: ProgrammePublie) -> dict[str, Any]:
    """The JSON value stored in the database."""
    return {
        "titre": programme.titre,
        "nature": programme.nature,
        "minutes": programme.minutes,
        "textes": dict(programme.textes),
        "objectifs": [
            {"cle": row.cle, "verbe": row.verbe, "texte": row.texte, "critere": row.critere}
            for row in programme.objectifs
        ],
        "demi_journees": [
            {
                "jour": demi.jour,
                "moment": demi.moment,
                "sequences": [
                    {
                        "titre": row.titre,
                        "minutes": row.minutes,
                        "capacites": list(row.capacites),
                        "methodes": list(row.methodes),
                        "outil": row.outil,
                    }
                    for row in demi.sequences
                ],
            }
            for demi in programme.demi_journees
        ],
    }


def load_programme(contenu: Mapping[str, Any]) -> ProgrammePublie:
    return ProgrammePublie(
        contenu["titre"],
        contenu["nature"],
        contenu["minutes"],
        contenu["textes"],
        tuple(Objectif(**row) for row in contenu["objectifs"]),
        tuple(
            DemiJourneePubliee(
                demi["jour"],
                demi["moment"],
                tuple(
                    SequencePubliee(
                        row["titre"], row["minutes"], tuple(row["capacites"]), tuple(row["methodes"]), row["outil"]
                    )
                    for row in demi["sequences"]
                ),
            )
            for demi in contenu["demi_journees"]
        ),
    )
