"""When an action is late. Pure Python; today is an argument."""

from collections.abc import Iterable
from datetime import date, timedelta

from convive.plan_action.rules.statuts import ACTIFS
from convive.socle.formats import nombre_accorde


def compute_retard_le(*, date_fin: date | None, echeances: Iterable[date], delai_jours: int) -> date | None:
    """The first day on which an active action is late: the day after its end, or after an undone step and the delay.

    `echeances` are those of the steps that are not done. None when nothing is dated.
    """
    jours = [echeance + timedelta(days=delai_jours + 1) for echeance in echeances]
    if date_fin is not None:
        jours.append(date_fin + timedelta(days=1))
    return min(jours, default=None)


def is_en_retard(statut: str, retard_le: date | None, today: date) -> bool:
    """Only what is active can be late."""
    return statut in ACTIFS and retard_le is not None and retard_le <= today


def get_echeance_passee(date_fin: date | None, prochaine: date | None, today: date) -> date | None:
    """The date that an action let pass: its end, else its undone step. Every page says this one."""
    return next((jour for jour in (date_fin, prochaine) if jour is not None and jour < today), None)


def count_jours_retard(date_fin: date | None, prochaine: date | None, today: date) -> int:
    """For how many days an action that is late has been so: since its end, or since its undone step. Every page says
    this number. The tolerance given to a step decides whether the action is late, it does not shorten the delay."""
    passee = get_echeance_passee(date_fin, prochaine, today)
    return (today - passee).days if passee is not None else 0


def explain_retard(date_fin: date | None, prochaine: date | None, today: date) -> str:
    """Why an action that is late is late, in a few words."""
    jours = nombre_accorde(count_jours_retard(date_fin, prochaine, today), "jour")
    if date_fin is not None and date_fin < today:
        return f"échéance dépassée de {jours}"
    if prochaine is not None and prochaine < today:
        return f"étape en retard de {jours}"
    return "en retard"
