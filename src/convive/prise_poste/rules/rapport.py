"""The activity report of the posts, for a year: its words, and the ETP really held. Pure Python."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from convive.acteurs.rules.postes import PosteLu
from convive.prise_poste.rules.parcours import DOMAINE

DROIT_RAPPORT = (DOMAINE, "Le rapport d’activité des postes", "lire et écrire")
MAX_TEXTE = 5_000
CENTIEME = Decimal("0.01")
RUBRIQUES = {
    "faits_marquants": ("Les faits marquants", "Trois ou quatre, avec ce qu’ils ont changé pour les familles."),
    "difficultes": ("Ce qui a été difficile", "Une absence, un partenaire qui manque, une décision qui tarde."),
    "suites": ("Ce que l’on prévoit", "Les priorités du poste pour l’année qui vient, et ce qu’il faudrait."),
}
"""Field → (title, help)."""


@dataclass(frozen=True, slots=True)
class Periode:
    """`fin` is the last day counted: that of the year, or today when the year goes on."""

    annee: int
    debut: date
    fin: date
    is_entiere: bool

    @property
    def jours(self) -> int:
        return (self.fin - self.debut).days + 1


@dataclass(frozen=True, slots=True)
class PosteTenu:
    """`jours` of the period when someone held the post, `etp` the quotité of the CTG spread over the whole period;
    `jours` is None, and the ETP too, when the post has no first day."""

    poste: PosteLu
    jours: int | None
    etp: Decimal | None


def build_periode(annee: int, today: date) -> Periode:
    """Raise ValueError for a year that has not begun."""
    if annee > today.year:
        raise ValueError(f"{annee} n’a pas commencé.")
    fin = date(annee, 12, 31)
    return Periode(annee, date(annee, 1, 1), min(fin, today), fin <= today)


def compute_postes(postes: Iterable[PosteLu], periode: Periode) -> tuple[PosteTenu, ...]:
    """Those of the period, in the order given; a post to fill counts no day."""
    tenus = []
    for poste in postes:
        if poste.date_debut is None:
            tenus.append(PosteTenu(poste, None, None))
            continue
        debut = max(poste.date_debut, periode.debut)
        fin = min(poste.date_fin or date.max, periode.fin + timedelta(days=1))
        if fin <= debut:
            continue
        jours = (fin - debut).days if poste.titulaire else 0
        tenus.append(PosteTenu(poste, jours, _round(poste.quotite_ctg * jours / periode.jours)))
    return tuple(tenus)


def compute_etp(tenus: Iterable[PosteTenu], periode: Periode) -> Decimal:
    """The sum over the posts whose days are known, rounded once."""
    days = sum((tenu.poste.quotite_ctg * tenu.jours for tenu in tenus if tenu.jours is not None), Decimal(0))
    return _round(days / periode.jours)


def _round(valeur: Decimal) -> Decimal:
    return valeur.quantize(CENTIEME, ROUND_HALF_UP)
