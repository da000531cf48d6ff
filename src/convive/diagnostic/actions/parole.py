"""Keep the words of inhabitants. Every action writes the journal, which never quotes them whole."""

from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from convive.comptes.models import Compte
from convive.diagnostic.actions.fiche import Portee, lock_fiche, save_fiche, set_thematiques
from convive.diagnostic.models import CanalParole, Consentement, Parole, PublicParole
from convive.diagnostic.rules.anonymat import build_refus
from convive.diagnostic.rules.fiches import DiagnosticRefuse
from convive.espaces.actions.trace import record
from convive.espaces.models import Espace
from convive.espaces.permissions import refuse_espace_expire
from convive.journal.models import Geste


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


def _refuse(saisie: SaisieParole) -> None:
    if refus := build_refus(saisie.verbatim):
        raise DiagnosticRefuse(champs={"verbatim": refus})


@transaction.atomic
def create_parole(*, by: Compte, espace: Espace, saisie: SaisieParole) -> Parole:
    """Raise DiagnosticRefuse for words with a telephone number or an address."""
    refuse_espace_expire(espace)
    _refuse(saisie)
    parole = Parole.objects.create(
        espace=espace, communes=sorted(saisie.portee.communes), created_by=by, updated_by=by, **saisie.get_valeurs()
    )
    set_thematiques(parole, saisie.portee.thematiques)
    record(by, Geste.CREER, parole, espace)
    return parole


@transaction.atomic
def update_parole(*, by: Compte, parole: Parole, saisie: SaisieParole) -> bool:
    """Raise DiagnosticRefuse as above, FicheEnConflit when someone else changed it meanwhile."""
    _refuse(saisie)
    current = lock_fiche(parole)
    return save_fiche(by=by, fiche=current, valeurs=saisie.get_valeurs(), portee=saisie.portee, version=saisie.version)
