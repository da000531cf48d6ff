"""The portrait by the thématiques of a CTG: key figures, one chart, one sentence, and what is missing."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from convive.diagnostic.exports.graphiques import (
    ETROIT,
    HAUTEUR_COURBE_BASSE,
    HAUTEUR_COURBE_DOCUMENT,
    LARGE,
    list_dessins,
)
from convive.diagnostic.exports.indicateur_page import draw_courbe
from convive.diagnostic.exports.indicateurs import build_indicateur, get_grandeurs_sans_source
from convive.diagnostic.exports.presentation import FigureAffichee
from convive.diagnostic.exports.sources import get_source_courte
from convive.diagnostic.rules.calcul import Figure
from convive.diagnostic.rules.catalogue import Calcul
from convive.diagnostic.rules.coeur import Coeur, Fiche, Thematique
from convive.diagnostic.rules.indicateurs import LigneIndicateur
from convive.diagnostic.rules.lecture import Lecture
from convive.diagnostic.rules.phrases import PhraseDite, build_phrases
from convive.diagnostic.rules.portrait import Portrait, Reference
from convive.diagnostic.rules.themes import ThemePortrait, choose_lignes, explain_manque, has_message
from convive.diagnostic.selectors.catalogue import get_coeur, get_patrons, get_themes
from convive.diagnostic.selectors.comparaison import Choix, get_choix
from convive.diagnostic.selectors.indicateurs import TableauIndicateurs
from convive.diagnostic.selectors.portrait import get_seuils
from convive.documents.graphiques import Graphique, GraphiqueInvalide
from convive.socle.formats import nombre, nombre_accorde
from convive.territoires.rules import PerimetreResolu

GetUrl = Callable[..., str]
SOURCE_FICTIVE = "chiffres inventés"
TAUX_DESSINES = {"ages": "part_65p", "logements": "part_logements_vacants"}
"""Shares that a chart draws: too few people for the rate are too few for the chart."""


@dataclass(frozen=True)
class PhraseAffichee:
    """`cle`: what names its words in the page. `url_constat`: where it becomes a constat, for who may write one."""

    cle: str
    texte: str
    precision: str
    url_constat: str = ""


@dataclass(frozen=True)
class ThemeAffiche:
    """`autres`: how many more indicators of this thématique are known here. `note`: what the chart must not let one
    believe."""

    thematique: Thematique
    figures: tuple[FigureAffichee, ...]
    graphique: Graphique | None
    source_graphique: str
    note: str
    phrase: PhraseAffichee | None
    autres: int
    manque: str
    is_a_charger: bool
    url: str

    @property
    def cle(self) -> FigureAffichee | None:
        """What a folded theme says: its first figure with a value."""
        return next((figure for figure in self.figures if figure.valeur), None)


def build_themes(
    perimetre: PerimetreResolu,
    portrait: Portrait,
    tableau: TableauIndicateurs,
    phrases: Sequence[PhraseDite],
    get_url: GetUrl,
    get_url_constat: Callable[[str], str] | None,
    largeur: int = ETROIT,
) -> tuple[ThemeAffiche, ...]:
    """In the order of the catalogue. `phrases`: already said in the head, not to be said again. `largeur` is that of
    the charts."""
    coeur, themes = get_coeur(), get_themes()
    dites = {phrase.indicateur for phrase in phrases}
    prises = {nom: theme for theme in themes.values() for nom in theme.cles}
    built = []
    for thematique in coeur.thematiques:
        theme = themes[thematique.identifiant]
        # A figure that another theme takes as a key is shown there.
        ailleurs = frozenset(nom for nom, autre in prises.items() if autre is not theme and nom not in theme.cles)
        lignes = choose_lignes(theme, coeur, tableau.lignes, ailleurs)
        fiches = coeur.for_thematique(thematique.identifiant)
        built.append(
            _build_theme(
                perimetre,
                portrait,
                tableau,
                thematique,
                theme,
                lignes,
                fiches,
                dites,
                get_url,
                get_url_constat,
                largeur,
            )
        )
    return tuple(_say_once(built))


def _say_once(themes: Iterable[ThemeAffiche]) -> Iterator[ThemeAffiche]:
    """Where files are loaded is said by the first theme that waits for one."""
    is_dit = False
    for theme in themes:
        yield replace(theme, is_a_charger=theme.is_a_charger and not is_dit)
        is_dit |= theme.is_a_charger


def _build_theme(
    perimetre: PerimetreResolu,
    portrait: Portrait,
    tableau: TableauIndicateurs,
    thematique: Thematique,
    theme: ThemePortrait,
    lignes: Sequence[LigneIndicateur],
    fiches: tuple[Fiche, ...],
    dites: set[str],
    get_url: GetUrl,
    get_url_constat: Callable[[str], str] | None,
    largeur: int,
) -> ThemeAffiche:
    coeur, chargees = get_coeur(), tableau.sources_chargees
    attendues = [fiche for fiche in fiches if get_grandeurs_sans_source(tableau.lignes[fiche.identifiant], chargees)]
    manque = ""
    if not lignes:
        figures = [tableau.lignes[fiche.identifiant].figure for fiche in fiches]
        manque = explain_manque(theme, figures, not attendues)
    graphique, dessinee = draw_theme(perimetre, portrait, tableau, theme, lignes, largeur)
    shown = {ligne.fiche.identifiant for ligne in lignes}
    return ThemeAffiche(
        thematique,
        tuple(_build_figure(coeur, ligne, chargees) for ligne in lignes),
        graphique,
        SOURCE_FICTIVE if perimetre.fictif else get_source_courte(dessinee, chargees) if dessinee else "",
        explain_serie(portrait) if graphique is not None and theme.dessins[:1] == ("population",) else "",
        _choose_phrase(lignes, dites, get_url_constat),
        sum(tableau.lignes[f.identifiant].figure.has_valeur for f in fiches if f.identifiant not in shown),
        manque,
        bool(attendues) and not lignes,
        get_url(thematique.identifiant),
    )


def _build_figure(coeur: Coeur, ligne: LigneIndicateur, chargees: frozenset[str]) -> FigureAffichee:
    """The whole source and the limits are said apart; under the figure, who and when."""
    affichee = build_indicateur(coeur, ligne, chargees).figure
    return replace(affichee, source_courte=get_source_courte(ligne.figure, chargees))


def _choose_phrase(
    lignes: Iterable[LigneIndicateur],
    dites: set[str],
    get_url_constat: Callable[[str], str] | None,
) -> PhraseAffichee | None:
    """The gap that stands out most among the key figures, else any gap, else a count; never one said in the head."""
    lues = [(ligne, ligne.lecture) for ligne in lignes if ligne.lecture and ligne.fiche.identifiant not in dites]
    if not lues:
        return None
    ligne, lecture = max(lues, key=lambda lue: _rank(*lue))
    # Its source is that of the figure above it.
    precision = f"À lire avec prudence\u00a0: {lecture.reserve}." if lecture.reserve else ""
    url = get_url_constat(ligne.fiche.identifiant) if get_url_constat else ""
    return PhraseAffichee(f"phrase-{ligne.fiche.identifiant}", lecture.phrase, precision, url)


def _rank(ligne: LigneIndicateur, lecture: Lecture) -> tuple[bool, bool, float]:
    notable = ligne.fiche.indicateur.ecart_notable
    force = abs(lecture.ecart) / notable if lecture.ecart is not None and notable else 0.0
    return lecture.ecart is not None, not lecture.reserve, force


def draw_theme(
    perimetre: PerimetreResolu,
    portrait: Portrait,
    tableau: TableauIndicateurs,
    theme: ThemePortrait,
    lignes: Sequence[LigneIndicateur],
    largeur: int = ETROIT,
) -> tuple[Graphique | None, Figure | None]:
    """The chart that the catalogue prefers, else the years of a rate, and a figure that it shows; a chart of holes
    would add nothing."""
    dessins = {dessin.nom: dessin for dessin in list_dessins(perimetre, portrait)}
    for nom in theme.dessins:
        is_fonde = nom not in TAUX_DESSINES or portrait.figures[TAUX_DESSINES[nom]].has_valeur
        if lignes and is_fonde and (drawn := dessins[nom].try_draw(largeur)) is not None:
            return drawn, portrait.figures[dessins[nom].identifiants[0]]
    hauteur = HAUTEUR_COURBE_DOCUMENT if largeur > ETROIT else HAUTEUR_COURBE_BASSE
    # Years of a rate beside another territory tell more than those of a count.
    for ligne in sorted(lignes, key=lambda ligne: ligne.fiche.indicateur.calcul is Calcul.SOMME):
        if not has_message(ligne):
            continue
        try:
            if (drawn := draw_courbe(perimetre, tableau, ligne, largeur, hauteur)) is not None:
                return drawn, ligne.figure
        except GraphiqueInvalide:
            continue
    return None, None


def explain_serie(portrait: Portrait) -> str:
    """Why the curve of the population does not end where the population says; empty when it is not drawn."""
    serie = {annee: f for annee, f in portrait.series.get("population_rp", {}).items() if f.has_valeur}
    population = portrait.figures["population_municipale"]
    if len(serie) < 3 or not population.has_valeur:
        return ""
    annee = max(serie)
    if str(annee) == population.millesime:
        return ""
    valeur = nombre_accorde(round(serie[annee].valeur or 0), "habitant")
    return (
        f"La courbe s’arrête en {annee}, à {valeur}\u00a0: c’est la série qui sert à suivre l’évolution. La population "
        f"en vigueur est celle de {population.millesime}, {nombre(round(population.valeur or 0), 0)}."
    )


def list_phrases(perimetre: PerimetreResolu, choix: Choix, jour: date) -> tuple[PhraseDite, ...]:
    """What the head of the portrait says aloud, on screen and in the documents."""
    noms = {commune.code: commune.nom for commune in perimetre.communes}
    base_min = get_seuils(jour).prudence
    return build_phrases(get_patrons(), choix.tableau.lignes, choix.portrait.communes, noms, base_min)


def list_lectures(perimetre: PerimetreResolu, jour: date) -> tuple[Lecture, ...]:
    """The sentences of the page, as it opens."""
    return build_lectures(list_phrases(perimetre, get_choix(perimetre, "", jour), jour))


def build_lectures(phrases: Iterable[PhraseDite]) -> tuple[Lecture, ...]:
    return tuple(Lecture(phrase.indicateur, phrase.texte, phrase.reserve) for phrase in phrases)


@dataclass(frozen=True)
class PortraitLu:
    """The portrait as a document takes it: the sentences, the themes and the comparison of the page as it opens."""

    portrait: Portrait
    references: tuple[Reference, ...]
    lectures: tuple[Lecture, ...]
    themes: tuple[ThemeAffiche, ...]

    @property
    def montres(self) -> list[ThemeAffiche]:
        return [theme for theme in self.themes if not theme.manque]

    @property
    def muets(self) -> list[ThemeAffiche]:
        """Those of which nothing is known here, each with what is missing."""
        return [theme for theme in self.themes if theme.manque]


def build_portrait_lu(perimetre: PerimetreResolu, jour: date) -> PortraitLu:
    """Raise DonneesAbsentes."""
    choix = get_choix(perimetre, "", jour)
    phrases = list_phrases(perimetre, choix, jour)
    themes = build_themes(perimetre, choix.portrait, choix.tableau, phrases, lambda _theme: "", None, LARGE)
    return PortraitLu(choix.portrait, choix.references, build_lectures(phrases), themes)


def build_phrases_affichees(
    phrases: Sequence[PhraseDite],
    lignes: Mapping[str, LigneIndicateur],
    chargees: frozenset[str],
    get_url_constat: Callable[[str], str] | None,
) -> tuple[PhraseAffichee, ...]:
    return tuple(
        PhraseAffichee(
            f"phrase-{phrase.indicateur}",
            phrase.texte,
            " · ".join(filter(None, (get_source_courte(lignes[phrase.indicateur].figure, chargees), phrase.reserve))),
            get_url_constat(phrase.indicateur) if get_url_constat else "",
        )
        for phrase in phrases
    )
