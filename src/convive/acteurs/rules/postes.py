"""Coordination posts: who is there on a day, sums of ETP, and the move from one organisation to another. Pure Python.

ETP are added, never averaged. A post that works on several thématiques counts whole in each of them: nobody knows how
it is split, so these sums say how much they count twice and cannot be added up.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from uuid import UUID

DOMAINE = "acteurs"
DROIT_POSTES = (DOMAINE, "Les postes de coopération", "écrire")
MAX_ETP = Decimal("99.99")
MAX_PRECISION_CAF = 300
ZERO = Decimal(0)
# The legal week of a full-time post: what an ETP is worth in hours, before any arrangement of the employer.
HEURES_ETP = 35


@dataclass(frozen=True, slots=True)
class PosteLu:
    """A post as sums and drawings need it. `date_fin` is the first day that no longer counts; no theme or commune means
    all of them. `remplace` are the posts in whose stead it came."""

    cle: UUID
    intitule: str
    employeur: str
    etp_total: Decimal
    quotite_ctg: Decimal
    date_debut: date | None = None
    date_fin: date | None = None
    titulaire: str = ""
    thematiques: tuple[str, ...] = ()
    communes: tuple[str, ...] = ()
    remplace: frozenset[UUID] = frozenset()

    @property
    def dernier_jour(self) -> date | None:
        return self.date_fin and self.date_fin - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class SommeEtp:
    """The posts of one employer, theme or commune. `is_reste` marks the line of posts that name none."""

    libelle: str
    nombre: int
    etp_total: Decimal
    quotite_ctg: Decimal
    is_reste: bool = False


@dataclass(frozen=True, slots=True)
class Sommes:
    """Sums in lines, beside the true total of the posts. `en_trop` is what adding the lines would count twice."""

    lignes: tuple[SommeEtp, ...]
    total: SommeEtp

    @property
    def en_trop(self) -> Decimal:
        return sum((ligne.quotite_ctg for ligne in self.lignes), ZERO) - self.total.quotite_ctg


@dataclass(frozen=True, slots=True)
class Passage:
    """A post of the second date, with those of the first one that it continues or replaces."""

    poste: PosteLu
    avant: tuple[PosteLu, ...]

    @property
    def is_meme(self) -> bool:
        """Whether the post itself was already there."""
        return any(poste.cle == self.poste.cle for poste in self.avant)


# Passages that share posts, and posts that nothing followed.
type Groupe = tuple[tuple[Passage, ...], tuple[PosteLu, ...]]


@dataclass(frozen=True, slots=True)
class EcartEtp:
    """The ETP given to the CTG for one theme, at both dates."""

    libelle: str
    avant: Decimal
    apres: Decimal

    @property
    def ecart(self) -> Decimal:
        return self.apres - self.avant


@dataclass(frozen=True, slots=True)
class AvantApres:
    """The posts of two days, and how one went to the other. `sans_suite` were there, and nothing took their place."""

    jour_avant: date
    jour_apres: date
    avant: tuple[PosteLu, ...]
    apres: tuple[PosteLu, ...]
    passages: tuple[Passage, ...]
    sans_suite: tuple[PosteLu, ...]
    ecarts: tuple[EcartEtp, ...]
    total_avant: SommeEtp
    total_apres: SommeEtp

    @property
    def ecart_total(self) -> Decimal:
        return self.total_apres.quotite_ctg - self.total_avant.quotite_ctg


def is_en_poste(poste: PosteLu, jour: date) -> bool:
    """Whether the post exists on that day; without a first day it has always been there."""
    return (poste.date_debut is None or poste.date_debut <= jour) and (poste.date_fin is None or poste.date_fin > jour)


def compute_total(postes: Iterable[PosteLu], libelle: str = "Total", *, is_reste: bool = False) -> SommeEtp:
    rows = list(postes)
    return SommeEtp(
        libelle,
        len(rows),
        sum((poste.etp_total for poste in rows), ZERO),
        sum((poste.quotite_ctg for poste in rows), ZERO),
        is_reste,
    )


def compute_sommes(postes: Sequence[PosteLu], cles: Mapping[UUID, Sequence[str]], reste: str) -> Sommes:
    """`cles` names the lines in which each post counts, whole; `reste` the line of posts that name none, the last."""
    groups: dict[str, list[PosteLu]] = {}
    for poste in postes:
        for cle in cles[poste.cle]:
            groups.setdefault(cle, []).append(poste)
    lignes = [compute_total(groups[cle], cle) for cle in sorted(groups)]
    if autres := [poste for poste in postes if not cles[poste.cle]]:
        lignes.append(compute_total(autres, reste, is_reste=True))
    return Sommes(tuple(lignes), compute_total(postes))


def compute_heures(etp: Decimal) -> str:
    """A part of a post as hours a week, to the nearest quarter: « 17 h 30 »."""
    quarts = int((etp * HEURES_ETP * 4).to_integral_value(ROUND_HALF_UP))
    heures, minutes = divmod(quarts * 15, 60)
    return f"{heures}\u00a0h\u00a0{minutes:02}" if minutes else f"{heures}\u00a0h"


def compute_par_employeur(postes: Sequence[PosteLu]) -> Sommes:
    return compute_sommes(postes, {poste.cle: (poste.employeur,) for poste in postes}, "")


def compute_par_thematique(postes: Sequence[PosteLu]) -> Sommes:
    return compute_sommes(postes, {poste.cle: poste.thematiques for poste in postes}, "Toutes les thématiques")


def compute_par_commune(postes: Sequence[PosteLu]) -> Sommes:
    return compute_sommes(postes, {poste.cle: poste.communes for poste in postes}, "Tout le territoire")


def compare_postes(postes: Sequence[PosteLu], jour_avant: date, jour_apres: date) -> AvantApres:
    """The two days, side by side. A post replaced by one that has since been replaced is followed to the last one."""
    avant = tuple(poste for poste in postes if is_en_poste(poste, jour_avant))
    apres = tuple(poste for poste in postes if is_en_poste(poste, jour_apres))
    by_cle = {poste.cle: poste for poste in postes}
    passages = tuple(_build_passage(poste, avant, by_cle) for poste in apres)
    suivis = {poste.cle for passage in passages for poste in passage.avant}
    return AvantApres(
        jour_avant,
        jour_apres,
        avant,
        apres,
        passages,
        tuple(poste for poste in avant if poste.cle not in suivis),
        _compute_ecarts(avant, apres),
        compute_total(avant),
        compute_total(apres),
    )


def list_groupes(comparaison: AvantApres) -> list[Groupe]:
    """The posts that follow one another, together: two posts that took the place of one are of one group. Those that
    nothing followed come last, one by one."""
    groups: list[list[Passage]] = []
    for passage in comparaison.passages:
        cles = {poste.cle for poste in passage.avant}
        met = [group for group in groups if any(poste.cle in cles for other in group for poste in other.avant)]
        joined = [*(other for group in met for other in group), passage]
        if met:
            groups[groups.index(met[0])] = joined
            groups = [group for group in groups if group not in met[1:]]
        else:
            groups.append(joined)
    return [*((tuple(group), ()) for group in groups), *(((), (poste,)) for poste in comparaison.sans_suite)]


def _build_passage(poste: PosteLu, avant: Sequence[PosteLu], by_cle: Mapping[UUID, PosteLu]) -> Passage:
    seen, waiting = {poste.cle}, [poste.cle]
    while waiting:
        row = by_cle.get(waiting.pop())
        suite = row.remplace - seen if row else frozenset()
        seen |= suite
        waiting += suite
    return Passage(poste, tuple(candidat for candidat in avant if candidat.cle in seen))


def _compute_ecarts(avant: Sequence[PosteLu], apres: Sequence[PosteLu]) -> tuple[EcartEtp, ...]:
    """Theme by theme, those of either day; posts for all themes on a line of their own, the last."""
    sides = [compute_par_thematique(postes).lignes for postes in (avant, apres)]
    values = [{(ligne.is_reste, ligne.libelle): ligne.quotite_ctg for ligne in side} for side in sides]
    cles = sorted({*values[0], *values[1]})
    return tuple(EcartEtp(cle[1], values[0].get(cle, ZERO), values[1].get(cle, ZERO)) for cle in cles)


def get_jours_usuels(postes: Sequence[PosteLu], today: date) -> tuple[date, date]:
    """The two days that one compares first: the eve of the first post of today that took the place of another, and
    today; without such a post, a year back."""
    debuts = [poste.date_debut for poste in postes if poste.remplace and poste.date_debut and is_en_poste(poste, today)]
    return min(debuts, default=today - timedelta(days=364)) - timedelta(days=1), today
