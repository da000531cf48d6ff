"""What a decision is about: picked by searching among actions, enjeux, constats and versions of the diagnosis."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from convive.espaces.models import Membre
from convive.gouvernance.selectors.cibles import SOURCES, ChoixCible, SourceCible, list_choisies, search_cibles
from convive.socle.objets import Reference
from convive.socle.uuids import parse_uuids


@dataclass(frozen=True, slots=True)
class ListeCibles:
    """As `plan_action/_choisir.html` reads it: what is ticked, then what was found for `mots`."""

    nom: str
    source: SourceCible
    coches: tuple[ChoixCible, ...]
    trouves: tuple[ChoixCible, ...]
    mots: str


def build_listes(membre: Membre, data: Any, depart: Iterable[Reference]) -> list[ListeCibles]:
    """One for each kind; two queries each at most."""
    held: dict[str, set[UUID]] = {}
    for reference in depart:
        held.setdefault(reference.objet_type, set()).add(reference.objet_uuid)
    return [_build_liste(membre, data, source, held.get(cle, set())) for cle, source in SOURCES.items()]


def _build_liste(membre: Membre, data: Any, source: SourceCible, depart: set[UUID]) -> ListeCibles:
    mots, wanted = "", depart
    if data is not None:
        mots = data.get(f"chercher_{source.cle}", "").strip()[:100]
        wanted = set(parse_uuids(data.getlist(source.cle)))
    coches = list_choisies(membre, source, wanted)
    trouves = search_cibles(membre, source, mots, [choix.uuid for choix in coches])
    return ListeCibles(source.cle, source, tuple(coches), tuple(trouves), mots)


def get_references(listes: Sequence[ListeCibles], others: Iterable[Reference]) -> tuple[Reference, ...]:
    """What is ticked, and `others`: what the form does not show (hidden, or of another kind) stays."""
    ticked = [Reference(liste.nom, choix.uuid) for liste in listes for choix in liste.coches]
    return (*ticked, *others)


def list_coches(listes: Sequence[ListeCibles]) -> dict[str, list[str]]:
    """What is ticked in each, as the browser sends it."""
    return {liste.nom: sorted(str(choix.uuid) for choix in liste.coches) for liste in listes}


def find_liste(listes: Sequence[ListeCibles], nom: str) -> ListeCibles | None:
    by_nom: Mapping[str, ListeCibles] = {liste.nom: liste for liste in listes}
    return by_nom.get(nom)
