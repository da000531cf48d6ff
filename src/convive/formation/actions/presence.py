"""Record presence, close the feuille of a demi-journée. A repeated tap has no effect. Every action is in the
journal."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from convive.comptes.models import Compte
from convive.espaces.actions.trace import record
from convive.espaces.permissions import refuse_espace_expire
from convive.formation.models import DemiJournee, Emargement, FeuilleEmargement
from convive.formation.refus import FormationRefusee
from convive.formation.rules.presence import REOUVERTURE, MoyenSignature, Presence, explain_presence
from convive.formation.selectors.presence import Appel, build_appel
from convive.journal.models import Geste

ARRETEE = "Cette feuille est arrêtée\u00a0: rouvrez-la pour y changer quelque chose."


@dataclass(frozen=True, slots=True)
class SaisiePresence:
    """What the team records about someone. `is_papier`: copied from the sheet signed on paper."""

    presence: str
    retard: int = 0
    depart: int = 0
    motif: str = ""
    is_papier: bool = False


@transaction.atomic
def update_presences(
    *, by: Compte, demi_journee: DemiJournee, presences: Mapping[UUID, SaisiePresence], now: datetime
) -> int:
    """Record who is present, by id of the person; what is already recorded has no effect.

    Return how many changed. Raise FormationRefusee before the day, on a closed feuille, or for impossible minutes.
    """
    appel = lock_appel(demi_journee, now)
    changed = 0
    for ligne in appel.lignes:
        saisie = presences.get(ligne.uuid)
        if saisie is not None and _apply(ligne.emargement, saisie, now):
            changed += 1
    if changed:
        record(by, Geste.MODIFIER, demi_journee.session, demi_journee.session.espace, presences=changed)
    return changed


@transaction.atomic
def validate_tous(*, by: Compte, demi_journee: DemiJournee, now: datetime) -> int:
    """Mark as present everyone whose presence is not recorded yet. Return how many."""
    appel = lock_appel(demi_journee, now)
    attendus = [ligne for ligne in appel.lignes if ligne.emargement.presence == Presence.INCONNUE]
    for ligne in attendus:
        _apply(ligne.emargement, SaisiePresence(Presence.PRESENT.value), now)
    if attendus:
        record(by, Geste.MODIFIER, demi_journee.session, demi_journee.session.espace, presences=len(attendus))
    return len(attendus)


@transaction.atomic
def delete_signature(*, by: Compte, demi_journee: DemiJournee, personne: UUID, now: datetime) -> bool:
    """Delete a signature, for example because someone signed for another. What the team recorded stays."""
    appel = lock_appel(demi_journee, now)
    ligne = next((ligne for ligne in appel.lignes if ligne.uuid == personne), None)
    if ligne is None or not ligne.emargement.is_signe:
        return False
    clear_signature(ligne.emargement)
    session = demi_journee.session
    record(by, Geste.EFFACER, session, session.espace, signature_de=ligne.nom, demi_journee=str(demi_journee))
    return True


@transaction.atomic
def close_feuille(*, by: Compte, demi_journee: DemiJournee, now: datetime) -> FeuilleEmargement:
    """Close the feuille, on which documents rely, against any change; no effect if it is already closed.

    Raise FormationRefusee while someone is neither present nor absent, or is absent but has signed.
    """
    feuille = lock_feuille(demi_journee)
    if feuille.arretee_le is not None:
        return feuille
    appel = lock_appel(demi_journee, now)
    if appel.a_pointer:
        raise FormationRefusee(f"Il reste {appel.a_pointer} à pointer\u00a0: présent·e ou absent·e.")
    if appel.a_trancher:
        raise FormationRefusee(
            "Une personne notée absente a signé\u00a0: indiquez si elle était là, ou effacez sa signature."
        )
    feuille.arretee_le, feuille.arretee_par, feuille.rouverte_jusqu_a = now, str(by), None
    feuille.save()
    session = demi_journee.session
    record(by, Geste.CLORE, session, session.espace, feuille=str(demi_journee), presents=appel.presents)
    return feuille


@transaction.atomic
def reopen_feuille(*, by: Compte, demi_journee: DemiJournee) -> None:
    feuille = lock_feuille(demi_journee)
    if feuille.arretee_le is None:
        return
    feuille.arretee_le, feuille.arretee_par = None, ""
    feuille.save()
    record(by, Geste.ROUVRIR, demi_journee.session, demi_journee.session.espace, feuille=str(demi_journee))


@transaction.atomic
def reopen_code(*, by: Compte, demi_journee: DemiJournee, now: datetime) -> FeuilleEmargement:
    """Reopen the signing code for half an hour outside its hours, for someone who forgot to sign."""
    feuille = lock_feuille(demi_journee)
    if feuille.arretee_le is not None:
        raise FormationRefusee(ARRETEE)
    feuille.rouverte_jusqu_a = now + REOUVERTURE
    feuille.save()
    record(by, Geste.ROUVRIR, demi_journee.session, demi_journee.session.espace, code=str(demi_journee))
    return feuille


def lock_feuille(demi_journee: DemiJournee) -> FeuilleEmargement:
    """The feuille, created if needed, with its demi-journée locked, so that concurrent signatures wait for each
    other."""
    refuse_espace_expire(demi_journee.session.espace)
    DemiJournee.objects.select_for_update(of=("self",)).get(pk=demi_journee.pk)
    feuille, _made = FeuilleEmargement.objects.get_or_create(demi_journee=demi_journee)
    feuille.demi_journee = demi_journee
    return feuille


def lock_appel(demi_journee: DemiJournee, now: datetime) -> Appel:
    """The current attendance list, locked. Raise FormationRefusee on a closed feuille, or before the day."""
    feuille = lock_feuille(demi_journee)
    if feuille.arretee_le is not None:
        raise FormationRefusee(ARRETEE)
    if demi_journee.date > now.date():
        raise FormationRefusee("Cette demi-journée n’a pas encore eu lieu\u00a0: on pointe le jour même, ou après.")
    return build_appel(demi_journee)


def clear_signature(emargement: Emargement) -> None:
    emargement.trace = emargement.signature_texte = emargement.moyen = ""
    emargement.signe_le = emargement.recu_le = emargement.cle = None
    emargement.save()


def _apply(emargement: Emargement, saisie: SaisiePresence, now: datetime) -> bool:
    """Apply what was recorded; return whether something changed."""
    if refus := explain_presence(saisie.presence, emargement.demi_journee.minutes, saisie.retard, saisie.depart):
        raise FormationRefusee(f"{emargement}\u00a0: {refus}")
    is_la, is_absent = saisie.presence == Presence.PRESENT, saisie.presence == Presence.ABSENT
    valeurs: dict[str, Any] = {
        "presence": saisie.presence,
        "retard_minutes": saisie.retard if is_la else 0,
        "depart_minutes": saisie.depart if is_la else 0,
        "motif": saisie.motif.strip() if is_absent else "",
    }
    if saisie.is_papier and is_la and not emargement.is_signe:
        valeurs |= {"moyen": MoyenSignature.PAPIER.value, "signe_le": now, "recu_le": now}
    if all(getattr(emargement, champ) == valeur for champ, valeur in valeurs.items()):
        return False
    for champ, valeur in valeurs.items():
        setattr(emargement, champ, valeur)
    emargement.save()
    return True
