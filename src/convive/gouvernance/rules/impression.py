"""A séance as its documents print it: words ready to be read, kept as they were when it is closed. Pure Python."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from typing import Any, get_args, get_type_hints

from convive.gouvernance.rules.seances import (
    NaturePoint,
    Presence,
    SorteLigne,
    StatutSeance,
)
from convive.socle.formats import cut, date_longue, nombre_accorde

VERSION = 1


class SeanceIllisible(ValueError):
    """What was kept is not a séance: someone changed it, or a later version wrote it."""


@dataclass(frozen=True, slots=True)
class SuiteImprimee:
    """A decision of a former séance: `etat` says where it is, in words."""

    code: str
    libelle: str
    qui: str
    echeance: str
    etat: str
    is_ouverte: bool


@dataclass(frozen=True, slots=True)
class ChiffreImprime:
    """A measure with its years; `source` says where it is followed."""

    libelle: str
    depart: str
    derniere: str
    cible: str
    source: str


@dataclass(frozen=True, slots=True)
class CritereImprime:
    """What each scenario of a note says of one thing, in their order."""

    titre: str
    cellules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PointImprime:
    """`situation` are sentences, `demande` what the body is asked. `note` is the identifier of the note that helps to
    decide, whose readers are fewer than those of the séance; `scenarios` and `criteres` come from it."""

    rang: int
    titre: str
    nature: str
    libelle_nature: str
    heure: str
    duree: str
    rapporteur: str
    etat: str
    objet: str = ""
    demande: str = ""
    situation: tuple[str, ...] = ()
    chiffres: tuple[ChiffreImprime, ...] = ()
    suites: tuple[SuiteImprimee, ...] = ()
    note: str = ""
    scenarios: tuple[str, ...] = ()
    criteres: tuple[CritereImprime, ...] = ()


@dataclass(frozen=True, slots=True)
class ParticipantImprime:
    nom: str
    qualite: str
    presence: str
    represente_par: str = ""

    @property
    def libelle(self) -> str:
        """« Représenté·e par Odile Rivesonge »."""
        said = Presence(self.presence).libelle
        return f"{said} par {self.represente_par}" if self.represente_par else said


@dataclass(frozen=True, slots=True)
class LigneImprimee:
    """A line of the minutes; `rang` is that of its point, 0 outside the agenda. `suite` says of what is to be done who
    does it and by when."""

    rang: int
    sorte: str
    texte: str
    code: str = ""
    suite: str = ""

    @property
    def libelle(self) -> str:
        """« Appeler les crèches (Soraya Bellegué, avant le 3 mars 2027). »"""
        return f"{self.texte.rstrip('.')} ({self.suite})." if self.suite else self.texte


def write_suite(qui: str, echeance: date | None) -> str:
    """« Soraya Bellegué, avant le 3 mars 2027 », empty when nobody said."""
    quand = f"avant le {date_longue(echeance)}" if echeance else ""
    return ", ".join(filter(None, (qui, quand)))


@dataclass(frozen=True, slots=True)
class DecisionImprimee:
    """`vote` is how it was taken, in words; `rang` that of its point, 0 outside the agenda."""

    code: str
    libelle: str
    qui: str
    echeance: str
    vote: str = ""
    rang: int = 0


@dataclass(frozen=True, slots=True)
class AxeImprime:
    """An element of the first level: every action is counted once."""

    libelle: str
    terminees: int
    en_cours: int
    a_venir: int
    arretees: int


@dataclass(frozen=True, slots=True)
class MeteoImprimee:
    """How many actions that go on each point of view puts there; `comptes` in the order of `PlanImprime.regards`."""

    niveau: str
    comptes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class AlerteImprimee:
    action: str
    pourquoi: str
    qui: str


@dataclass(frozen=True, slots=True)
class PlanImprime:
    """Where the plan is; `jour` is the day of this state. `non_partagees` counts the actions that it leaves out:
    drafts, and those that stay inside the team."""

    ctg: str
    jour: str
    phrases: tuple[str, ...]
    axes: tuple[AxeImprime, ...]
    regards: tuple[str, ...]
    meteos: tuple[MeteoImprimee, ...]
    bloquees: tuple[AlerteImprimee, ...]
    retards: tuple[AlerteImprimee, ...]
    chiffres: tuple[ChiffreImprime, ...]
    non_partagees: int = 0


@dataclass(frozen=True, slots=True)
class ErratumImprime:
    texte: str
    jour: str


@dataclass(frozen=True, slots=True)
class SeanceImprimee:
    """`jour` is the day in words, empty while nobody chose; `iso` the same for the name of a file."""

    instance: str
    role: str
    statut: str
    numero: str
    objet: str
    jour: str
    iso: str
    horaires: str
    lieu: str
    visio: str
    presidence: str
    duree: str
    mot: str = ""
    quorum: str = ""
    points: tuple[PointImprime, ...] = ()
    participants: tuple[ParticipantImprime, ...] = ()
    lignes: tuple[LigneImprimee, ...] = ()
    decisions: tuple[DecisionImprimee, ...] = ()
    precedentes: tuple[SuiteImprimee, ...] = ()
    precedente_le: str = ""
    suites: tuple[SuiteImprimee, ...] = ()
    prochaines: tuple[str, ...] = ()
    errata: tuple[ErratumImprime, ...] = ()
    plan: PlanImprime | None = None

    @property
    def titre(self) -> str:
        """« Comité de pilotage du 12 juin 2026 »."""
        return f"{self.instance} du {self.jour}" if self.jour else f"{self.instance}, sans date"

    @property
    def is_close(self) -> bool:
        return self.statut == StatutSeance.CLOSE

    @property
    def quand_ou(self) -> str:
        """« vendredi 12 juin 2026, 14 h – 16 h, salle des mariniers »."""
        return ", ".join(filter(None, (self.jour or "date à fixer", self.horaires, self.lieu)))

    @property
    def a_decider(self) -> list[PointImprime]:
        return [point for point in self.points if point.nature == NaturePoint.DECISION]

    def list_presents(self, presence: str) -> list[ParticipantImprime]:
        return [row for row in self.participants if row.presence == presence]

    def list_lignes(self, rang: int, *sortes: str) -> list[LigneImprimee]:
        """Those of a point, in the order in which they were written."""
        return [ligne for ligne in self.lignes if ligne.rang == rang and (not sortes or ligne.sorte in sortes)]

    @property
    def actions(self) -> list[LigneImprimee]:
        return [ligne for ligne in self.lignes if ligne.sorte == SorteLigne.ACTION]


def dump_seance(seance: SeanceImprimee) -> dict[str, Any]:
    """JSON values."""
    return {"version": VERSION, "seance": asdict(seance)}


def load_seance(valeur: Mapping[str, Any]) -> SeanceImprimee:
    """What `dump_seance` wrote. Raise SeanceIllisible."""
    if valeur.get("version") != VERSION:
        raise SeanceIllisible("Cette version d’une séance n’est pas lisible ici.")
    try:
        loaded = _load(SeanceImprimee, valeur["seance"])
    except (TypeError, KeyError, ValueError, AttributeError) as error:
        raise SeanceIllisible("Cette version d’une séance est illisible.") from error
    if not isinstance(loaded, SeanceImprimee):
        raise SeanceIllisible("Cette version d’une séance est illisible.")
    return loaded


def _load(genre: Any, valeur: Any) -> Any:
    if hasattr(genre, "__dataclass_fields__"):
        genres = get_type_hints(genre)
        return genre(**{f.name: _load(genres[f.name], valeur[f.name]) for f in fields(genre) if f.name in valeur})
    args = get_args(genre)
    if type(None) in args:
        return None if valeur is None else _load(args[0], valeur)
    if args and Ellipsis in args:
        return tuple(_load(args[0], item) for item in valeur)
    if not isinstance(valeur, genre):
        raise TypeError(f"{genre} était attendu.")
    return valeur


# --- what is asked ------------------------------------------------------------------------------------------------
DEMANDES = {
    "a_preparer": "Valider cette action, ou dire ce qui lui manque.",
    "bloquee": "Décider comment lever le blocage, avec un responsable et une date.",
    "retard": "Confirmer l’échéance, ou en fixer une autre.",
    "enjeu": "Retenir, reporter ou écarter cet enjeu.",
    "note_decision": "Choisir l’un des scénarios, ou dire ce qui manque pour choisir.",
    "decision": "Décider, avec un responsable et une date.",
    "avis": "Donner un avis\u00a0: rien n’est à décider aujourd’hui.",
    "information": "Pour information.",
}


def explain_demande(nature: str, objet_type: str = "", statut: str = "", *, is_en_retard: bool = False) -> str:
    """What a body is asked about a point, in one sentence."""
    if nature != NaturePoint.DECISION:
        return DEMANDES[nature]
    if objet_type in ("enjeu", "note_decision"):
        return DEMANDES[objet_type]
    if statut in ("a_preparer", "bloquee"):
        return DEMANDES[statut]
    return DEMANDES["retard" if is_en_retard else "decision"]


def hide_notes(seance: SeanceImprimee, lisibles: Collection[str]) -> SeanceImprimee:
    """Without what comes from the notes that the reader does not read."""
    points = tuple(
        point
        if not point.note or point.note in lisibles
        else replace(point, situation=(), scenarios=(), criteres=(), objet="")
        for point in seance.points
    )
    return replace(seance, points=points)


def explain_presences(seance: SeanceImprimee) -> list[str]:
    """Who was there, in as many sentences as there are kinds: for one page."""
    said = []
    for presence, un, plusieurs in (
        (Presence.PRESENT, "présent·e", "présent·es"),
        (Presence.REPRESENTE, "représenté·e", "représenté·es"),
        (Presence.EXCUSE, "excusé·e", "excusé·es"),
    ):
        rows = seance.list_presents(presence)
        if rows:
            said.append(nombre_accorde(len(rows), un, plusieurs))
    return said


# --- one page -----------------------------------------------------------------------------------------------------
LIGNES_PAGE = 38
"""What a page of A4 holds under the heading of the relevé, in lines of a table; in ODT, where they are highest."""
LETTRES_DECISION, LETTRES_QUI, LETTRES_ACTION = 46, 21, 100
COUPES = (1_000, 220, 150, 100)
MIN_ACTIONS = 3


@dataclass(frozen=True, slots=True)
class Releve:
    """What the one page says; `autres_decisions` and `autres_actions` are in the minutes alone."""

    decisions: tuple[DecisionImprimee, ...]
    actions: tuple[str, ...]
    autres_decisions: int = 0
    autres_actions: int = 0
    is_abrege: bool = False


def build_releve(seance: SeanceImprimee) -> Releve:
    """The decisions, then who does what, cut as little as one page asks: long texts first, then actions, then the last
    decisions. Nothing is lost: the minutes say it all, and the page says that it is so."""
    actions = [ligne.libelle for ligne in seance.actions]
    for coupe in COUPES:
        rows = [_cut_decision(row, coupe) for row in seance.decisions]
        textes = [cut(texte, coupe) for texte in actions]
        if _count(rows, textes) <= LIGNES_PAGE:
            is_abrege = coupe != COUPES[0] and (rows != [*seance.decisions] or textes != actions)
            return Releve(tuple(rows), tuple(textes), is_abrege=is_abrege)
    kept = list(textes)
    while len(kept) > MIN_ACTIONS and _count(rows, kept) > LIGNES_PAGE:
        kept.pop()
    while rows and _count(rows, kept) > LIGNES_PAGE:
        rows.pop()
    return Releve(tuple(rows), tuple(kept), len(seance.decisions) - len(rows), len(actions) - len(kept), is_abrege=True)


def _cut_decision(row: DecisionImprimee, lettres: int) -> DecisionImprimee:
    return DecisionImprimee(row.code, cut(row.libelle, lettres), row.qui, row.echeance, row.vote, row.rang)


def _count(decisions: Sequence[DecisionImprimee], actions: Iterable[str]) -> float:
    """A row of a table is a line and a half at least: its rule and its air."""
    hauteurs = [max(_hauteur(row.libelle, LETTRES_DECISION), _hauteur(row.qui, LETTRES_QUI)) for row in decisions]
    table = sum(0.55 + hauteur for hauteur in hauteurs)
    liste = [1 + len(texte) // LETTRES_ACTION for texte in actions]
    return table + sum(liste) + (3 if liste else 0)


def _hauteur(texte: str, lettres: int) -> int:
    return 1 + len(texte) // lettres
