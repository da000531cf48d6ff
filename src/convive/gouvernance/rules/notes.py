"""A note that helps to decide: what it compares, what it lacks, how it ends. Pure Python."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from convive.socle.enums import EnumLibelle
from convive.socle.formats import date_longue, euros, liste_fr

LETTRES = "ABCDE"
MIN_SCENARIOS, MAX_SCENARIOS = 2, len(LETTRES)
MAX_CHIFFRES = 3
MAX_AVIS = 30
MAX_COURT = 200
MAX_LONG = 3_000
ANNEES_COUT = 5
PREMIERE_ANNEE, DERNIERE_ANNEE = 2000, 2199


class Position(EnumLibelle):
    FAVORABLE = "favorable", "Favorable"
    RESERVE = "reserve", "Réservé"
    DEFAVORABLE = "defavorable", "Défavorable"

    @property
    def a_quoi(self) -> str:
        """« favorable au scénario B », « réservé sur le scénario B »."""
        return "sur le" if self is Position.RESERVE else "au"


def is_phrase_donnee(position: str, phrase: str) -> bool:
    """Whoever is in favour may say no more; any other view is written with its reason."""
    return position == Position.FAVORABLE or bool(phrase.strip())


class Issue(EnumLibelle):
    """How an arbitration ends; a postponed one leaves the note open."""

    RETENU = "retenu", "Un scénario est retenu"
    MELANGE = "melange", "Un mélange de plusieurs scénarios"
    REPORTE = "reporte", "Reporté"


CRITERES = (
    ("effets", "Ce que cela change"),
    ("cout", "Ce que cela coûte"),
    ("gagnants", "Qui y gagne"),
    ("perdants", "Qui y perd"),
    ("risques", "Les risques"),
    ("parades", "Comment les réduire"),
    ("delais", "Dans quels délais"),
)
"""The lines of the comparison, the same for every scenario."""
NON_DIT = "Non précisé"


@dataclass(frozen=True, slots=True)
class Chiffre:
    """A figure of a note: never without who produced it and for which year."""

    libelle: str
    valeur: str
    source: str
    millesime: str

    @property
    def phrase(self) -> str:
        return f"{self.libelle}\u00a0: {self.valeur} ({self.source}, {self.millesime})"

    @property
    def manques(self) -> list[str]:
        noms = (("libelle", "ce qu’il compte"), ("valeur", "sa valeur"), ("source", "sa source"))
        return [mot for nom, mot in (*noms, ("millesime", "son année")) if not getattr(self, nom)]


def load_chiffres(rows: object) -> tuple[Chiffre, ...]:
    """As the database keeps them."""
    found = rows if isinstance(rows, list) else []
    noms = ("libelle", "valeur", "source", "millesime")
    return tuple(Chiffre(*(str(row.get(nom, "")) for nom in noms)) for row in found if isinstance(row, dict))


def dump_chiffres(chiffres: Iterable[Chiffre]) -> list[dict[str, str]]:
    return [{"libelle": c.libelle, "valeur": c.valeur, "source": c.source, "millesime": c.millesime} for c in chiffres]


def load_couts(rows: object) -> dict[int, int]:
    """Euros by year, in the order of the years; as the database keeps them: « {"2027": 45000} »."""
    found = rows if isinstance(rows, dict) else {}
    return {int(annee): int(montant) for annee, montant in sorted(found.items())}


def dump_couts(couts: Mapping[int, int]) -> dict[str, int]:
    return {str(annee): couts[annee] for annee in sorted(couts)}


def format_couts(couts: Mapping[int, int]) -> str:
    """« 45 000 € en 2027, 12 000 € en 2028 ; 57 000 € en tout »; « non chiffré » without any amount."""
    if not couts:
        return "Non chiffré"
    said = ", ".join(f"{euros(montant)} en\u00a0{annee}" for annee, montant in sorted(couts.items()))
    return f"{said}\u00a0; {euros(sum(couts.values()))} en tout" if len(couts) > 1 else said


def format_estimation(source: str, jour: date | None) -> str:
    """« estimation de la direction des finances, le 3 novembre 2026 »; empty without a source."""
    if not source:
        return ""
    said = f"estimation\u00a0: {source}"
    return f"{said}, le {date_longue(jour)}" if jour else said


def get_lettre(rang: int) -> str:
    """The letter of the scenario at this rank, from 0."""
    return LETTRES[rang] if 0 <= rang < len(LETTRES) else "?"


def explain_chiffres(chiffres: Sequence[Chiffre]) -> str:
    """Why these figures cannot be kept; empty when they can."""
    for rang, chiffre in enumerate(chiffres, start=1):
        if chiffre.manques:
            return f"Le chiffre {rang} est incomplet\u00a0: précisez aussi {liste_fr(chiffre.manques)}."
    return ""


def explain_couts(couts: Mapping[int, int], source: str, jour: date | None) -> dict[str, str]:
    """An amount is an estimate of someone, on a day: nothing is invented."""
    errors = {}
    if any(montant < 0 for montant in couts.values()):
        errors["couts"] = "Un montant est un nombre d’euros, zéro ou plus."
    if couts and not source:
        errors["cout_source"] = "Indiquez qui a fait cette estimation."
    if couts and jour is None:
        errors["cout_date"] = "Indiquez de quel jour est cette estimation."
    if jour is not None and not couts:
        errors["cout_date"] = "Il n’y a aucun montant\u00a0: laissez la date vide."
    return errors


@dataclass(frozen=True, slots=True)
class FaitsScenario:
    titre: str
    effets: str = ""
    has_couts: bool = False
    risques: str = ""


@dataclass(frozen=True, slots=True)
class FaitsNote:
    """What a note says, for what one advises to add before it is put to a body."""

    question: str
    scenarios: tuple[FaitsScenario, ...] = ()
    contexte: str = ""
    has_sources: bool = False
    has_avis: bool = False
    recommandation: str = ""


def list_manques(faits: FaitsNote) -> list[str]:
    """What a reader would miss; advice, never a refusal."""
    manques = []
    if len(faits.scenarios) < MIN_SCENARIOS:
        manques.append("au moins deux scénarios à comparer")
    vides = [get_lettre(rang) for rang, row in enumerate(faits.scenarios) if not row.effets]
    if vides:
        manques.append(
            f"ce que change le scénario {liste_fr(vides)}"
            if len(vides) == 1
            else f"ce que changent les scénarios {liste_fr(vides)}"
        )
    sans_cout = [get_lettre(rang) for rang, row in enumerate(faits.scenarios) if not row.has_couts]
    if sans_cout:
        manques.append(f"le coût de {liste_fr(sans_cout)}, et l’origine de l’estimation")
    if not faits.contexte and not faits.has_sources:
        manques.append("ce qu’il faut savoir, avec une source")
    if not faits.has_avis:
        manques.append("l’avis d’un partenaire")
    if not faits.recommandation:
        manques.append("l’avis technique")
    return manques


def explain_arbitrage(issue: str, *, has_scenario: bool, pourquoi: str, scenarios: int) -> dict[str, str]:
    """What keeps an arbitration from being noted, field by field."""
    errors = {}
    if issue not in Issue:
        return {"issue": "Indiquez comment cela s’est terminé."}
    if scenarios < MIN_SCENARIOS and issue != Issue.REPORTE:
        errors["issue"] = "On n’arbitre qu’entre deux scénarios au moins\u00a0: écrivez-les d’abord."
    if issue == Issue.RETENU and not has_scenario:
        errors["scenario"] = "Indiquez lequel."
    if issue != Issue.RETENU and has_scenario:
        errors["scenario"] = "Aucun n’est retenu tel quel\u00a0: laissez ce choix vide."
    if not pourquoi.strip():
        errors["pourquoi"] = "Indiquez pourquoi, en une phrase\u00a0: c’est ce qu’on relira dans trois ans."
    return errors


def build_libelle(issue: str, question: str, scenario: tuple[str, str] | None) -> str:
    """The words of the decision when nobody wrote others; `scenario` is its letter and its title."""
    objet = question.rstrip(" ?\u00a0.")
    if issue == Issue.REPORTE:
        return f"Reporter la décision\u00a0: {objet}."
    if scenario is not None:
        return f"{objet}\u00a0: retenir le scénario {scenario[0]}, «\u00a0{scenario[1]}\u00a0»."
    return f"{objet}\u00a0: retenir un mélange de plusieurs scénarios."
