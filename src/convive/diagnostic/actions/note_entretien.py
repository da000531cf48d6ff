"""Keep the notes of interviews. Every action writes the journal, which never quotes them."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from convive.comptes.models import Compte
from convive.diagnostic.actions.element import lock_fiche
from convive.diagnostic.models import Consentement, NoteEntretien, Parole
from convive.diagnostic.rules.anonymat import build_refus
from convive.diagnostic.rules.elements import DiagnosticRefuse
from convive.espaces.actions.ecriture import Ecriture, Saisie, create_fiche, save_ecriture, update_fiche
from convive.espaces.models import Espace

CHAMPS = ("interlocuteur", "texte", "cadre", "date_entretien", "public", "consentement", "est_anonyme")


def _refuse(valeurs: Mapping[str, Any]) -> None:
    for champ in ("interlocuteur", "texte"):
        if refus := build_refus(valeurs[champ]):
            raise DiagnosticRefuse(champs={champ: refus})


@transaction.atomic
def create_note_entretien(*, by: Compte, espace: Espace, saisie: Saisie) -> NoteEntretien:
    """Raise DiagnosticRefuse for notes with a telephone number or an address."""
    _refuse(saisie.valeurs)
    return create_fiche(NoteEntretien, by=by, espace=espace, saisie=saisie)


@transaction.atomic
def update_note_entretien(*, by: Compte, note: NoteEntretien, saisie: Saisie) -> bool:
    """When the person takes her consent back, the words drawn from the note are for the team alone too. Raise
    DiagnosticRefuse as above, FicheChangee when someone else saved it meanwhile."""
    _refuse(saisie.valeurs)
    current = lock_fiche(note)
    ecriture = Ecriture(current, saisie)
    if not ecriture.is_changee:
        return False
    save_ecriture(ecriture, by=by)
    if current.consentement == Consentement.EQUIPE:
        for parole in Parole.objects.filter(note=current).exclude(consentement=Consentement.EQUIPE):
            update_fiche(parole, Saisie({"consentement": Consentement.EQUIPE}), by=by)
    return True
