"""From a figure, or from its change between two years, to a constat that keeps it: what the form starts with."""

from dataclasses import dataclass
from datetime import date

from convive.diagnostic.exports.changements import format_ecart
from convive.diagnostic.exports.figures import freeze_figure
from convive.diagnostic.exports.presentation import format_valeur
from convive.diagnostic.rules.accord import accorde
from convive.diagnostic.rules.calcul import Figure
from convive.diagnostic.rules.changements import PHRASES, compute_changement
from convive.diagnostic.rules.coeur import Fiche
from convive.diagnostic.rules.constats import FigureFigee
from convive.diagnostic.rules.indicateurs import LigneIndicateur
from convive.diagnostic.selectors.catalogue import get_coeur
from convive.diagnostic.selectors.indicateurs import get_tableau
from convive.donnees.erreurs import DonneesAbsentes
from convive.espaces.models import Membre
from convive.espaces.selectors.espace import get_perimetre_espace
from convive.espaces.selectors.note import list_choix_thematiques
from convive.socle.formats import INSECABLE
from convive.territoires.rules import PerimetreInconnu, PerimetreResolu
from convive.territoires.selectors import get_perimetre


@dataclass(frozen=True)
class Depart:
    """What is proposed, to be rewritten, and the figures that the constat will keep as they are today."""

    texte: str
    precision: str
    thematiques: tuple[str, ...]
    figures: tuple[FigureFigee, ...]


def build_depart(membre: Membre, identifiant: str, depuis: str, jour: date, *, territoire: str = "") -> Depart | None:
    """None for an indicator that is not in the catalogue, or not known here; `depuis` is the year of the start.

    `territoire`: a part of the territory of the espace, whose own figure it is; another one is refused with None.
    """
    fiche = get_coeur().by_identifiant.get(identifiant)
    perimetre = _find_perimetre(membre, territoire)
    if fiche is None or perimetre is None or not perimetre.communes:
        return None
    try:
        tableau = get_tableau(perimetre, jour, [fiche])
    except DonneesAbsentes:
        return None
    ligne = tableau.lignes[identifiant]
    if not ligne.figure.has_valeur:
        return None
    texte, precision, figures = _tell(ligne, depuis)
    if territoire:
        texte = f"{perimetre.nom}, {texte[0].lower()}{texte[1:]}"
    figees = tuple(freeze_figure(figure, tableau.sources_chargees, perimetre, fiche) for figure in figures)
    return Depart(texte, precision, _list_thematiques(membre, fiche), figees)


def _find_perimetre(membre: Membre, territoire: str) -> PerimetreResolu | None:
    sien = get_perimetre_espace(membre.espace)
    if not territoire or sien is None:
        return sien
    try:
        partie = get_perimetre(territoire)
    except PerimetreInconnu:
        return None
    codes = {commune.code for commune in partie.communes}
    return partie if codes <= {commune.code for commune in sien.communes} else None


def _tell(ligne: LigneIndicateur, depuis: str) -> tuple[str, str, list[Figure]]:
    """The sentence, what qualifies it, and the figures that it rests on."""
    libelle = ligne.fiche.indicateur.libelle
    annee = int(depuis) if depuis.isascii() and depuis.isdecimal() and len(depuis) == 4 else None
    changement = compute_changement(ligne, annee) if annee else None
    if changement is None:
        texte = f"{libelle}{INSECABLE}: {_format(ligne.figure)} en {ligne.figure.millesime}."
        lecture = ligne.lecture
        return texte, lecture.phrase if lecture else "", [ligne.figure]
    avant, apres = changement.avant, changement.apres
    texte = (
        f"{libelle}{INSECABLE}: {_format(avant)} en {avant.millesime}, {_format(apres)} en {apres.millesime}, "
        f"soit {format_ecart(changement)}."
    )
    certitude = (
        f"Ce que vaut ce changement{INSECABLE}: {changement.certitude.libelle}, {PHRASES[changement.certitude]}."
    )
    return texte, certitude, [avant, apres]


def _format(figure: Figure) -> str:
    return f"{format_valeur(figure)}{INSECABLE}{accorde(figure.valeur or 0, figure.indicateur.unite)}"


def _list_thematiques(membre: Membre, fiche: Fiche) -> tuple[str, ...]:
    """Those of the espace whose name is that of the theme of the indicator."""
    found = []
    for thematique in list_choix_thematiques(membre):
        theme = get_coeur().find_thematique(thematique.nom)
        if theme is not None and theme.identifiant == fiche.thematique:
            found.append(str(thematique.pk))
    return tuple(found)
