"""The contents that ship with the package, as pages read them. Pure Python: `selectors.contenus` reads the files."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

NIVEAUX = range(5)
"""Levels of the grid, 0 to 4."""


class ContenuInvalide(ValueError):
    """A file of contents that says something wrong: a mistake of ours, found by the tests."""


@dataclass(frozen=True, slots=True)
class SourceEtape:
    """Where to begin to read; `url` is empty for what one has to ask for."""

    nom: str
    pour: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class EtapeParcours:
    """A step of the first hundred days. `jours` are its first and last days, counted from 1; `page` is a key of
    `selectors.parcours.PAGES` and `preuve` one of the checks, both empty when there is none. `confirmer` is what no
    check can see (who was met, who agreed), which the person says herself; empty when the check is enough."""

    cle: str
    jours: tuple[int, int]
    titre: str
    objectif: str
    comment: tuple[str, ...]
    livrable: str
    heures: int
    page: str
    preuve: str
    confirmer: str = ""
    sources: tuple[SourceEtape, ...] = ()


@dataclass(frozen=True, slots=True)
class Niveau:
    niveau: int
    nom: str
    phrase: str


@dataclass(frozen=True, slots=True)
class Competence:
    """`repere` is a sentence that helps to place oneself; `sequences` are those of the course that teach it."""

    cle: str
    nom: str
    repere: str
    sequences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FamilleCompetences:
    cle: str
    nom: str
    items: tuple[Competence, ...]


@dataclass(frozen=True, slots=True)
class Grille:
    date: date
    echelle: tuple[Niveau, ...]
    familles: tuple[FamilleCompetences, ...]

    @property
    def items(self) -> tuple[Competence, ...]:
        return tuple(item for famille in self.familles for item in famille.items)


def build_etapes(contenu: Mapping[str, Any]) -> tuple[EtapeParcours, ...]:
    """Raise ContenuInvalide for a step that no page could show."""
    etapes = []
    for ligne in contenu["etapes"]:
        complete = {"confirmer": "", "sources": [], **ligne}
        refuse_inconnues(complete, EtapeParcours)
        debut, fin = ligne["jours"]
        sources = tuple(SourceEtape(**source) for source in complete["sources"])
        valeurs = {**complete, "jours": (debut, fin), "comment": tuple(ligne["comment"]), "sources": sources}
        etape = EtapeParcours(**{**valeurs, "page": ligne["page"] or "", "preuve": ligne["preuve"] or ""})
        if not (1 <= debut <= fin <= 100 and etape.heures > 0 and etape.comment):
            raise ContenuInvalide(f"Étape « {etape.cle} » : jours, heures ou conseils impossibles.")
        etapes.append(etape)
    refuse_doublons(etape.cle for etape in etapes)
    return tuple(etapes)


def build_grille(contenu: Mapping[str, Any]) -> Grille:
    """Raise ContenuInvalide for a scale that is not 0 to 4, or a key that comes twice."""
    echelle = tuple(Niveau(**ligne) for ligne in contenu["echelle"])
    if [niveau.niveau for niveau in echelle] != list(NIVEAUX):
        raise ContenuInvalide("L’échelle va de 0 à 4.")
    familles = tuple(
        FamilleCompetences(
            famille["cle"],
            famille["nom"],
            tuple(Competence(**{**item, "sequences": tuple(item["sequences"])}) for item in famille["items"]),
        )
        for famille in contenu["familles"]
    )
    grille = Grille(contenu["date"], echelle, familles)
    refuse_doublons(item.cle for item in grille.items)
    return grille


def refuse_inconnues(ligne: Mapping[str, Any], modele: type[Any]) -> None:
    """Raise ContenuInvalide unless a line has the fields of its dataclass, all of them and no other."""
    if ecart := set(ligne) ^ set(modele.__slots__):
        raise ContenuInvalide(f"{modele.__name__} « {ligne.get('cle')} » : {', '.join(sorted(ecart))}.")


def refuse_doublons(cles: Any) -> None:
    """Raise ContenuInvalide for a key that comes twice."""
    seen: Sequence[str] = list(cles)
    if double := sorted({cle for cle in seen if seen.count(cle) > 1}):
        raise ContenuInvalide(f"Deux fois la même clé : {', '.join(double)}.")
