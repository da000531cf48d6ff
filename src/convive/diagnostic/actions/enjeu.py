"""Write enjeux and decide of them. Every action writes the journal."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from convive.comptes.models import Compte
from convive.diagnostic.actions.fiche import Portee, lock_fiche, save_fiche, set_thematiques
from convive.diagnostic.models import Constat, DecisionEnjeu, Enjeu
from convive.diagnostic.rules.fiches import DiagnosticRefuse
from convive.espaces.actions.note import fuse_listes
from convive.espaces.actions.trace import record
from convive.espaces.models import Espace
from convive.espaces.permissions import refuse_espace_expire
from convive.journal.models import Geste


@dataclass(frozen=True, slots=True)
class SaisieEnjeu:
    """`constats_depart` are the boxes that were ticked when the page was opened."""

    libelle: str
    precision: str = ""
    constats: frozenset[UUID] = frozenset()
    constats_depart: frozenset[UUID] = frozenset()
    portee: Portee = field(default_factory=Portee)
    version: int = 1


@dataclass(frozen=True, slots=True)
class SaisieDecision:
    decision: str
    motif: str = ""
    instance_libelle: str = ""
    jour: date | None = None


@transaction.atomic
def create_enjeu(*, by: Compte, espace: Espace, saisie: SaisieEnjeu) -> Enjeu:
    refuse_espace_expire(espace)
    enjeu = Enjeu.objects.create(
        espace=espace,
        libelle=saisie.libelle,
        precision=saisie.precision,
        communes=sorted(saisie.portee.communes),
        created_by=by,
        updated_by=by,
    )
    set_thematiques(enjeu, saisie.portee.thematiques)
    _set_constats(enjeu, saisie.constats)
    record(by, Geste.CREER, enjeu, espace)
    return enjeu


@transaction.atomic
def update_enjeu(*, by: Compte, enjeu: Enjeu, saisie: SaisieEnjeu) -> bool:
    """Raise FicheEnConflit when someone else changed its words meanwhile; ticked constats are joined."""
    current = lock_fiche(enjeu)
    valeurs: dict[str, object] = {"libelle": saisie.libelle, "precision": saisie.precision}
    changed = save_fiche(by=by, fiche=current, valeurs=valeurs, portee=saisie.portee, version=saisie.version)
    avant = frozenset(current.constats.values_list("pk", flat=True))
    constats = fuse_listes(avant, saisie.constats_depart, saisie.constats)
    if constats == avant:
        return changed
    _set_constats(current, constats)
    record(by, Geste.RATTACHER, current, current.espace, constats=len(constats))
    return True


def _set_constats(enjeu: Enjeu, constats: Iterable[UUID]) -> None:
    enjeu.constats.set(Constat.objects.filter(espace=enjeu.espace_id, pk__in=list(constats)))


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
