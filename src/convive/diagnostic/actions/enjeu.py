"""Write enjeux and decide of them. Every action writes the journal."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from convive.comptes.models import Compte
from convive.diagnostic.actions.element import lock_fiche
from convive.diagnostic.models import Constat, DecisionEnjeu, Enjeu
from convive.diagnostic.rules.elements import DiagnosticRefuse
from convive.espaces.actions.ecriture import Saisie, create_fiche, update_fiche
from convive.espaces.actions.trace import record
from convive.espaces.models import Espace
from convive.journal.models import Geste


@dataclass(frozen=True, slots=True)
class SaisieDecision:
    decision: str
    motif: str = ""
    instance_libelle: str = ""
    jour: date | None = None


@transaction.atomic
def create_enjeu(*, by: Compte, espace: Espace, saisie: Saisie) -> Enjeu:
    enjeu = create_fiche(Enjeu, by=by, espace=espace, saisie=saisie)
    enjeu.constats.set(Constat.objects.filter(espace=espace, pk__in=saisie.get_choisies("constats")))
    return enjeu


@transaction.atomic
def update_enjeu(*, by: Compte, enjeu: Enjeu, saisie: Saisie) -> bool:
    """Raise FicheChangee when someone else saved it meanwhile; ticked constats are joined."""
    return update_fiche(lock_fiche(enjeu), saisie, by=by)


@transaction.atomic
def record_decision(*, by: Compte, enjeu: Enjeu, saisie: SaisieDecision) -> None:
    """Keep what was decided, with where, when and why; « à décider » takes it back, and the journal keeps both.

    Raise DiagnosticRefuse without an instance or a day, without a reason to drop or to postpone, or for a day to come.
    """
    current = lock_fiche(enjeu)
    is_ouvert = saisie.decision == DecisionEnjeu.A_DECIDER
    champs = {}
    if not is_ouvert and not saisie.instance_libelle:
        champs["instance_libelle"] = "Indiquez qui a décidé : le comité de pilotage, le bureau…"
    if not is_ouvert and (saisie.jour is None or saisie.jour > timezone.localdate()):
        champs["jour"] = "Donnez le jour où cela a été décidé, aujourd’hui au plus tard."
    if saisie.decision in (DecisionEnjeu.REPORTE, DecisionEnjeu.ECARTE) and not saisie.motif:
        champs["motif"] = "Indiquez pourquoi : dans deux ans, c’est ce que l’on cherchera."
    if champs:
        raise DiagnosticRefuse(champs=champs)
    valeurs = {
        "decision": saisie.decision,
        "motif": saisie.motif,
        "instance_libelle": "" if is_ouvert else saisie.instance_libelle,
        "date_decision": None if is_ouvert else saisie.jour,
    }
    if all(getattr(current, champ) == valeur for champ, valeur in valeurs.items()):
        return
    for champ, valeur in valeurs.items():
        setattr(current, champ, valeur)
    current.note_par, current.updated_by, current.version = by, by, current.version + 1
    current.save()
    detail = {"decision": DecisionEnjeu(saisie.decision).label, "motif": saisie.motif, "par": saisie.instance_libelle}
    record(by, Geste.ROUVRIR if is_ouvert else Geste.VALIDER, current, current.espace, **detail)
