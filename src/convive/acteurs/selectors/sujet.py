"""What an exchange may speak of, as a place chooses it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import UUID

from convive.espaces.models import Membre
from convive.socle.objets import Reference
from convive.socle.registre import RegistreParType
from convive.socle.uuids import parse_uuid

SEPARATEUR = ":"


@dataclass(frozen=True, slots=True)
class SujetEchange:
    """A type of the registry of objects. `list_choix(membre)` gives what the place may choose, in order; one query."""

    cle: str
    libelle: str
    list_choix: Callable[[Membre], Iterable[tuple[UUID, str]]]


sujets: RegistreParType[SujetEchange] = RegistreParType()


def list_choix_sujets(membre: Membre) -> list[tuple[str, list[tuple[str, str]]]]:
    """Groups of a select: « fiche_action:… » and its name; a type with nothing to choose is not there."""
    groupes = []
    for sujet in sujets.get_all():
        choix = [(f"{sujet.cle}{SEPARATEUR}{uuid}", libelle) for uuid, libelle in sujet.list_choix(membre)]
        if choix:
            groupes.append((sujet.libelle, choix))
    return groupes


def dump_sujet(reference: Reference | None) -> str:
    return f"{reference.objet_type}{SEPARATEUR}{reference.objet_uuid}" if reference else ""


def parse_sujet(membre: Membre, texte: str) -> Reference | None:
    """The object that a form names, when this place sees it in its espace."""
    cle, _, identifier = texte.partition(SEPARATEUR)
    if sujets.get(cle) is None or (uuid := parse_uuid(identifier)) is None:
        return None
    reference = Reference(cle, uuid)
    return reference if sujets.get_objet(reference, membre.compte, membre.espace_id) is not None else None
