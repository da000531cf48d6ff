"""Keep the words of inhabitants. Every action writes the journal, which never quotes them whole."""

from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from convive.comptes.models import Compte
from convive.diagnostic.actions.fiche import Portee, lock_fiche, save_fiche, set_thematiques
from convive.diagnostic.models import CanalParole, Consentement, NoteEntretien, Parole, PublicParole
from convive.diagnostic.rules.anonymat import build_refus
from convive.diagnostic.rules.fiches import DiagnosticRefuse
from convive.espaces.actions.trace import record
from convive.espaces.models import Espace
from convive.espaces.permissions import refuse_espace_expire
from convive.journal.models import Geste

ACCORD_DEPASSE = (
    "D’après la note d’entretien, la personne est d’accord pour l’équipe seulement. Si elle a changé d’avis, "
    "notez-le d’abord dans la note."
)


@dataclass(frozen=True, slots=True)
class SaisieParole:
    verbatim: str
    date_recueil: date
    canal: str = CanalParole.ENTRETIEN
    public: str = PublicParole.HABITANT
    consentement: str = Consentement.EQUIPE
    est_anonyme: bool = False
    portee: Portee = field(default_factory=Portee)
    version: int = 1

    def get_valeurs(self) -> dict[str, object]:
        champs = ("verbatim", "date_recueil", "canal", "public", "consentement", "est_anonyme")
        return {champ: getattr(self, champ) for champ in champs}


def _refuse(saisie: SaisieParole, note: NoteEntretien | None) -> None:
    if refus := build_refus(saisie.verbatim):
        raise DiagnosticRefuse(champs={"verbatim": refus})
    if note and note.consentement == Consentement.EQUIPE and saisie.consentement != Consentement.EQUIPE:
        raise DiagnosticRefuse(champs={"consentement": ACCORD_DEPASSE})


@transaction.atomic
def create_parole(*, by: Compte, espace: Espace, saisie: SaisieParole, note: NoteEntretien | None = None) -> Parole:
    """`note`: the interview from which the words are drawn. Raise DiagnosticRefuse for words with a telephone number or
    an address, or open to more people than the person of the interview agreed to."""
    refuse_espace_expire(espace)
    _refuse(saisie, note)
    parole = Parole.objects.create(
        espace=espace,
        communes=sorted(saisie.portee.communes),
        note=note,
        created_by=by,
        updated_by=by,
        **saisie.get_valeurs(),
    )
    set_thematiques(parole, saisie.portee.thematiques)
    record(by, Geste.CREER, parole, espace)
    return parole


@transaction.atomic
def update_parole(*, by: Compte, parole: Parole, saisie: SaisieParole) -> bool:
    """Raise DiagnosticRefuse as above, FicheEnConflit when someone else changed it meanwhile."""
    current = lock_fiche(parole)
    _refuse(saisie, current.note)
    return save_fiche(by=by, fiche=current, valeurs=saisie.get_valeurs(), portee=saisie.portee, version=saisie.version)
