"""The days that a calendar of a plan may mean, and its bounds as one says them. Pure Python."""

import calendar
from datetime import date

from convive.plan_action.lecteur_plans.modele import CalendrierLu
from convive.socle.formats import MOIS, date_longue


def get_dates(calendrier: CalendrierLu) -> tuple[date | None, date | None, str]:
    """The first and the last day that a calendar may mean, and its words when it said less than days."""
    debut, fin = _get_jour(calendrier.debut, is_fin=False), _get_jour(calendrier.fin, is_fin=True)
    if debut is not None and fin is not None and fin < debut:
        return None, None, calendrier.texte or f"{calendrier.debut} – {calendrier.fin}"
    bornes = [borne for borne in (calendrier.debut, calendrier.fin) if borne]
    if calendrier.texte or all(len(borne) == len("2026-07-01") for borne in bornes):
        return debut, fin, calendrier.texte or ""
    return debut, fin, write_bornes(calendrier)


def write_bornes(calendrier: CalendrierLu) -> str:
    """« septembre 2026 – 2027 », « à partir du 1er mars 2026 », « jusqu’en 2027 »: the bounds as one says them."""
    debut, fin = calendrier.debut, calendrier.fin
    if debut and fin:
        return " – ".join(dict.fromkeys([_write_borne(debut), _write_borne(fin)]))
    borne = debut or fin
    if not borne:
        return ""
    is_jour, texte = len(borne) == len("2026-07-01"), _write_borne(borne)
    if debut:
        return f"à partir {'du' if is_jour else 'd’' if texte[0] in 'ao' else 'de'} {texte}".replace("d’ ", "d’")
    return f"jusqu’{'au' if is_jour else 'en'} {texte}"


def _write_borne(borne: str) -> str:
    parts = [int(part) for part in borne.split("-")]
    if len(parts) == 1:
        return borne
    return date_longue(date(*parts)) if len(parts) == 3 else f"{MOIS[parts[1] - 1]}\u00a0{parts[0]}"


def _get_jour(borne: str | None, *, is_fin: bool) -> date | None:
    if not borne:
        return None
    parts = [int(part) for part in borne.split("-")]
    mois = parts[1] if len(parts) > 1 else 12 if is_fin else 1
    jour = parts[2] if len(parts) > 2 else calendar.monthrange(parts[0], mois)[1] if is_fin else 1
    return date(parts[0], mois, jour)
