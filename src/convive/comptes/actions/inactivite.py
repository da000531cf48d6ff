"""Warn people who no longer use their compte, then erase it. Running it twice a day has no further effect."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils import timezone

from convive.comptes.actions.courriel import notify_compte
from convive.comptes.actions.effacement import EffacementRefuse, delete_personne
from convive.comptes.conservation import get_regle
from convive.comptes.models import Avertissement, Compte, MotifEffacement
from convive.comptes.registre import donnees_personnelles
from convive.comptes.rules import EtapeInactivite, get_etape_inactivite
from convive.comptes.selectors.inactivite import CompteInactif, list_comptes_inactifs, list_comptes_partis


@dataclass(slots=True)
class BilanInactivite:
    """Counts. `non_partis` are messages that could not be sent, and will be tried again on the next run."""

    avertis: int = 0
    effaces: int = 0
    non_partis: int = 0
    retenus: list[str] = field(default_factory=list)


def submit_avertissements(*, dry_run: bool = False) -> BilanInactivite:
    """Do what is due today for every unused compte, and for those of people who are no longer a membre anywhere."""
    bilan, today = BilanInactivite(), timezone.localdate()
    regle = get_regle("comptes_inactifs")
    avertir, rappeler, effacer = regle.durees
    for inactif in list_comptes_inactifs(regle.get_limite_etape(timezone.now(), 0)):
        etape = get_etape_inactivite(
            inactif_depuis=inactif.depuis,
            today=today,
            mois=(avertir, rappeler, effacer),
            averti_le=inactif.get_envoi(0),
            rappele_le=inactif.get_envoi(1),
        )
        _apply(bilan, inactif, etape, MotifEffacement.INACTIVITE, today, dry_run)
    _close_departs(bilan, today, dry_run)
    return bilan


def _close_departs(bilan: BilanInactivite, today: date, dry_run: bool) -> None:
    delai = get_regle("comptes_sans_place").delai
    for parti in list_comptes_partis(donnees_personnelles.get_departs()):
        averti_le = parti.get_envoi(0)
        if averti_le is None:
            etape = EtapeInactivite.AVERTIR
        else:
            etape = EtapeInactivite.EFFACER if today - averti_le >= delai else EtapeInactivite.RIEN
        _apply(bilan, parti, etape, MotifEffacement.DEPART, today, dry_run)


def _apply(
    bilan: BilanInactivite, inactif: CompteInactif, etape: EtapeInactivite, motif: str, today: date, dry_run: bool
) -> None:
    if etape is EtapeInactivite.RIEN:
        return
    if etape is EtapeInactivite.EFFACER:
        _delete(bilan, inactif.compte, motif, dry_run)
    elif dry_run or _send(inactif.compte, motif, today):
        bilan.avertis += 1
    else:
        bilan.non_partis += 1


def _delete(bilan: BilanInactivite, compte: Compte, motif: str, dry_run: bool) -> None:
    if obstacles := donnees_personnelles.list_obstacles(compte):
        bilan.retenus.append(f"Compte {compte.pk} : {' '.join(obstacle.phrase for obstacle in obstacles)}")
        return
    if not dry_run:
        try:
            delete_personne(compte=compte, motif=motif)
        except EffacementRefuse as refus:
            bilan.retenus.append(f"Compte {compte.pk} : {refus}")
            return
    bilan.effaces += 1


def _send(compte: Compte, motif: str, today: date) -> bool:
    """Send the message and record it only if it was sent, so that the next run tries again if the server is down."""
    contexte = {"compte": compte, "is_depart": motif == MotifEffacement.DEPART, "date": _get_date(motif, today)}
    if not notify_compte("Votre compte va être effacé", "comptes/_courriel_inactivite.txt", contexte, compte.email):
        return False
    Avertissement.objects.create(compte=compte, motif=motif)
    return True


def _get_date(motif: str, today: date) -> date:
    """The earliest date of the erasure, given to the person in the message."""
    if motif == MotifEffacement.DEPART:
        return today + get_regle("comptes_sans_place").delai
    regle = get_regle("comptes_inactifs")
    return today + timedelta(days=(regle.durees[2] - regle.durees[0]) * 30)
