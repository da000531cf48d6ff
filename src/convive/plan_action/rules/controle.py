"""What an action refuses in its dates, amounts and numbers. Pure Python."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from convive.plan_action.rules.plan import MAX_ETP
from convive.socle.formats import date_longue


def move_annees(jour: date, annees: int) -> date:
    """The same day of another year; the 29th of February becomes the 28th."""
    try:
        return jour.replace(year=jour.year + annees)
    except ValueError:
        return jour.replace(year=jour.year + annees, day=28)


def explain_jour(jour: date | None, *, ctg_debut: date, ctg_fin: date) -> str:
    """Why a day cannot be one of the action; empty when it can: its CTG, one year before or after."""
    if jour is None:
        return ""
    first, last = move_annees(ctg_debut, -1), move_annees(ctg_fin, 1)
    if not first <= jour <= last:
        return f"Une action tient dans sa CTG, à un an près : entre le {date_longue(first)} et le {date_longue(last)}."
    return ""


def explain_calendrier(*, debut: date | None, fin: date | None, ctg_debut: date, ctg_fin: date) -> Mapping[str, str]:
    """What is wrong with the dates of an action, by field."""
    errors = {
        champ: phrase
        for champ, jour in (("date_debut", debut), ("date_fin", fin))
        if (phrase := explain_jour(jour, ctg_debut=ctg_debut, ctg_fin=ctg_fin))
    }
    if not errors and debut and fin and fin < debut:
        errors["date_fin"] = "L’échéance vient avant le début : corrigez l’une des deux dates."
    return errors


def explain_echeance(jour: date | None, *, fin: date | None, ctg_debut: date, ctg_fin: date) -> str:
    """Why a step cannot be due on this day; empty when it can."""
    if phrase := explain_jour(jour, ctg_debut=ctg_debut, ctg_fin=ctg_fin):
        return phrase
    if jour and fin and jour > fin:
        return f"L’action finit le {date_longue(fin)} : avancez l’étape, ou reculez d’abord l’échéance de l’action."
    return ""


def explain_etp(etp: Decimal | None) -> str:
    if etp is not None and not 0 <= etp <= MAX_ETP:
        return f"Entre 0 et {MAX_ETP} ETP : « 0,5 » est un mi-temps."
    return ""
