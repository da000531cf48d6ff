"""What a bilan of the plan says, counted: progress by element, météo by regard, what stopped and why. Pure Python."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from convive.plan_action.rules.plan import NiveauMeteo, Regard
from convive.plan_action.rules.resume import CompteStatuts
from convive.plan_action.rules.statuts import ACTIFS, SORTIS, TERMINES, Statut
from convive.socle.formats import nombre_accorde
from convive.socle.texte import get_extrait

ENTETES_AVANCEMENT = ("Élément du plan", "Actions", "Terminées", "En cours", "À venir", "Arrêtées")
ARRETS = frozenset({Statut.EN_PAUSE, Statut.BLOQUEE})


@dataclass(frozen=True, slots=True)
class ActionBilan:
    """`meteos` holds the last of each regard; `raison` says why it stopped, `decide` who decided, when."""

    titre: str
    axe: str
    statut: Statut
    is_en_retard: bool
    meteos: tuple[tuple[Regard, NiveauMeteo], ...] = ()
    raison: str = ""
    decide: str = ""
    echeance: date | None = None


@dataclass(frozen=True, slots=True)
class IndicateurBilan:
    """A measure of an action, its last known value beside its target; amounts are None when nobody gave them."""

    libelle: str
    action: str
    depart: str
    derniere: str
    cible: str


@dataclass(frozen=True, slots=True)
class AnneeBilan:
    annee: str
    depenses: Decimal
    confirme: Decimal
    espere: Decimal
    realise: Decimal | None


def count_axes(actions: Sequence[ActionBilan]) -> list[tuple[str, ...]]:
    """One row for each element of the first level, then the total; every action is counted in one column."""
    axes = list(dict.fromkeys(action.axe for action in actions))
    rows = [(axe, [action for action in actions if action.axe == axe]) for axe in axes]
    return [_write_axe(*row) for row in (*rows, ("Ensemble du plan", list(actions)))]


def _write_axe(axe: str, actions: list[ActionBilan]) -> tuple[str, ...]:
    finies = sum(1 for action in actions if action.statut in TERMINES)
    en_cours = sum(1 for action in actions if action.statut == Statut.EN_COURS)
    arretees = sum(1 for action in actions if action.statut in ARRETS | SORTIS)
    venir = len(actions) - finies - en_cours - arretees
    return axe, *(str(n) for n in (len(actions), finies, en_cours, venir, arretees))


def count_terminees(actions: Sequence[ActionBilan]) -> list[tuple[str, int, int]]:
    """By element of the first level: how many actions are realised or last for good, of how many there are."""
    axes = list(dict.fromkeys(action.axe for action in actions))
    rows = [(axe, [action.statut in TERMINES for action in actions if action.axe == axe]) for axe in axes]
    return [(axe, sum(finies), len(finies)) for axe, finies in rows]


def count_meteos(actions: Iterable[ActionBilan]) -> list[tuple[str, ...]]:
    """One row for each niveau, one column for each regard, for the actions that go on."""
    counts = Counter(pair for action in actions if action.statut in ACTIFS for pair in action.meteos)
    return [(niveau.libelle, *(str(counts[regard, niveau]) for regard in Regard)) for niveau in NiveauMeteo]


def list_retenues(actions: Iterable[ActionBilan]) -> list[ActionBilan]:
    """Those of the plan: what was abandoned is no longer of it, and is told apart."""
    return [action for action in actions if action.statut != Statut.ABANDONNEE]


def explain_etat(actions: Sequence[ActionBilan], hors: str = "") -> list[str]:
    """What one says first; `hors` is what the count leaves out, as `rules.resume` says it."""
    compte = CompteStatuts()
    for action in actions:
        compte.add(action.statut, 1, int(action.is_en_retard))
    finies = sum(1 for action in actions if action.statut in TERMINES)
    reportees = sum(1 for action in actions if action.statut == Statut.REPORTEE)
    rows = [
        (finies, "est réalisée ou pérennisée", "sont réalisées ou pérennisées"),
        (reportees, "a été reportée", "ont été reportées"),
    ]
    suite = [f"{n} {un if n < 2 else plusieurs}." for n, un, plusieurs in rows if n]
    return [f"{compte.explain()}\u00a0; {hors}." if hors else f"{compte.explain()}.", *suite]


def explain_message(actions: Sequence[ActionBilan]) -> str:
    """The plan in one sentence: what is finished, then what is late."""
    finies = sum(1 for action in actions if action.statut in TERMINES)
    retard = sum(1 for action in actions if action.is_en_retard)
    debut = f"{nombre_accorde(finies, 'action terminée', 'actions terminées')} sur {len(actions)}"
    return f"{debut}, {retard} en retard" if retard else f"{debut}, aucune en retard"


def explain_axes(actions: Sequence[ActionBilan]) -> str:
    """Which element of the plan has the most actions to watch: late, blocked or put off."""
    arretes = ARRETS | SORTIS
    suivies = Counter(action.axe for action in actions if action.is_en_retard or action.statut in arretes)
    if not suivies:
        return "Aucune action n’est en retard ni arrêtée"
    axe, combien = suivies.most_common(1)[0]
    return f"{get_extrait(axe, 60)}\u00a0: {nombre_accorde(combien, 'action', 'actions')} en retard ou à l’arrêt"


def explain_terminees(actions: Sequence[ActionBilan]) -> str:
    """Which element of the plan is the most advanced."""
    rows = [(finies / total, finies, total, axe) for axe, finies, total in count_terminees(actions)]
    _, finies, total, axe = max(rows, key=lambda row: row[0])
    return (
        f"Le plus avancé\u00a0: {get_extrait(axe, 60)}, {nombre_accorde(finies, 'terminée', 'terminées')} sur {total}"
    )


def explain_meteos(actions: Iterable[ActionBilan]) -> str:
    """How many of the actions that go on worry someone."""
    inquietes = (NiveauMeteo.APPUIS_NECESSAIRES, NiveauMeteo.COMPROMIS)
    suivies = [action for action in actions if action.statut in ACTIFS and action.meteos]
    combien = sum(1 for action in suivies if any(niveau in inquietes for _, niveau in action.meteos))
    if not combien:
        return "Météo\u00a0: aucune action en cours n’est en difficulté"
    sur = nombre_accorde(len(suivies), "action suivie", "actions suivies")
    return f"Météo\u00a0: {combien} sur {sur} {'demande' if combien == 1 else 'demandent'} un appui"
