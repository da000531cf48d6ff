"""The CTG and the other plans side by side, a line for each: what overlaps is seen at once. Pure Python; the template
only draws. Lengths are in the units of the ribbon."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from convive.convention.rules.phases import EtatPhase
from convive.convention.rules.ruban import HAUT, LIGNE, MAX_ANNEES, WIDTH, Annee, Echelle
from convive.socle.formats import date_longue

GOUTTIERE = 330
LARGEUR_NOM = 6.8
"""Of a letter of a name: long ones are cut, and whole in the list."""
EPAISSEUR = 16
ANNEES_AVANT = 3
"""Years before today that the drawing keeps, whatever began earlier."""


@dataclass(frozen=True, slots=True)
class Periode:
    """What is drawn on a line. `is_ctg` tells what the others are compared with; an open end goes to the edge."""

    libelle: str
    debut: date | None
    fin: date | None
    is_ctg: bool = False

    def get_etat(self, today: date) -> EtatPhase:
        if self.fin is not None and today > self.fin:
            return EtatPhase.FAITE
        return EtatPhase.A_VENIR if self.debut is not None and today < self.debut else EtatPhase.EN_COURS


@dataclass(frozen=True, slots=True)
class LigneFrise:
    periode: Periode
    court: str
    etat: EtatPhase
    x: int
    y: int
    largeur: int
    texte_y: int
    epaisseur: int


@dataclass(frozen=True, slots=True)
class Frise:
    hauteur: int
    annees: tuple[Annee, ...]
    lignes: tuple[LigneFrise, ...]
    fond_y: int
    fond_hauteur: int
    aujourdhui: int
    description: str

    @property
    def largeur(self) -> int:
        return WIDTH


def build_frise(periodes: Iterable[Periode], today: date) -> Frise | None:
    """The drawing; None when nothing has a date."""
    dated = [periode for periode in periodes if periode.debut or periode.fin]
    if not dated:
        return None
    echelle = _build_echelle(dated, today)
    lignes = [_build_ligne(periode, rang, echelle, today) for rang, periode in enumerate(dated)]
    bas = HAUT + LIGNE * len(lignes) + 6
    return Frise(
        hauteur=bas + LIGNE,
        annees=tuple(_build_annees(echelle, today)),
        lignes=tuple(lignes),
        fond_y=HAUT,
        fond_hauteur=bas - HAUT,
        aujourdhui=echelle.place(today),
        description=_describe(dated),
    )


def _build_echelle(periodes: Sequence[Periode], today: date) -> Echelle:
    days = [day for p in periodes for day in (p.debut, p.fin) if day is not None]
    premiere = max(min(*days, today).year, today.year - ANNEES_AVANT)
    derniere = min(max(*days, today).year, premiere + MAX_ANNEES - 1)
    return Echelle(premiere, derniere, GOUTTIERE)


def _build_ligne(periode: Periode, rang: int, echelle: Echelle, today: date) -> LigneFrise:
    x = echelle.place(periode.debut) if periode.debut else GOUTTIERE
    fin = echelle.place(periode.fin) if periode.fin else echelle.place(date(echelle.derniere, 12, 31))
    place = round(GOUTTIERE / LARGEUR_NOM) - 2
    court = periode.libelle if len(periode.libelle) <= place else f"{periode.libelle[: place - 1].rstrip()}…"
    y = HAUT + rang * LIGNE + 6
    epaisseur = EPAISSEUR + 6 if periode.is_ctg else EPAISSEUR
    middle = y + LIGNE // 2 - 3
    return LigneFrise(
        periode, court, periode.get_etat(today), x, middle - epaisseur // 2, max(4, fin - x), middle + 5, epaisseur
    )


def _build_annees(echelle: Echelle, today: date) -> Iterable[Annee]:
    for annee in range(echelle.premiere, echelle.derniere + 1):
        x = echelle.place(date(annee, 1, 1))
        yield Annee(annee, x, echelle.place(date(annee + 1, 1, 1)) - x, x + 8, "", annee < today.year)


def _describe(periodes: Iterable[Periode]) -> str:
    said = []
    for periode in periodes:
        debut = f"du {date_longue(periode.debut)}" if periode.debut else ""
        fin = f"au {date_longue(periode.fin)}" if periode.fin else "sans fin notée"
        said.append(f"{periode.libelle}, {f'{debut} ' if debut else 'jusqu’'}{fin}")
    return f"De gauche à droite, les années. {' ; '.join(said)}."
