"""Keep the words of inhabitants. Every action writes the journal, which never quotes them whole."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from convive.comptes.models import Compte
from convive.diagnostic.actions.element import lock_fiche
from convive.diagnostic.models import Consentement, NoteEntretien, Parole
from convive.diagnostic.rules.anonymat import build_refus
from convive.diagnostic.rules.elements import DiagnosticRefuse
from convive.espaces.actions.ecriture import Saisie, create_fiche, update_fiche
from convive.espaces.models import Espace

ACCORD_DEPASSE = (
    "D’après la note d’entretien, la personne est d’accord pour l’équipe seulement. Si elle a changé d’avis, "
    "notez-le d’abord dans la note."
)


def _refuse(valeurs: Mapping[str, Any], note: NoteEntretien | None) -> None:
    if refus := build_refus(valeurs["verbatim"]):
        raise DiagnosticRefuse(champs={"verbatim": refus})
    if note and note.consentement == Consentement.EQUIPE and valeurs["consentement"] != Consentement.EQUIPE:
        raise DiagnosticRefuse(champs={"consentement": ACCORD_DEPASSE})


@transaction.atomic
def create_parole(*, by: Compte, espace: Espace, saisie: Saisie, note: NoteEntretien | None = None) -> Parole:
    """`note`: the interview from which the words are drawn. Raise DiagnosticRefuse for words with a telephone number or
    an address, or open to more people than the person of the interview agreed to."""
    _refuse(saisie.valeurs, note)
    return create_fiche(Parole, by=by, espace=espace, saisie=saisie, note=note)


@transaction.atomic
def update_parole(*, by: Compte, parole: Parole, saisie: Saisie) -> bool:
    """Raise DiagnosticRefuse as above, FicheChangee when someone else saved it meanwhile."""
    current = lock_fiche(parole)
    _refuse(saisie.valeurs, current.note)
    return update_fiche(current, saisie, by=by)
