"""The references and durations in force for an organisme on a given day."""

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
    """The settings of an organisme, for any day. One query, on first use."""

    def __init__(self, espace: Espace) -> None:
        self.espace = espace

    @cached_property
    def _corrections(self) -> list[Correction]:
        rows = ReglageFormation.objects.filter(espace=self.espace.pk)
        return [Correction(row.cle, row.date_debut, row.texte, row.valeur, row.source) for row in rows]

    def get(self, cle: str, jour: date, change: Correction | None = None) -> Reference:
        """The reference in force on that day, as if `change` were saved too. Raise KeyError for an unknown key."""
        corrections = self._corrections
        if change is not None:
            autres = [row for row in corrections if (row.cle, row.date_debut) != (change.cle, change.date_debut)]
            corrections = [*autres, change]
        return find_reference(get_references_usuelles(), corrections, cle, jour)

    def get_duree(self, cle: str, jour: date) -> int:
        """The duration, in the unit of its key (« a_froid_mois » is in months)."""
        return self.get(cle, jour).valeur

    def get_delais_enquetes(self, jour: date, change: Correction | None = None) -> DelaisEnquetes:
        return build_delais_enquetes(lambda cle: self.get(cle, jour, change))

    def get_delais_reclamation(self, recue_le: date) -> DelaisReclamation:
        """The delays for a réclamation received on that day: a later change does not apply to it."""
        accuse, reponse = (self.get_duree(cle, recue_le) for cle in CLES_RECLAMATION)
        return DelaisReclamation(accuse, reponse)


def get_reference(espace: Espace, cle: str, jour: date) -> Reference:
    """The reference in force on that day; one query. Raise KeyError for an unknown key."""
    return Reglages(espace).get(cle, jour)


def get_duree(espace: Espace, cle: str, jour: date) -> int:
    """The duration in force on that day; one query."""
    return Reglages(espace).get_duree(cle, jour)


def get_delais_reclamation(espace: Espace) -> Callable[[date], DelaisReclamation]:
    """A function that returns the delays for a date of reception; one query, however many réclamations."""
    return Reglages(espace).get_delais_reclamation


def list_references(espace: Espace, jour: date) -> list[Reference]:
    """All the references in force on that day; one query."""
    reglages = Reglages(espace)
    return [reglages.get(cle, jour) for cle in NOMS]


def group_references(espace: Espace, jour: date) -> list[tuple[GroupeReferences, str, str, list[Reference]]]:
    """The same by group: (group, name, what a change affects, references)."""
    references = list_references(espace, jour)
    return [
        (groupe, groupe.libelle, EFFETS[groupe], [row for row in references if row.groupe is groupe])
        for groupe in GroupeReferences
    ]
