"""What the core indicators give to the chapters: their figures, the sentence of each gap, some charts."""

from collections.abc import Iterator

from convive.diagnostic.chapitres import ContenuChapitre, ContexteChapitre, contenus
from convive.diagnostic.exports.contenus_portrait import build_chiffre, build_illustration, build_provenances
from convive.diagnostic.exports.garde import keep_comptes, keep_contenus
from convive.diagnostic.exports.graphiques import ETROIT, LARGE
from convive.diagnostic.exports.indicateur_page import draw_barres, draw_courbe
from convive.diagnostic.exports.indicateurs import build_affichee, format_comparaisons
from convive.diagnostic.rules.contenus import ContenuADessiner, Dessin, Illustration, Phrase
from convive.diagnostic.rules.indicateurs import LigneIndicateur
from convive.diagnostic.rules.sommaire import THEMATIQUE
from convive.diagnostic.selectors.catalogue import get_catalogue, get_coeur
from convive.diagnostic.selectors.indicateurs import TableauIndicateurs, get_tableau
from convive.documents.graphiques import Graphique, GraphiqueInvalide
from convive.donnees.erreurs import DonneesAbsentes
from convive.territoires.rules import PerimetreResolu

MAX_PHRASES = 4
MAX_DESSINS = 3
# The themes of the core indicators that a usual chapter shows, besides the portrait.
THEMES = {"population": ("familles",), "ressources": ("precarite",)}


def _list_themes(contexte: ContexteChapitre) -> tuple[str, ...]:
    """Those of a usual chapter; for a thématique, the one whose words are in its name, the longest first."""
    if contexte.cle != THEMATIQUE:
        return THEMES[contexte.cle]
    if contexte.thematique is None:
        return ()
    theme = get_coeur().find_thematique(contexte.thematique.nom)
    return (theme.identifiant,) if theme else ()


def _read_tableau(contexte: ContexteChapitre, perimetre: PerimetreResolu) -> TableauIndicateurs | None:
    try:
        return get_tableau(perimetre, contexte.jour)
    except DonneesAbsentes:
        return None


def build_indicateurs(contexte: ContexteChapitre) -> Iterator[ContenuADessiner]:
    """The indicators of the theme that have a figure; those of the portrait are already in its own chapters."""
    perimetre, themes = contexte.perimetre, _list_themes(contexte)
    if perimetre is None or not perimetre.communes or not themes:
        return
    tableau = contexte.remember("indicateurs", lambda: _read_tableau(contexte, perimetre))
    if tableau is None:
        return
    deja = (
        {indicateur.identifiant for indicateur in get_catalogue().indicateurs} if contexte.cle != THEMATIQUE else set()
    )
    lignes = [
        tableau.lignes[fiche.identifiant]
        for theme in themes
        for fiche in get_coeur().for_thematique(theme)
        if fiche.identifiant not in deja and tableau.lignes[fiche.identifiant].figure.has_valeur
    ]
    lues = [(ligne, ligne.lecture) for ligne in lignes if ligne.lecture is not None]
    lues.sort(key=lambda lue: not lue[1].is_notable)
    for ligne, lecture in lues[:MAX_PHRASES]:
        yield Phrase(lecture.phrase, lecture.reserve, build_provenances([ligne.figure]))
    for ligne in lignes:
        affichee = build_affichee(ligne.figure, tableau.sources_chargees, format_comparaisons(ligne))
        yield build_chiffre(affichee, ligne.figure)
    for ligne in ([ligne for ligne, _ in lues] or lignes)[:MAX_DESSINS]:
        yield _delay(perimetre, tableau, ligne)


def _delay(perimetre: PerimetreResolu, tableau: TableauIndicateurs, ligne: LigneIndicateur) -> Dessin:
    """Its years when it has three of them, else its comparisons."""

    def draw(largeur: int) -> Graphique | None:
        try:
            courbe = draw_courbe(perimetre, tableau, ligne, largeur)
            return courbe or draw_barres(perimetre, tableau, ligne, largeur)
        except GraphiqueInvalide:
            return None

    def dessiner() -> Illustration | None:
        graphique = draw(LARGE)
        nom = f"indicateur_{ligne.fiche.identifiant}"
        return build_illustration(nom, graphique, figures, draw(ETROIT)) if graphique else None

    figures = [ligne.figure, *ligne.serie.values()]
    return Dessin(f"indicateur_{ligne.fiche.identifiant}", dessiner, build_provenances(figures))


def record_contenus_indicateurs() -> None:
    contenus.record(
        ContenuChapitre(
            "indicateurs",
            {THEMATIQUE, *THEMES},
            20,
            "Les indicateurs",
            keep_contenus("indicateurs", build_indicateurs),
            keep_comptes("indicateurs", build_indicateurs),
        )
    )
