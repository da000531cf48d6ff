"""What is said to an élu·e of an action, in words that nobody has to learn. Pure Python; today is an argument."""

from dataclasses import dataclass
from datetime import date

from convive.plan_action.rules.retard import explain_retard
from convive.plan_action.rules.statuts import ACTIFS, Statut
from convive.socle.formats import date_longue, nombre_accorde


@dataclass(frozen=True, slots=True)
class FaitsElu:
    """What is known of one action. `meteo_elu` is the day of the last one that she gave."""

    statut: str
    date_debut: date | None = None
    date_fin: date | None = None
    prochaine_echeance: date | None = None
    is_en_retard: bool = False
    blocage_motif: str = ""
    deblocage_par: str = ""
    deblocage_avant: date | None = None
    meteo_elu: date | None = None


def explain_ou_en_est(faits: FaitsElu, today: date) -> str:
    """Where it is, in one sentence without a word of the trade."""
    fin = f", jusqu’au {date_longue(faits.date_fin)}" if faits.date_fin else ""
    if faits.is_en_retard:
        return f"En retard\u00a0: {explain_retard(faits.date_fin, faits.prochaine_echeance, today)}."
    if faits.statut == Statut.VALIDEE:
        debut = f"\u00a0: elle commence le {date_longue(faits.date_debut)}" if faits.date_debut else ""
        return f"Validée{debut}{fin}."
    phrases = {
        Statut.A_PREPARER: "On la prépare\u00a0: elle n’est pas encore décidée.",
        Statut.EN_COURS: f"On y travaille{fin}.",
        Statut.EN_PAUSE: "En pause\u00a0: on attend avant de continuer.",
        Statut.BLOQUEE: f"Bloquée\u00a0: {_finish(faits.blocage_motif) or 'la raison n’est pas indiquée.'}",
        Statut.REALISEE: "C’est fait.",
        Statut.PERENNISEE: "C’est fait, et cela continue sans le plan.",
        Statut.REPORTEE: "Remise à plus tard.",
        Statut.ABANDONNEE: "On y a renoncé.",
    }
    return phrases[Statut(faits.statut)]


def is_meteo_attendue(faits: FaitsElu, today: date, *, jours_meteo: int) -> bool:
    """Whether she has said nothing of it for `jours_meteo`, while something remains to be done."""
    if faits.statut not in ACTIFS:
        return False
    return faits.meteo_elu is None or (today - faits.meteo_elu).days > jours_meteo


def explain_attente(faits: FaitsElu, today: date, *, jours_proche: int) -> str:
    """What an action asks of whoever answers for it, empty when it asks nothing."""
    if faits.statut == Statut.BLOQUEE:
        qui = f" {faits.deblocage_par} peut la débloquer" if faits.deblocage_par else " Qui peut la débloquer\u00a0?"
        quand = f", avant le {date_longue(faits.deblocage_avant)}" if faits.deblocage_avant else ""
        fin = "." if faits.deblocage_par else ""
        return f"{explain_ou_en_est(faits, today)}{qui}{quand}{fin}"
    if faits.is_en_retard:
        return explain_ou_en_est(faits, today)
    proche = faits.prochaine_echeance
    if faits.statut in ACTIFS and proche is not None and 0 <= (proche - today).days <= jours_proche:
        return f"Prochaine échéance le {date_longue(proche)}, dans {nombre_accorde((proche - today).days, 'jour')}."
    return ""


def _finish(texte: str) -> str:
    """With its full stop."""
    texte = " ".join(texte.split())
    return texte if not texte or texte[-1] in ".!?…" else f"{texte}."
