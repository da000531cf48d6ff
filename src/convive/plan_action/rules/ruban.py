"""The plan over the years: where each action stands on the drawing. Pure Python; the template only draws.

Lengths are in the units of the drawing, LARGEUR wide. A status is a shape and, when it is not what one expects, a word:
never a colour alone.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from convive.plan_action.rules.statuts import ACTIFS, TERMINES, Statut

LARGEUR, GOUTTIERE, MARGE = 1180, 340, 10
HAUT, HAUTEUR_LIGNE, HAUTEUR_GROUPE, BARRE = 70, 24, 34, 14
HAUTEUR_RENCONTRES = 24
"""The lane of the séances, above the actions, when there are some."""
GOUTTIERE_ETROITE, HAUTEUR_ETROITE, BARRE_ETROITE = 10, 42, 19
"""On a phone the name of an action is above its bar, and the years take the whole width."""
MAX_LETTRES = 46
RENTREE = (9, 1)
"""A school year is drawn from the first of September."""
MOTS = {statut: statut.libelle.lower() for statut in (Statut.BLOQUEE, Statut.EN_PAUSE, Statut.REPORTEE)}


@dataclass(frozen=True, slots=True)
class ActionDatee:
    """`fin` is a day that counts; without `debut`, only the end is known."""

    cle: str
    code: str
    titre: str
    statut: str
    debut: date | None
    fin: date | None
    is_en_retard: bool = False

    @property
    def is_datee(self) -> bool:
        return self.debut is not None or self.fin is not None


@dataclass(frozen=True, slots=True)
class Repere:
    """A milestone: a thin line over all the actions, numbered, named in the list under the drawing."""

    numero: int
    libelle: str
    date: date
    x: int


@dataclass(frozen=True, slots=True)
class Rencontre:
    """A day on which a body meets, and the path of its page."""

    jour: date
    libelle: str
    url: str


@dataclass(frozen=True, slots=True)
class Point:
    """A séance on its lane."""

    rencontre: Rencontre
    x: int


@dataclass(frozen=True, slots=True)
class Segment:
    """A year, or a school year, on the scale."""

    libelle: str
    x: int
    largeur: int


@dataclass(frozen=True, slots=True)
class Trait:
    """The bar of an action. `forme` is a class of the style sheet; `mot` is written after it."""

    action: ActionDatee
    texte: str
    y: int
    barre_y: int
    x: int
    largeur: int
    forme: str
    mot: str
    is_mot_avant: bool


@dataclass(frozen=True, slots=True)
class GroupeRuban:
    libelle: str
    y: int
    traits: tuple[Trait, ...]


@dataclass(frozen=True, slots=True)
class Ruban:
    """`haut` is where what crosses the drawing begins, under the lanes of its head."""

    largeur: int
    hauteur: int
    haut: int
    annees: tuple[Segment, ...]
    ecoles: tuple[Segment, ...]
    rencontres: tuple[Point, ...]
    reperes: tuple[Repere, ...]
    groupes: tuple[GroupeRuban, ...]
    aujourdhui: int | None
    sans_dates: tuple[ActionDatee, ...]

    @property
    def nombre(self) -> int:
        return sum(len(groupe.traits) for groupe in self.groupes)


class _Echelle:
    def __init__(self, debut: date, fin: date) -> None:
        self.debut, self.fin = debut, fin
        self._jours = max(1, (fin - debut).days + 1)

    def place(self, jour: date) -> int:
        """The place of the morning of a day, kept within the drawing."""
        part = min(max((jour - self.debut).days / self._jours, 0.0), 1.0)
        return GOUTTIERE + round(part * (LARGEUR - GOUTTIERE - MARGE))

    def cut(self, bornes: Sequence[date], noms: Sequence[str]) -> tuple[Segment, ...]:
        """The segments between these days; `noms` has one name for each day, that of what begins there."""
        rows = []
        for rang, (borne, nom) in enumerate(zip(bornes, noms, strict=True)):
            start = self.place(borne)
            end = self.place(bornes[rang + 1]) if rang + 1 < len(bornes) else LARGEUR - MARGE
            if end > start:
                rows.append(Segment(nom, start, end - start))
        return tuple(rows)


def build_ruban(
    debut: date,
    fin: date,
    groupes: Iterable[tuple[str, Sequence[ActionDatee]]],
    jalons: Iterable[tuple[str, date]],
    today: date,
    rencontres: Sequence[Rencontre] = (),
) -> Ruban:
    """`groupes` are in the order of the plan; those without a dated action are not drawn. `rencontres` are within the
    two days."""
    echelle = _Echelle(debut, fin)
    annees = range(debut.year, fin.year + 1)
    rentrees = [date(annee, *RENTREE) for annee in range(debut.year - 1, fin.year + 1)]
    haut = HAUT + (HAUTEUR_RENCONTRES if rencontres else 0)
    drawn, sans_dates, y = [], [], haut
    for libelle, actions in groupes:
        datees = [action for action in actions if action.is_datee]
        sans_dates += [action for action in actions if not action.is_datee]
        if not datees:
            continue
        titre_y, y = y + HAUTEUR_GROUPE - 12, y + HAUTEUR_GROUPE
        traits = []
        for action in datees:
            traits.append(_draw(echelle, action, y))
            y += HAUTEUR_LIGNE
        drawn.append(GroupeRuban(libelle, titre_y, tuple(traits)))
    kept = sorted((jour, nom) for nom, jour in jalons if debut <= jour <= fin)
    return Ruban(
        LARGEUR,
        y + MARGE,
        haut,
        echelle.cut([date(annee, 1, 1) for annee in annees], [str(annee) for annee in annees]),
        echelle.cut(rentrees, [f"{r.year}-{r.year + 1}" for r in rentrees]),
        tuple(Point(row, echelle.place(row.jour)) for row in rencontres),
        tuple(Repere(rang, nom, jour, echelle.place(jour)) for rang, (jour, nom) in enumerate(kept, 1)),
        tuple(drawn),
        echelle.place(today) if debut <= today <= fin else None,
        tuple(sans_dates),
    )


def narrow_ruban(ruban: Ruban) -> Ruban:
    """The same drawing for a phone."""
    echelle = (LARGEUR - GOUTTIERE_ETROITE - MARGE) / (LARGEUR - GOUTTIERE - MARGE)

    def place(x: int) -> int:
        return GOUTTIERE_ETROITE + round((x - GOUTTIERE) * echelle)

    def stretch(segments: tuple[Segment, ...]) -> tuple[Segment, ...]:
        return tuple(Segment(s.libelle, place(s.x), round(s.largeur * echelle)) for s in segments)

    drawn, y = [], ruban.haut
    for groupe in ruban.groupes:
        titre_y, y = y + HAUTEUR_GROUPE - 12, y + HAUTEUR_GROUPE
        traits = []
        for trait in groupe.traits:
            x, largeur = place(trait.x), max(6, round(trait.largeur * echelle))
            traits.append(replace(trait, y=y, barre_y=y + BARRE_ETROITE, x=x, largeur=largeur))
            y += HAUTEUR_ETROITE
        drawn.append(GroupeRuban(groupe.libelle, titre_y, tuple(traits)))
    return replace(
        ruban,
        hauteur=y + MARGE,
        annees=stretch(ruban.annees),
        ecoles=stretch(ruban.ecoles),
        rencontres=tuple(Point(point.rencontre, place(point.x)) for point in ruban.rencontres),
        reperes=tuple(replace(repere, x=place(repere.x)) for repere in ruban.reperes),
        groupes=tuple(drawn),
        aujourdhui=None if ruban.aujourdhui is None else place(ruban.aujourdhui),
    )


def _draw(echelle: _Echelle, action: ActionDatee, y: int) -> Trait:
    start = action.debut or action.fin or echelle.debut
    end = action.fin or echelle.fin
    x = echelle.place(start)
    width = max(6, echelle.place(end + timedelta(days=1)) - x)
    mot = "en retard" if action.is_en_retard else MOTS.get(Statut(action.statut), "")
    texte = " ".join(filter(None, (action.code, action.titre)))
    return Trait(
        action,
        texte if len(texte) <= MAX_LETTRES else f"{texte[: MAX_LETTRES - 1].rstrip()}…",
        y,
        y + 3,
        x,
        width,
        get_forme(action.statut),
        mot,
        # A word that would leave the drawing is written before the bar.
        is_mot_avant=x + width + 80 > LARGEUR,
    )


def get_forme(statut: str) -> str:
    """Full: under way. Light: done. Dashed: to come, or stopped."""
    cle = Statut(statut)
    if cle in TERMINES:
        return "faite"
    if cle in (Statut.EN_COURS, Statut.BLOQUEE, Statut.EN_PAUSE):
        return "en-cours" if cle is Statut.EN_COURS else "arretee"
    return "prevue" if cle in ACTIFS or cle is Statut.A_PREPARER else "sortie"
