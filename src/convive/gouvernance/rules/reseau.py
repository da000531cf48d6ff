"""Who works with whom: what a link is, how it is drawn around a circle, who is missing. Pure Python.

No library draws it: names around a circle stay readable with sixty organisations, a graph that places itself does not.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from convive.socle.enums import EnumLibelle
from convive.socle.formats import liste_fr, nombre_accorde


class SorteLien(EnumLibelle):
    """What makes two organisations work together."""

    ACTION = "action", "une action en commun"
    INSTANCE = "instance", "une instance en commun"
    ANNUAIRE = "annuaire", "un lien noté dans l’annuaire"


EXPLICATION = (
    "Un lien, c’est une action où les deux organisations sont nommées (celle qui la porte, celles qui y contribuent, "
    "celles de ses pilotes), une instance où les deux siègent ou ont été présentes, ou un lien noté dans l’annuaire."
)
MAX_TRAITS = 260
"""Beyond, lines hide one another: the strongest are drawn, and the table says them all."""
CENTRE, RAYON = 450.0, 235.0
MARGE_NOM, MAX_NOM = 12.0, 30


@dataclass(frozen=True, slots=True)
class Noeud:
    """An organisation. `groupe` is its kind: those of a kind stand side by side."""

    cle: Hashable
    nom: str
    groupe: str


@dataclass(slots=True)
class Lien:
    """Between two organisations, in no order; `poids` counts each thing that ties them."""

    de: Hashable
    vers: Hashable
    poids: Counter[str] = field(default_factory=Counter)

    @property
    def force(self) -> int:
        return sum(self.poids.values())

    @property
    def explication(self) -> str:
        """« 3 actions, 1 instance »."""
        mots = {
            SorteLien.ACTION: ("action", "actions"),
            SorteLien.INSTANCE: ("instance", "instances"),
            SorteLien.ANNUAIRE: ("lien de l’annuaire", "liens de l’annuaire"),
        }
        return ", ".join(nombre_accorde(self.poids[sorte], *mots[sorte]) for sorte in SorteLien if self.poids[sorte])


def build_liens(groupes: Iterable[tuple[str, Iterable[Hashable]]]) -> list[Lien]:
    """From groups of organisations that something brings together, a kind of link each: every pair of a group."""
    held: dict[frozenset[Hashable], Lien] = {}
    for sorte, cles in groupes:
        members = sorted(set(cles), key=str)
        for rang, de in enumerate(members):
            for vers in members[rang + 1 :]:
                lien = held.setdefault(frozenset((de, vers)), Lien(de, vers))
                lien.poids[sorte] += 1
    return sorted(held.values(), key=lambda lien: (-lien.force, str(lien.de), str(lien.vers)))


@dataclass(frozen=True, slots=True)
class Point:
    """Where an organisation is drawn. Its name starts at `x_nom`, `y_nom`, turned by `angle` degrees."""

    noeud: Noeud
    x: float
    y: float
    x_nom: float
    y_nom: float
    angle: float
    is_gauche: bool
    rayon: float

    @property
    def nom(self) -> str:
        nom = self.noeud.nom
        return nom if len(nom) <= MAX_NOM else f"{nom[: MAX_NOM - 1].rstrip()}…"

    @property
    def rotation(self) -> str:
        return f"rotate({self.angle:.1f} {self.x_nom:.1f} {self.y_nom:.1f})"


@dataclass(frozen=True, slots=True)
class Trait:
    """A line; `epaisseur` in units of the drawing. `is_instance`: nothing but a body ties these two."""

    chemin: str
    epaisseur: float
    is_instance: bool


@dataclass(frozen=True, slots=True)
class Dessin:
    points: tuple[Point, ...]
    traits: tuple[Trait, ...]
    non_traces: int


def build_dessin(noeuds: Sequence[Noeud], liens: Sequence[Lien]) -> Dessin:
    """The organisations that have a link, around a circle, by kind then by name; lines bend towards the middle."""
    degres = count_degres(liens)
    shown = sorted((n for n in noeuds if degres[n.cle]), key=lambda n: (n.groupe, n.nom.casefold()))
    points = {noeud.cle: _place(noeud, rang, len(shown), degres[noeud.cle]) for rang, noeud in enumerate(shown)}
    drawn = [lien for lien in liens if lien.de in points and lien.vers in points][:MAX_TRAITS]
    # The thinnest first: what matters most is drawn over the rest.
    traits = tuple(_draw(points[lien.de], points[lien.vers], lien) for lien in reversed(drawn))
    return Dessin(tuple(points.values()), traits, len(liens) - len(drawn))


def count_degres(liens: Iterable[Lien]) -> Counter[Hashable]:
    """With how many others each organisation works."""
    return Counter(cle for lien in liens for cle in (lien.de, lien.vers))


def _place(noeud: Noeud, rang: int, total: int, degre: int) -> Point:
    angle = 2 * math.pi * rang / total - math.pi / 2
    cos, sin = math.cos(angle), math.sin(angle)
    rayon = 4 + min(8.0, math.sqrt(degre))
    bord = RAYON + rayon + MARGE_NOM
    is_gauche = cos < -1e-9
    degrees = math.degrees(angle)
    return Point(
        noeud,
        CENTRE + RAYON * cos,
        CENTRE + RAYON * sin,
        CENTRE + bord * cos,
        CENTRE + bord * sin,
        degrees + 180 if is_gauche else degrees,
        is_gauche,
        rayon,
    )


def _draw(de: Point, vers: Point, lien: Lien) -> Trait:
    chemin = f"M{de.x:.1f} {de.y:.1f}Q{CENTRE:.0f} {CENTRE:.0f} {vers.x:.1f} {vers.y:.1f}"
    is_instance = set(lien.poids) == {SorteLien.INSTANCE}
    return Trait(chemin, min(6.0, 0.8 + 0.7 * lien.force), is_instance)


def explain_reseau(noeuds: Sequence[Noeud], liens: Sequence[Lien]) -> str:
    """The drawing in two sentences: how many, and around whom."""
    degres = count_degres(liens)
    if not liens:
        return "Aucun lien pour l’instant entre ces organisations."
    noms = {noeud.cle: noeud.nom for noeud in noeuds}
    tied = [cle for cle in degres if cle in noms]
    best = sorted(tied, key=lambda cle: (-degres[cle], noms[cle]))[:3]
    autour = liste_fr([f"{noms[cle]} ({degres[cle]})" for cle in best])
    combien = nombre_accorde(len(tied), "organisation liée", "organisations liées")
    nombre = nombre_accorde(len(liens), "lien")
    return f"{combien}, {nombre}. Celles qui travaillent avec le plus d’autres\u00a0: {autour}."


@dataclass(frozen=True, slots=True)
class Absence:
    """A kind of organisation that usually takes part in a thématique, and does not here. `connues` are those of the
    directory that could."""

    type: str
    connues: tuple[str, ...] = ()


def list_absents(usuels: Mapping[str, int], presents: Iterable[str]) -> list[str]:
    """The kinds that models of action name, most often first, without those that are there."""
    there = set(presents)
    return [cle for cle, _ in sorted(usuels.items(), key=lambda pair: (-pair[1], pair[0])) if cle not in there]


def count_usuels(partenaires: Iterable[tuple[Iterable[str], Iterable[str]]]) -> dict[str, Counter[str]]:
    """From (thématiques, types of partners) of the models of action: thématique → how many name each type."""
    usuels: dict[str, Counter[str]] = defaultdict(Counter)
    for thematiques, types in partenaires:
        for theme in thematiques:
            usuels[theme].update(set(types))
    return usuels
