"""How enjeux are scored, ranked and counted. Pure Python: the scores prepare, people decide."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import mean

from convive.diagnostic.rules.elements import DOMAINE
from convive.socle.formats import nombre_accorde

DROIT_LIRE_ENJEUX = (DOMAINE, "Les enjeux", "lire")
DROIT_ECRIRE_ENJEUX = (DOMAINE, "Les enjeux", "écrire")
DROIT_VOTER = (DOMAINE, "Les enjeux", "noter")
DROIT_DECIDER = (DOMAINE, "Les enjeux", "décider")
MAX_ENJEU = 200
MAX_MOTIF = 1_000
MAX_INSTANCE = 150
MAX_CRITERES = 8
MAX_NOTE = 4
TOTAL_POIDS = 100
CONSEIL_MIN, CONSEIL_MAX, TROP = 3, 6, 8
"""Usage: from three to six enjeux kept; beyond eight, nobody follows them."""

type Notes = Mapping[Hashable, int]


@dataclass(frozen=True, slots=True)
class Resultat:
    """What the ballots say of an enjeu. `score` is on 100, the mean of the complete ballots, None without any; `bas`
    and `haut` are the lowest and the highest of them. `moyennes` are those of each criterion, over the same ballots."""

    score: float | None
    bas: float | None
    haut: float | None
    complets: int
    incomplets: int
    moyennes: Mapping[Hashable, float]

    @property
    def ecart(self) -> float:
        return (self.haut or 0.0) - (self.bas or 0.0)


def compute_score(notes: Notes, poids: Mapping[Hashable, int]) -> float | None:
    """Of one ballot, on 100. A criterion left blank blocks it: blank is not zero."""
    total = sum(poids.values())
    if not total or any(critere not in notes for critere in poids):
        return None
    return 100 * sum(poids[critere] * notes[critere] for critere in poids) / (MAX_NOTE * total)


def compute_resultat(bulletins: Iterable[Notes], poids: Mapping[Hashable, int]) -> Resultat:
    rows = list(bulletins)
    complete = [(notes, score) for notes in rows if (score := compute_score(notes, poids)) is not None]
    scores = [score for _, score in complete]
    if not scores:
        return Resultat(None, None, None, 0, len(rows), {})
    moyennes = {critere: mean(notes[critere] for notes, _ in complete) for critere in poids}
    return Resultat(mean(scores), min(scores), max(scores), len(scores), len(rows) - len(scores), moyennes)


def rank(scores: Mapping[Hashable, float | None]) -> dict[Hashable, int]:
    """1 for the highest; equal scores, once rounded as they are shown, share a rank; nothing without a score."""
    shown = {cle: round(score, 1) for cle, score in scores.items() if score is not None}
    return {cle: 1 + sum(other > score for other in shown.values()) for cle, score in shown.items()}


def build_conseil(retenus: int) -> str:
    """What usage says of how many are kept; empty when there is nothing to say."""
    if retenus > TROP:
        return (
            f"{nombre_accorde(retenus, 'enjeu retenu', 'enjeux retenus')} : au-delà de huit, les moyens se dispersent "
            "et personne ne s’en souvient. Lesquels peuvent attendre ?"
        )
    if retenus > CONSEIL_MAX:
        return f"{nombre_accorde(retenus, 'enjeu retenu', 'enjeux retenus')} : de trois à six se suivent mieux."
    if 0 < retenus < CONSEIL_MIN:
        return f"{nombre_accorde(retenus, 'enjeu retenu', 'enjeux retenus')} : l’usage en garde de trois à six."
    return ""


def refuse_poids(poids: Sequence[int]) -> str:
    """Why these weights cannot be; empty when they can."""
    if not poids:
        return "Gardez au moins un critère."
    total = sum(poids)
    if total != TOTAL_POIDS:
        return f"Le total des points fait {total}\u00a0: il doit faire {TOTAL_POIDS}."
    return ""


_UNITES = "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize".split()  # noqa: SIM905 - seventeen words read better in one line
_DIZAINES = {20: "vingt", 30: "trente", 40: "quarante", 50: "cinquante", 60: "soixante", 80: "quatre-vingt"}


def write_nombre(value: int) -> str:
    """In letters up to 99, as a title says it: « Les cinq enjeux retenus sur dix-sept »; in figures beyond."""
    if not 0 <= value < 100:
        return str(value)
    if value < len(_UNITES):
        return _UNITES[value]
    if value < 20:
        return f"dix-{_UNITES[value - 10]}"
    base = max(dizaine for dizaine in _DIZAINES if dizaine <= value)
    reste, mot = value - base, _DIZAINES[base]
    if not reste:
        return f"{mot}s" if base == 80 else mot
    if reste in (1, 11) and base != 80:
        return f"{mot} et {write_nombre(reste)}"
    return f"{mot}-{write_nombre(reste)}"
