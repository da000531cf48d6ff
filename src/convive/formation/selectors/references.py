"""The references and the durations in force for a training body, a given day."""

from collections.abc import Callable
from datetime import date
from functools import cached_property

from convive.espaces.models import Espace
from convive.formation.models import ReglageFormation
from convive.formation.rules.enquetes import DelaisEnquetes
from convive.formation.rules.references import (
    EFFETS,
    NOMS,
    Correction,
    GroupeReferences,
    Reference,
    build_delais_enquetes,
    find_reference,
)
from convive.formation.rules.registres import DelaisReclamation
from convive.formation.selectors.cours import get_references_usuelles

CLES_RECLAMATION = ("reclamation_accuse_jours", "reclamation_reponse_jours")


class Reglages:
    """What is in force for a body, any day. One query, when it is first asked."""

    def __init__(self, espace: Espace) -> None:
        self.espace = espace

    @cached_property
    def _corrections(self) -> list[Correction]:
        rows = ReglageFormation.objects.filter(espace=self.espace.pk)
        return [Correction(row.cle, row.date_debut, row.texte, row.valeur, row.source) for row in rows]

    def get(self, cle: str, jour: date, change: Correction | None = None) -> Reference:
        """As if `change` were written too. Raise KeyError for a key that does not exist."""
        corrections = self._corrections
        if change is not None:
            autres = [row for row in corrections if (row.cle, row.date_debut) != (change.cle, change.date_debut)]
            corrections = [*autres, change]
        return find_reference(get_references_usuelles(), corrections, cle, jour)

    def get_duree(self, cle: str, jour: date) -> int:
        """Its number, in the unit of its key (« a_froid_mois » is in months)."""
        return self.get(cle, jour).valeur

    def get_delais_enquetes(self, jour: date, change: Correction | None = None) -> DelaisEnquetes:
        return build_delais_enquetes(lambda cle: self.get(cle, jour, change))

    def get_delais_reclamation(self, recue_le: date) -> DelaisReclamation:
        """By the day it was received: a change is not for those that were there before."""
        accuse, reponse = (self.get_duree(cle, recue_le) for cle in CLES_RECLAMATION)
        return DelaisReclamation(accuse, reponse)


def get_reference(espace: Espace, cle: str, jour: date) -> Reference:
    """One query. Raise KeyError for a key that does not exist."""
    return Reglages(espace).get(cle, jour)


def get_duree(espace: Espace, cle: str, jour: date) -> int:
    """One query."""
    return Reglages(espace).get_duree(cle, jour)


def get_delais_reclamation(espace: Espace) -> Callable[[date], DelaisReclamation]:
    """One query, however many complaints."""
    return Reglages(espace).get_delais_reclamation


def list_references(espace: Espace, jour: date) -> list[Reference]:
    """All of them as they are in force that day; one query."""
    reglages = Reglages(espace)
    return [reglages.get(cle, jour) for cle in NOMS]


def group_references(espace: Espace, jour: date) -> list[tuple[GroupeReferences, str, str, list[Reference]]]:
    """The same by group: its name, what a change of it does."""
    references = list_references(espace, jour)
    return [
        (groupe, groupe.libelle, EFFETS[groupe], [row for row in references if row.groupe is groupe])
        for groupe in GroupeReferences
    ]
