"""One figure is the same wherever it is read: portrait, core indicators, chapters, workbooks, JSON."""

from datetime import date

import pytest

from convive.diagnostic.actions.diagnostic import create_diagnostic
from convive.diagnostic.exports.assemblage import build_diagnostic_lu
from convive.diagnostic.exports.classeur import build_classeur as build_classeur_portrait
from convive.diagnostic.exports.donnees import build_donnees
from convive.diagnostic.exports.indicateurs import build_sections
from convive.diagnostic.exports.indicateurs_classeur import build_classeur
from convive.diagnostic.rules.calcul import Figure
from convive.diagnostic.rules.contenus import Chiffre
from convive.diagnostic.selectors.catalogue import get_coeur
from convive.diagnostic.selectors.indicateurs import get_tableau
from convive.diagnostic.selectors.portrait import get_portrait
from convive.documents.rules import Cellule, Metadonnees
from convive.donnees.rules import Statut
from convive.donnees.sources.base import BASE_DIR, list_territoires
from convive.espaces.actions.espace import create_espace
from convive.espaces.selectors.espace import get_perimetre_espace
from convive.territoires.selectors import get_perimetre
from tests.diagnostic import sorties
from tests.diagnostic.conftest import BORDEAUX, CIVIS, CIVRAISIEN, TROIS_GUES
from tests.diagnostic.selectors.test_indicateurs import build_perimetre_epci
from tests.espaces.factories import create_compte

JOUR = date(2026, 11, 25)
# All the pieces of a split each, a city whose commune split before the vintage, and some others.
EPCIS = ("200066637", "200071918", "246000582", "200065597", CIVRAISIEN, BORDEAUX, CIVIS, TROIS_GUES)


@pytest.fixture
def espace_fictif(pays_reel):
    """The very communes of the fictional EPCI, under a name of its own."""
    return create_espace(by=create_compte("chargee"), reference=TROIS_GUES, nom="Les Trois Gués ensemble")


def read(figure: Figure) -> tuple:
    return (figure.millesime, None if figure.valeur is None else pytest.approx(figure.valeur), figure.statut)


@pytest.mark.usefixtures("chiffres_base")
def test_an_espace_of_all_the_communes_of_an_epci_has_its_figures(espace_fictif):
    """A producer gives the EPCI what it hides for its communes: summed up, they would make a false zero."""
    perimetre, epci = get_perimetre_espace(espace_fictif), get_perimetre(TROIS_GUES)
    assert (perimetre.nom, perimetre.type) == ("Les Trois Gués ensemble", "perimetre")
    ours, theirs = get_tableau(perimetre, JOUR), get_tableau(epci, JOUR)
    known = [nom for nom, ligne in theirs.lignes.items() if ligne.figure.has_valeur]
    assert len(known) > 40
    for nom, ligne in theirs.lignes.items():
        assert read(ours.lignes[nom].figure) == read(ligne.figure), nom
        assert ours.lignes[nom].lecture == ligne.lecture
    for nom, figure in get_portrait(epci, JOUR).figures.items():
        assert read(get_portrait(perimetre, JOUR).figures[nom]) == read(figure), nom


