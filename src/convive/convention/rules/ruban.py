"""The ribbon of the years of a CTG: where each thing stands on the drawing. Pure Python; the template only draws.

Lengths are in the units of the drawing, WIDTH wide; a label never covers another one: things are put on several rows.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Protocol

from convive.convention.rules.phases import Avancement, EtatPhase, JalonDate, PhaseDatee
from convive.socle.formats import MOIS, date_longue

WIDTH, GUTTER, MARGE_DROITE = 1180, 84, 14
HAUT, LIGNE, ENTRE_BANDES = 34, 30, 12
HAUTEUR_BARRE = 24
LARGEUR_LETTRE = 7.4
LARGEUR_MARQUE = 18
MAX_ANNEES = 12
MOIS_COURTS = {
    "janvier": "janv.",
    "février": "févr.",
    "juillet": "juil.",
    "septembre": "sept.",
    "octobre": "oct.",
    "novembre": "nov.",
    "décembre": "déc.",
}
JOURS_PAR_AN = 366


class Sorte(StrEnum):
    """What a mark is; its shape depends on it, never its colour alone."""

    JALON = "jalon"
    ACTE = "acte"


class Duree(Protocol):
    """What is drawn as a bar, once both its days are known."""

    @property
    def libelle(self) -> str: ...
    @property
    def etat(self) -> EtatPhase: ...
    @property
    def debut(self) -> date | None: ...
    @property
    def fin(self) -> date | None: ...


@dataclass(frozen=True, slots=True)
class Voisine:
    """What runs beside the CTG: the preparation or the years of the one before, of the one after."""

    libelle: str
    etat: EtatPhase
    debut: date
    fin: date


@dataclass(frozen=True, slots=True)
class Annee:
    annee: int
    x: int
    largeur: int
    texte_x: int
    rang: str
    is_passee: bool


@dataclass(frozen=True, slots=True)
class Barre:
    libelle: str
    etat: EtatPhase
    debut: date
    fin: date
    x: int
    y: int
    largeur: int
    texte_x: int
    texte_y: int
    is_texte_dedans: bool


@dataclass(frozen=True, slots=True)
class Evenement:
    """Something that happened, or is planned, on a day."""

    libelle: str
    date: date
    is_fait: bool
    court: str = ""


@dataclass(frozen=True, slots=True)
class Marque:
    evenement: Evenement
    chemin: str
    texte_x: int
    texte_y: int
    court: str


@dataclass(frozen=True, slots=True)
class Bande:
    """A row of the drawing with its name at the left."""

    libelle: str
    y: int
    marques: tuple[Marque, ...]


@dataclass(frozen=True, slots=True)
class LigneListe:
    """The same in words: `debut` alone for a day."""

    libelle: str
    debut: date
    fin: date | None
    etat: str


@dataclass(frozen=True, slots=True)
class Ruban:
    hauteur: int
    annees: tuple[Annee, ...]
    barres: tuple[Barre, ...]
    voisines: tuple[Barre, ...]
    voisines_y: int
    bandes: tuple[Bande, ...]
    phases_y: int
    fond_y: int
    fond_hauteur: int
    aujourdhui: int | None
    aujourdhui_texte: int
    aujourdhui_y: int
    aujourdhui_ancre: str
    description: str
    liste: tuple[LigneListe, ...]

    @property
    def largeur(self) -> int:
        return WIDTH


@dataclass(frozen=True, slots=True)
class Echelle:
    """The years of a drawing; `gouttiere` is what its names take at the left."""

    premiere: int
    derniere: int
    gouttiere: int = GUTTER

    @property
    def largeur_annee(self) -> float:
        return (WIDTH - self.gouttiere - MARGE_DROITE) / (self.derniere - self.premiere + 1)

    def place(self, day: date) -> int:
        """Where a day stands; what is before or after the drawing stands on its edge."""
        part = (day.timetuple().tm_yday - 1) / JOURS_PAR_AN
        rang = min(max(day.year + part, self.premiere), self.derniere + 1)
        return round(self.gouttiere + (rang - self.premiere) * self.largeur_annee)


def build_ruban(
    avancement: Avancement,
    jalons: Iterable[JalonDate],
    actes: Iterable[Evenement],
    *,
    date_debut: date,
    date_fin: date,
    today: date,
    voisines: Iterable[Voisine] = (),
) -> Ruban:
    """The whole drawing, and the same in words. What runs beside stops at the edges."""
    phases = [phase for phase in avancement.phases if phase.debut and phase.fin]
    evenements = [
        Evenement(j.libelle, j.date, j.date_reelle is not None) for j in jalons if j.date and not j.is_sans_objet
    ]
    actes, voisines = list(actes), list(voisines)
    days = [date_debut, date_fin, *(e.date for e in (*evenements, *actes))]
    days += [day for phase in phases for day in (phase.debut, phase.fin) if day]
    # One year more shows what follows.
    days += [voisine.debut for voisine in voisines if min(days) <= voisine.debut <= date_fin + timedelta(days=366)]
    premiere = min(days).year
    echelle = Echelle(premiere, min(max(days).year, premiere + MAX_ANNEES - 1))
    phases_y = HAUT + ENTRE_BANDES
    barres, y = _build_barres(phases, echelle, phases_y)
    seen = [v for v in voisines if v.fin.year >= echelle.premiere and v.debut.year <= echelle.derniere]
    voisines_y, barres_voisines = y + ENTRE_BANDES, list[Barre]()
    if seen:
        barres_voisines, y = _build_barres(seen, echelle, voisines_y)
    bandes = []
    for libelle, group in (("Jalons", evenements), ("Actes", actes)):
        bande, y = _build_bande(libelle, group, echelle, y + ENTRE_BANDES)
        bandes.append(bande)
    is_dans_le_ruban = echelle.premiere <= today.year <= echelle.derniere
    x = echelle.place(today)
    is_a_droite = x > WIDTH / 2
    return Ruban(
        hauteur=y + ENTRE_BANDES + (LIGNE if is_dans_le_ruban else 0),
        annees=tuple(_build_annees(echelle, date_debut, date_fin, today)),
        barres=tuple(barres),
        voisines=tuple(barres_voisines),
        voisines_y=voisines_y + 17,
        bandes=tuple(bande for bande in bandes if bande.marques),
        phases_y=phases_y + 17,
        fond_y=HAUT,
        fond_hauteur=y + ENTRE_BANDES - HAUT,
        aujourdhui=x if is_dans_le_ruban else None,
        aujourdhui_texte=x - 6 if is_a_droite else x + 6,
        aujourdhui_y=y + ENTRE_BANDES + 20,
        aujourdhui_ancre="end" if is_a_droite else "start",
        description=_describe(phases, premiere, echelle.derniere),
        liste=tuple(_list_lignes(phases, evenements, actes, voisines)),
    )


def _build_annees(echelle: Echelle, date_debut: date, date_fin: date, today: date) -> Iterable[Annee]:
    for annee in range(echelle.premiere, echelle.derniere + 1):
        x = echelle.place(date(annee, 1, 1))
        is_dedans = date_debut.year <= annee <= date_fin.year
        rang = f"an {annee - date_debut.year + 1}" if is_dedans else ""
        yield Annee(annee, x, echelle.place(date(annee + 1, 1, 1)) - x, x + 8, rang, annee < today.year)


def _build_barres(phases: Iterable[Duree], echelle: Echelle, top: int) -> tuple[list[Barre], int]:
    found, rows = [], list[int]()
    dated = [(phase.debut, phase.fin, phase) for phase in phases if phase.debut and phase.fin]
    for day, last, phase in sorted(dated, key=lambda row: row[:2]):
        x = echelle.place(day)
        largeur = max(10, echelle.place(last) - x)
        texte = round(len(phase.libelle) * LARGEUR_LETTRE) + 16
        is_dedans = texte <= largeur
        # A label that does not fit goes after its bar, or before it at the end of the drawing.
        is_avant = not is_dedans and x + largeur + texte > WIDTH
        debut = x - texte if is_avant else x
        row = _find_row(rows, debut, x + largeur if is_dedans or is_avant else x + largeur + texte)
        y = top + row * LIGNE
        texte_x = x + 8 if is_dedans else (x - texte + 8 if is_avant else x + largeur + 6)
        found.append(Barre(phase.libelle, phase.etat, day, last, x, y, largeur, texte_x, y + 17, is_dedans))
    return found, top + max(1, len(rows)) * LIGNE


def _build_bande(libelle: str, evenements: Iterable[Evenement], echelle: Echelle, top: int) -> tuple[Bande, int]:
    found, rows = [], list[int]()
    for evenement in sorted(evenements, key=lambda e: e.date):
        x, court = echelle.place(evenement.date), evenement.court or format_jour(evenement.date)
        texte = round(len(court) * LARGEUR_LETTRE) + LARGEUR_MARQUE
        is_avant = x + texte > WIDTH
        debut, fin = (x - texte, x + 8) if is_avant else (x - 8, x + texte)
        y = top + _find_row(rows, debut, fin) * LIGNE + 12
        found.append(
            Marque(evenement, f"M{x} {y - 8}l8 8-8 8-8-8Z", x - texte + 4 if is_avant else x + 13, y + 5, court)
        )
    return Bande(libelle, top + 17, tuple(found)), top + len(rows) * LIGNE


def _find_row(rows: list[int], debut: int, fin: int) -> int:
    """The first row that is free from `debut` on; `rows` holds where each one is taken until."""
    row = next((i for i, taken in enumerate(rows) if taken <= debut), len(rows))
    rows[row : row + 1] = [fin + 8]
    return row


def format_jour(day: date) -> str:
    """« 14 juin », « 10 nov. »; the year is read on the drawing."""
    mois = MOIS[day.month - 1]
    return f"{'1er' if day.day == 1 else day.day} {MOIS_COURTS.get(mois, mois)}"


def _describe(phases: Iterable[PhaseDatee], premiere: int, derniere: int) -> str:
    said = [
        f"{phase.libelle}, du {date_longue(phase.debut)} au {date_longue(phase.fin)}, {phase.libelle_etat}"
        for phase in phases
        if phase.debut and phase.fin
    ]
    return (
        f"De {premiere} à {derniere}, de gauche à droite. Phases : {' ; '.join(said)}. Toutes les dates sont en liste."
    )


def _list_lignes(
    phases: Iterable[PhaseDatee],
    jalons: Iterable[Evenement],
    actes: Iterable[Evenement],
    voisines: Iterable[Voisine],
) -> list[LigneListe]:
    lignes = [
        LigneListe(f"Phase : {phase.libelle}", phase.debut, phase.fin, phase.libelle_etat)
        for phase in phases
        if phase.debut and phase.fin
    ]
    lignes += [LigneListe(v.libelle, v.debut, v.fin, v.etat.libelle) for v in voisines]
    lignes += [LigneListe(e.libelle, e.date, None, "fait" if e.is_fait else "prévu") for e in (*jalons, *actes)]
    return sorted(lignes, key=lambda ligne: (ligne.debut, ligne.fin or ligne.debut))
