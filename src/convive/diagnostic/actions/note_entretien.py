"""Keep the notes of interviews. Every action writes the journal, which never quotes them."""

from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from convive.comptes.models import Compte
from convive.diagnostic.actions.fiche import Portee, lock_fiche, save_fiche, set_thematiques
from convive.diagnostic.models import CadreEntretien, Consentement, NoteEntretien, Parole, PublicParole
from convive.diagnostic.rules.anonymat import build_refus
from convive.diagnostic.rules.fiches import DiagnosticRefuse
from convive.espaces.actions.trace import record
from convive.espaces.models import Espace
from convive.espaces.permissions import refuse_espace_expire
from convive.journal.models import Geste

CHAMPS = ("interlocuteur", "texte", "cadre", "date_entretien", "public", "consentement", "est_anonyme")


@dataclass(frozen=True, slots=True)
class SaisieEntretien:
    interlocuteur: str
    texte: str
    date_entretien: date
    cadre: str = CadreEntretien.INDIVIDUEL
    public: str = PublicParole.PROFESSIONNEL
    consentement: str = Consentement.EQUIPE
    est_anonyme: bool = False
    portee: Portee = field(default_factory=Portee)
    version: int = 1

    def get_valeurs(self) -> dict[str, object]:
        return {champ: getattr(self, champ) for champ in CHAMPS}


def _refuse(saisie: SaisieEntretien) -> None:
    for champ in ("interlocuteur", "texte"):
        if refus := build_refus(getattr(saisie, champ)):
            raise DiagnosticRefuse(champs={champ: refus})


@transaction.atomic
def create_note_entretien(*, by: Compte, espace: Espace, saisie: SaisieEntretien) -> NoteEntretien:
    """Raise DiagnosticRefuse for notes with a telephone number or an address."""
    refuse_espace_expire(espace)
    _refuse(saisie)
    note = NoteEntretien.objects.create(
        espace=espace, communes=sorted(saisie.portee.communes), created_by=by, updated_by=by, **saisie.get_valeurs()
    )
    set_thematiques(note, saisie.portee.thematiques)
    record(by, Geste.CREER, note, espace)
    return note


@transaction.atomic
def update_note_entretien(*, by: Compte, note: NoteEntretien, saisie: SaisieEntretien) -> bool:
    """When the person takes her consent back, the words drawn from the note are for the team alone too. Raise
    DiagnosticRefuse as above, FicheEnConflit when someone else changed it meanwhile."""
    _refuse(saisie)
    current = lock_fiche(note)
    changed = save_fiche(
        by=by, fiche=current, valeurs=saisie.get_valeurs(), portee=saisie.portee, version=saisie.version
    )
    if changed and saisie.consentement == Consentement.EQUIPE:
        for parole in Parole.objects.filter(note=current).exclude(consentement=Consentement.EQUIPE):
            parole.consentement, parole.updated_by, parole.version = Consentement.EQUIPE, by, parole.version + 1
            parole.save()
            record(by, Geste.MODIFIER, parole, current.espace, champs=["consentement"])
    return changed