@pytest.mark.usefixtures("chiffres_base")
def test_a_chapter_and_a_workbook_say_what_the_page_says(espace_fictif):
    perimetre = get_perimetre_espace(espace_fictif)
    tableau, portrait = get_tableau(perimetre, JOUR), get_portrait(perimetre, JOUR)
    page = {
        item.figure.libelle: item.figure
        for section in build_sections(get_coeur(), tableau, lambda identifiant: identifiant)
        for item in section.connus
    }
    diagnostic = create_diagnostic(by=espace_fictif.created_by, espace=espace_fictif)
    lus = [c for ch in build_diagnostic_lu(diagnostic, JOUR).chapitres for c in ch.contenus if isinstance(c, Chiffre)]
    compared = [chiffre for chiffre in lus if chiffre.libelle in page]
    assert len(compared) > 20
    for chiffre in compared:
        figure = page[chiffre.libelle]
        assert (chiffre.valeur, chiffre.millesime, chiffre.statut) == (figure.valeur, figure.millesime, figure.statut)
    indicateurs = build_classeur(perimetre, get_coeur(), tableau, JOUR)
    chiffres = build_classeur_portrait(perimetre, portrait, Metadonnees("Convive", JOUR))
    for classeur, figures in (
        (indicateurs, [ligne.figure for ligne in tableau.lignes.values()]),
        (chiffres, portrait.figures.values()),
    ):
        feuille = classeur.feuilles[0]
        written = [next(cellule for cellule in ligne if isinstance(cellule, Cellule)) for ligne in feuille.lignes]
        assert written == [Cellule(figure.valeur, figure.statut) for figure in figures]
    ecrites = {figure["indicateur"]: figure["valeur"] for figure in build_donnees(perimetre, portrait)["figures"]}
    assert ecrites == {nom: figure.valeur for nom, figure in portrait.figures.items()}


@pytest.mark.usefixtures("chiffres_base", "pays_reel")
def test_what_leaves_says_what_the_page_says():
    """Pages, chapters, DOCX, XLSX and JSON, read back as they are delivered."""
    ecarts, compte = sorties.list_ecarts(TROIS_GUES, JOUR)
    assert ecarts == []
    assert compte > 100


@pytest.mark.parametrize("siren", EPCIS)
@pytest.mark.usefixtures("chiffres")
def test_the_portrait_and_the_core_indicators_agree(siren: str):
    """On real territories, splits included: same year, same value, same statut."""
    perimetre = build_perimetre_epci(list_territoires(BASE_DIR), siren)
    portrait, tableau = get_portrait(perimetre, JOUR), get_tableau(perimetre, JOUR)
    shared = sorted(portrait.figures.keys() & tableau.lignes.keys())
    assert len(shared) >= 10
    compared = 0
    for nom in shared:
        ours, theirs = portrait.figures[nom], tableau.lignes[nom].figure
        if ours.millesime == theirs.millesime:
            assert read(ours) == read(theirs), nom
            compared += 1
        for annee, figure in portrait.series.get(nom, {}).items():
            other = tableau.lignes[nom].serie.get(annee)
            assert other is None or not figure.has_valeur or read(figure) == read(other), (nom, annee)
    assert compared >= 8
    assert all(
        "au moins" in lecture.phrase or "soit" not in lecture.phrase
        for nom, figure in portrait.figures.items()
        if figure.is_minimum
        for lecture in portrait.lectures[nom]
    )
    if siren == "200066637":
        assert portrait.figures["menages"].valeur == pytest.approx(5540, abs=1)
    if siren == "200071918":
        # The sheet of the EPCI in the file of births has the same sums.
        naissances = portrait.figures["naissances_domiciliees"]
        assert (naissances.millesime, naissances.valeur, naissances.statut) == ("2024", 285, Statut.VALEUR)
        serie = portrait.series["naissances_domiciliees"]
        assert {annee: (serie[annee].valeur, serie[annee].statut) for annee in (2020, 2023, 2024)} == {
            2020: (315, Statut.VALEUR),
            2023: (297, Statut.VALEUR),
            2024: (285, Statut.VALEUR),
        }
        assert {f.statut for f in portrait.communes["85084"].values()} >= {Statut.SCISSION_INCOMPLETE}
        assert portrait.communes["85084"]["niveau_vie_median"].valeur is None
    if siren == "200065597":
        # Sannerville has no row in the yearly series: 47 communes of 48 after the split, the whole before, and from the
        # year that the reference populations give.
        series = portrait.series["population_rp"]
        assert (series[2021].valeur, series[2021].statut) == (272_797 + 1_888, Statut.VALEUR)
        assert (series[2020].valeur, series[2020].statut) == (270_451, Statut.PARTIEL)
        assert (series[2017].valeur, series[2017].statut) == (267_262, Statut.VALEUR)
