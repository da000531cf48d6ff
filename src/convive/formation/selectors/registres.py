"""Read the registers of an organisme."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import models

from convive.espaces.models import Espace
from convive.formation.models import (
    ActionAmelioration,
    ActionCompetence,
    DossierIntervenant,
    NouvelleVeille,
    PartenaireHandicap,
    PreuveQualiopi,
    Reclamation,
    SousTraitance,
)
from convive.formation.rules.registres import (
    EtatLigne,
    read_action,
    read_reclamation,
    read_veille,
    read_verification,
)
from convive.formation.selectors.references import Reglages

LIENS: dict[type[models.Model], tuple[str, ...]] = {
    Reclamation: ("session", "inscription"),
    ActionAmelioration: ("session", "reclamation"),
    ActionCompetence: ("dossier",),
    SousTraitance: ("session",),
    PreuveQualiopi: ("session",),
}


@dataclass(frozen=True, slots=True)
class LigneLue:
    ligne: Any
    etat: EtatLigne


def read_etats(lignes: Iterable[Any], reglages: Reglages, today: date) -> list[LigneLue]:
    """The state of the lines of any register; at most one query, for the delays."""
    return [LigneLue(ligne, _read_etat(ligne, reglages, today)) for ligne in lignes]


def _read_etat(ligne: Any, reglages: Reglages, today: date) -> EtatLigne:
    match ligne:
        case Reclamation():
            delais = reglages.get_delais_reclamation(ligne.recue_le)
            return read_reclamation(ligne.recue_le, ligne.accusee_le, ligne.repondue_le, today, delais)
        case ActionAmelioration():
            return read_action(ligne.etat, ligne.echeance, today)
        case NouvelleVeille():
            return read_veille(ligne.exploitee_le)
        case ActionCompetence():
            if ligne.realisee_le:
                return EtatLigne("Faite")
            is_retard = ligne.echeance is not None and ligne.echeance < today
            return EtatLigne("Prévue", is_attendu=True, is_retard=is_retard)
        case SousTraitance():
            return read_verification(ligne.verifiee_le, today, reglages.get_duree("verification_jours", today))
        case PreuveQualiopi():
            return EtatLigne("Apportée")
        case DossierIntervenant() | PartenaireHandicap():
            return read_verification(ligne.verifie_le, today, reglages.get_duree("verification_jours", today))
    raise TypeError(f"Pas un registre : {type(ligne).__name__}.")


def list_registre(modele: type[models.Model], espace: Espace) -> list[Any]:
    """The lines of a register of an organisme, in its order; one query."""
    return list(modele._default_manager.filter(espace=espace).select_related(*LIENS.get(modele, ("espace",))))


def list_lignes(modele: type[models.Model], reglages: Reglages, today: date) -> list[LigneLue]:
    """The lines of a register of an organisme, those that need action first; one query, plus that of the delays."""
    return sort_lignes(read_etats(list_registre(modele, reglages.espace), reglages, today))


def sort_lignes(lues: Iterable[LigneLue]) -> list[LigneLue]:
    """Sort lines: late ones, then those that need action, then the others, each in the order of the register."""
    return sorted(lues, key=lambda lue: (not lue.etat.is_retard, not lue.etat.is_attendu))


def get_ligne(modele: type[models.Model], espace: Espace, uuid: UUID) -> Any:
    """A line; None if it belongs to another espace."""
    rows = modele._default_manager.filter(espace=espace, pk=uuid)
    ligne = rows.select_related(*LIENS.get(modele, ("espace",))).first()
    if ligne is not None:
        ligne.espace = espace  # type: ignore[attr-defined]  # every register has one
    return ligne


def list_reclamations_de(inscription: Any) -> Sequence[Reclamation]:
    """The réclamations of a stagiaire, latest first."""
    return list(Reclamation.objects.filter(inscription=inscription))
