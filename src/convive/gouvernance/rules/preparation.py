"""Whether a séance is ready: what is done, what is still missing before its day. Pure Python."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from convive.gouvernance.rules.seances import format_duree
from convive.socle.formats import date_longue, nombre_accorde

MAX_NOMS = 3


class Lieu(StrEnum):
    """Where one does what is missing: the séance, its first point to decide that has nothing to read, its settings, its
    convocation, the point of the quarter."""

    ORDRE = "ordre"
    DECIDER = "decider"
    REGLAGES = "reglages"
    CONVOCATION = "convocation"
    POINT = "point"


@dataclass(frozen=True, slots=True)
class EtatSeance:
    """What is counted on a séance. `durees` are those of its points, in minutes; `prevu_minutes` what its hours give.

    `a_decider` are the points that ask for a decision, `a_decider_nus` those that point at no note, no action, nothing
    to read. `actions` are those of the agenda that are under way, `sans_meteo` those whose pilote said nothing this
    quarter. `en_retard` are the late decisions of its body; `is_suivi_prevu` when a point of the agenda takes up those
    of a former séance. `a_prevenir` names those
    who were convened, whom no e-mail reaches and whom nobody told yet: they have no address (`is_sans_adresse`), or
    none leaves. `premier_nu` is the first of the `a_decider_nus`.
    """

    convoquee_le: date | None
    has_horaires: bool
    has_lieu: bool
    durees: tuple[int, ...]
    prevu_minutes: int | None
    a_decider: int
    a_decider_nus: int
    actions: int
    sans_meteo: int
    en_retard: int
    is_suivi_prevu: bool
    a_prevenir: tuple[str, ...] = ()
    is_sans_adresse: bool = True
    premier_nu: UUID | None = None


@dataclass(frozen=True, slots=True)
class Preparatif:
    """`libelle` is a verb while it is to do, a fact once it is done."""

    lieu: Lieu
    libelle: str
    is_fait: bool


def list_preparatifs(etat: EtatSeance) -> list[Preparatif]:
    """What is to do first, then what is done; what this séance has no use for is not asked."""
    rows = [_ask_lieu(etat), _ask_ordre(etat), _ask_convocation(etat)]
    if etat.a_decider:
        rows.append(_ask_notes(etat))
    if etat.actions:
        rows.append(_ask_meteos(etat))
    if etat.en_retard:
        rows.append(_ask_retards(etat))
    return sorted(rows, key=lambda row: row.is_fait)


def _ask_lieu(etat: EtatSeance) -> Preparatif:
    if etat.has_horaires and etat.has_lieu:
        return Preparatif(Lieu.REGLAGES, "heure et lieu donnés", True)
    manque = "Donner l’heure" if not etat.has_horaires else "Dire où elle se tient"
    return Preparatif(
        Lieu.REGLAGES, manque if etat.has_lieu or etat.has_horaires else "Donner l’heure et le lieu", False
    )


def _ask_ordre(etat: EtatSeance) -> Preparatif:
    total = sum(etat.durees)
    if not etat.durees:
        return Preparatif(Lieu.ORDRE, "Poser l’ordre du jour", False)
    if etat.prevu_minutes is not None and total > etat.prevu_minutes:
        trop = format_duree(total - etat.prevu_minutes)
        return Preparatif(Lieu.ORDRE, f"Alléger l’ordre du jour\u00a0: {trop} de trop", False)
    return Preparatif(
        Lieu.ORDRE, f"ordre du jour\u00a0: {nombre_accorde(len(etat.durees), 'point')}, {format_duree(total)}", True
    )


def _ask_convocation(etat: EtatSeance) -> Preparatif:
    if etat.convoquee_le is None:
        return Preparatif(Lieu.CONVOCATION, "Convoquer les membres", False)
    if etat.a_prevenir:
        noms, autres = etat.a_prevenir[:MAX_NOMS], len(etat.a_prevenir) - MAX_NOMS
        suite = f" et {nombre_accorde(autres, 'autre')}" if autres > 0 else ""
        personnes = nombre_accorde(len(etat.a_prevenir), "personne")
        pourquoi = "sans adresse e-mail" if etat.is_sans_adresse else "sans message de votre part"
        libelle = f"{personnes} {pourquoi}\u00a0: {', '.join(noms)}{suite}, à prévenir"
        return Preparatif(Lieu.CONVOCATION, libelle, False)
    return Preparatif(Lieu.CONVOCATION, f"convoquée le {date_longue(etat.convoquee_le)}", True)


def _ask_notes(etat: EtatSeance) -> Preparatif:
    if etat.a_decider_nus:
        return Preparatif(
            Lieu.DECIDER, f"Joindre de quoi décider à {nombre_accorde(etat.a_decider_nus, 'point')}", False
        )
    return Preparatif(Lieu.ORDRE, f"{nombre_accorde(etat.a_decider, 'décision')} à prendre, documents joints", True)


def _ask_meteos(etat: EtatSeance) -> Preparatif:
    if etat.sans_meteo:
        return Preparatif(Lieu.POINT, f"Demander {nombre_accorde(etat.sans_meteo, 'météo')}", False)
    return Preparatif(Lieu.POINT, f"météo à jour pour {nombre_accorde(etat.actions, 'action')}", True)


def _ask_retards(etat: EtatSeance) -> Preparatif:
    decisions = nombre_accorde(etat.en_retard, "décision")
    if etat.is_suivi_prevu:
        return Preparatif(Lieu.ORDRE, f"suivi des décisions à l’ordre du jour, dont {decisions} en retard", True)
    return Preparatif(Lieu.ORDRE, f"Faire le point sur {decisions} en retard", False)
