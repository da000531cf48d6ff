"""The grid of competences: how complete it is, what changed between two times, where the gaps are, the radar. Pure
Python."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from convive.prise_poste.rules.contenus import Competence, FamilleCompetences, Grille
from convive.socle.formats import liste_fr, nombre, nombre_accorde

MAX_COMMENTAIRE = 500
NIVEAU_MAX = 4
ATTENDU = 3
"""« En autonomie »: what the largest gaps are measured to. A mark to talk from, never a pass mark."""
MAX_ECARTS = 5
GRAND_PAS, MAX_PAS = 2, 3

# The page of Convive where one practises each competence: view names whose only argument is the espace.
PAGES = {
    "S1": ("offre:competence_sppe_list", "Qui exerce quelle compétence"),
    "S2": ("offre:cof_list", "Les conventions de financement"),
    "S3": ("convention:ctg_detail", "La CTG et ses délibérations"),
    "S4": ("plan_action:plan_detail", "Le plan d’actions"),
    "S5": ("diagnostic:constat_list", "Les constats"),
    "S6": ("diagnostic:indicateur_espace_list", "Les indicateurs de l’espace"),
    "S7": ("diagnostic:parole_list", "Les paroles"),
    "S8": ("espaces:espace_droits", "Qui voit quoi"),
    "F1": ("diagnostic:diagnostic_detail", "Le diagnostic partagé"),
    "F2": ("gouvernance:instance_list", "Les instances et leurs séances"),
    "F3": ("gouvernance:note_list", "Les notes pour décider"),
    "F4": ("diagnostic:indicateur_espace_list", "Les indicateurs de l’espace"),
    "F5": ("plan_action:plan_detail", "Le plan d’actions et ses moyens"),
    "F6": ("gouvernance:engagement_list", "Les engagements des partenaires"),
    "F7": ("acteurs:poste_list", "Les postes, avant et après"),
    "F8": ("documents:document_list", "Les documents à télécharger"),
    "F9": ("gouvernance:reseau_detail", "Qui travaille avec qui"),
    "F10": ("prise_poste:outil_list", "Les outils, dont la lettre de veille"),
    "P1": ("gouvernance:instance_list", "Les instances et leurs séances"),
    "P2": ("gouvernance:engagement_list", "Les engagements de chacun"),
    "P3": ("gouvernance:note_list", "Les notes pour décider"),
    "P4": ("convention:plan_externe_list", "Les autres plans"),
    "P5": ("espaces:espace_droits", "Qui voit quoi"),
    "P6": ("convention:ctg_detail", "La CTG en une page"),
    "P7": ("espaces:echeance_list", "Les échéances"),
}

type Niveaux = Mapping[str, int]
"""Levels by the key of the competence; one that is not answered is not there."""


@dataclass(frozen=True, slots=True)
class LigneComparee:
    """One competence through the self-assessments, the oldest first; None where it was not answered."""

    item: Competence
    niveaux: tuple[int | None, ...]

    @property
    def evolution(self) -> int | None:
        """From the first answer to the last one, when there are two."""
        dits = [niveau for niveau in self.niveaux if niveau is not None]
        return dits[-1] - dits[0] if len(dits) > 1 else None

    @property
    def chemin(self) -> str:
        """« +2 », « −1 », « pareil »; empty when it was not answered twice."""
        if self.evolution is None:
            return ""
        return f"{self.evolution:+d}".replace("-", "\u2212") if self.evolution else "pareil"


@dataclass(frozen=True, slots=True)
class Chemin:
    """How the competences that were answered twice moved; `pas` are the steps of two levels or more, the widest
    first."""

    montees: int
    pareilles: int
    descendues: int
    pas: tuple[LigneComparee, ...]

    @property
    def total(self) -> int:
        return self.montees + self.pareilles + self.descendues

    @property
    def phrase(self) -> str:
        """« 18 montent, 6 restent pareilles et 1 baisse »."""
        dites = (
            (self.montees, "monte", "montent"),
            (self.pareilles, "reste pareille", "restent pareilles"),
            (self.descendues, "baisse", "baissent"),
        )
        return liste_fr([nombre_accorde(n, un, plusieurs) for n, un, plusieurs in dites if n])


@dataclass(frozen=True, slots=True)
class Ecart:
    item: Competence
    niveau: int
    manque: int


def count_reponses(niveaux: Niveaux, grille: Grille) -> int:
    return sum(item.cle in niveaux for item in grille.items)


def compute_moyenne(famille: FamilleCompetences, niveaux: Niveaux) -> float | None:
    """The mean of what was answered in a family; None when nothing was."""
    dits = [niveaux[item.cle] for item in famille.items if item.cle in niveaux]
    return sum(dits) / len(dits) if dits else None


def compare(grille: Grille, evaluations: Sequence[Niveaux]) -> list[tuple[FamilleCompetences, list[LigneComparee]]]:
    return [
        (famille, [LigneComparee(item, tuple(e.get(item.cle) for e in evaluations)) for item in famille.items])
        for famille in grille.familles
    ]


def summarize_chemin(lignes: Iterable[LigneComparee]) -> Chemin:
    moved = [(ligne, ligne.evolution) for ligne in lignes]
    dites = [(ligne, evolution) for ligne, evolution in moved if evolution is not None]
    pas = sorted(((ligne, ecart) for ligne, ecart in dites if ecart >= GRAND_PAS), key=lambda pas: -pas[1])
    return Chemin(
        sum(ecart > 0 for _, ecart in dites),
        sum(not ecart for _, ecart in dites),
        sum(ecart < 0 for _, ecart in dites),
        tuple(ligne for ligne, _ in pas[:MAX_PAS]),
    )


def list_ecarts(grille: Grille, niveaux: Niveaux) -> list[Ecart]:
    """The widest gaps to autonomy, the lowest levels first; none above it."""
    ecarts = [
        Ecart(item, niveaux[item.cle], ATTENDU - niveaux[item.cle])
        for item in grille.items
        if item.cle in niveaux and niveaux[item.cle] < ATTENDU
    ]
    return sorted(ecarts, key=lambda ecart: ecart.niveau)[:MAX_ECARTS]


# The radar. Lines are told apart by their stroke and their marks, not by a colour: it is printed in black and white.
TAILLE, CENTRE, RAYON = 620, 310, 215
TRAITS = ("6 5", "", "2 4")
LIBELLES_TRAITS = {"6 5": "en tirets", "": "en trait plein", "2 4": "en pointillés"}


@dataclass(frozen=True, slots=True)
class AxeRadar:
    """An axis, with where its name is written."""

    cle: str
    nom: str
    x: str
    y: str
    x_nom: str
    y_nom: str
    ancre: str


@dataclass(frozen=True, slots=True)
class SerieRadar:
    """One self-assessment: its outline, its points (x, y, level), its stroke."""

    nom: str
    chemin: str
    points: tuple[tuple[str, str, int], ...]
    trait: str
    forme: str


@dataclass(frozen=True, slots=True)
class Radar:
    axes: tuple[AxeRadar, ...]
    cercles: tuple[str, ...]
    series: tuple[SerieRadar, ...]
    description: str


def build_radar(grille: Grille, evaluations: Sequence[tuple[str, Niveaux]]) -> Radar:
    """Draw at most three self-assessments (name, levels), the last one in a solid line; numbers are texts with a point,
    whatever the language of the page."""
    shown = list(evaluations)[-len(TRAITS) :]
    axes = []
    for rang, item in enumerate(grille.items):
        angle = _get_angle(rang, len(grille.items))
        x, y = _place(angle, RAYON)
        x_nom, y_nom = _place(angle, RAYON + 22)
        cosinus = math.cos(angle)
        ancre = "middle" if abs(cosinus) < 0.2 else "start" if cosinus > 0 else "end"
        axes.append(AxeRadar(item.cle, item.nom, x, y, x_nom, y_nom, ancre))
    styles = {1: ("",), 2: ("6 5", ""), 3: ("2 4", "6 5", "")}.get(len(shown), ())
    formes = ("carre", "losange", "rond")[-len(shown) :] if shown else ()
    series = [
        _build_serie(grille, nom, niveaux, trait, forme)
        for (nom, niveaux), trait, forme in zip(shown, styles, formes, strict=True)
    ]
    return Radar(
        tuple(axes),
        tuple(f"{RAYON * niveau / NIVEAU_MAX:.1f}" for niveau in range(1, NIVEAU_MAX + 1)),
        tuple(series),
        _describe(grille, shown),
    )


def _build_serie(grille: Grille, nom: str, niveaux: Niveaux, trait: str, forme: str) -> SerieRadar:
    points = []
    for rang, item in enumerate(grille.items):
        if item.cle in niveaux:
            rayon = RAYON * niveaux[item.cle] / NIVEAU_MAX
            points.append((*_place(_get_angle(rang, len(grille.items)), rayon), niveaux[item.cle]))
    chemin = " ".join(f"{'M' if not rang else 'L'}{x} {y}" for rang, (x, y, _) in enumerate(points))
    return SerieRadar(nom, f"{chemin} Z" if points else "", tuple(points), trait, forme)


def _get_angle(rang: int, total: int) -> float:
    return 2 * math.pi * rang / total - math.pi / 2


def _place(angle: float, rayon: float) -> tuple[str, str]:
    return f"{CENTRE + rayon * math.cos(angle):.1f}", f"{CENTRE + rayon * math.sin(angle):.1f}"


def _describe(grille: Grille, evaluations: Sequence[tuple[str, Niveaux]]) -> str:
    phrases = []
    for nom, niveaux in evaluations:
        moyennes = [(famille.nom, compute_moyenne(famille, niveaux)) for famille in grille.familles]
        dites = ", ".join(f"{famille}\u00a0: {nombre(m)} sur 4" for famille, m in moyennes if m is not None)
        phrases.append(f"{nom}\u00a0: en moyenne, {dites or 'rien n’est encore répondu'}.")
    return " ".join(phrases)
