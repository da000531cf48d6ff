"""The references and the durations in force for a training body, a given day."""

from collections.abc import Callable
from datetime import date

from convive.espaces.models import Espace
from convive.formation.models import ReglageFormation
from convive.formation.rules.references import Correction, Reference, find_reference
from convive.formation.rules.registres import DelaisReclamation
from convive.formation.selectors.cours import get_references_usuelles

CLES_RECLAMATION = ("reclamation_accuse_jours", "reclamation_reponse_jours")


def get_reference(espace: Espace, cle: str, jour: date) -> Reference:
    """One query. Raise KeyError for a key that does not exist."""
    return find_reference(get_references_usuelles(), _list_corrections(espace), cle, jour)


def get_duree(espace: Espace, cle: str, jour: date) -> int:
    """Its number, in the unit of its key (« a_froid_mois » is in months); one query."""
    return get_reference(espace, cle, jour).valeur


def get_delais_reclamation(espace: Espace) -> Callable[[date], DelaisReclamation]:
    """The delays of a complaint, by the day it was received: a change is not for those that were there before. One
    query, however many complaints."""
    usuelles, corrections = get_references_usuelles(), _list_corrections(espace)

    def get(recue_le: date) -> DelaisReclamation:
        accuse, reponse = (find_reference(usuelles, corrections, cle, recue_le).valeur for cle in CLES_RECLAMATION)
        return DelaisReclamation(accuse, reponse)

    return get


def list_references(espace: Espace, jour: date) -> list[Reference]:
    """All of them as they are in force that day; one query."""
    usuelles, corrections = get_references_usuelles(), _list_corrections(espace)
    return [find_reference(usuelles, corrections, cle, jour) for cle in dict.fromkeys(row.cle for row in usuelles)]


def _list_corrections(espace: Espace) -> list[Correction]:
    rows = ReglageFormation.objects.filter(espace=espace.pk)
    return [Correction(row.cle, row.date_debut, row.texte, row.valeur, row.source) for row in rows]
