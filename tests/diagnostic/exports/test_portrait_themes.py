"""The curve of the population and the population in force are two years of the same count, and say so; documents say
what the page says."""

import re
from datetime import date

import pytest

from convive.diagnostic.exports.formats import build_diapositives, build_document
from convive.diagnostic.exports.page import build_page
from convive.diagnostic.exports.portrait_themes import explain_serie, list_lectures
from convive.diagnostic.rules.calcul import Figure
from convive.diagnostic.rules.portrait import Portrait
from convive.diagnostic.selectors.catalogue import get_catalogue
from convive.donnees.rules import Statut
from convive.donnees.sources.base import BASE_DIR, list_territoires
from tests.diagnostic.conftest import TROIS_GUES
from tests.diagnostic.selectors.test_indicateurs import build_perimetre_epci

POPULATION = get_catalogue().get("population_municipale")
SERIE = get_catalogue().get("population_rp")


def build_portrait(*points: tuple[int, float | None], statut: Statut = Statut.VALEUR) -> Portrait:
    en_vigueur = Figure(POPULATION, "2023", 26641.0, Statut.VALEUR)
    serie = {annee: Figure(SERIE, str(annee), valeur, statut) for annee, valeur in points}
    return Portrait({"population_municipale": en_vigueur}, (), {}, {"population_rp": serie}, {})


def test_curve_that_ends_before_the_population_says_why():
    portrait = build_portrait((2019, 27100.0), (2020, 27000.0), (2021, 26926.0), (2022, None))
    assert explain_serie(portrait) == (
        "La courbe s’arrête en 2021, à 26\u202f926\u00a0habitants\u00a0: c’est la série qui sert à suivre l’évolution. "
        "La population en vigueur est celle de 2023, 26\u202f641."
    )


@pytest.mark.parametrize("points", [(), ((2021, 1.0), (2023, 2.0)), ((2021, 1.0), (2022, 1.0), (2023, 26641.0))])
def test_curve_that_ends_with_the_population_says_nothing(points):
    assert explain_serie(build_portrait(*points)) == ""


@pytest.mark.usefixtures("chiffres_base")
def test_documents_say_the_sentences_of_the_page():
    perimetre = build_perimetre_epci(list_territoires(BASE_DIR), TROIS_GUES)
    page = [(phrase.texte, phrase.precision) for phrase in build_page(perimetre).phrases]
    lectures = list_lectures(perimetre, date.today())
    assert [texte for texte, _ in page] == [lecture.phrase for lecture in lectures]
    assert all(lecture.reserve in precision for lecture, (_, precision) in zip(lectures, page, strict=True))
    assert len(page) >= 3


@pytest.mark.usefixtures("chiffres_base")
def test_documents_follow_the_themes_of_the_page_and_its_one_comparison():
    perimetre = build_perimetre_epci(list_territoires(BASE_DIR), TROIS_GUES)
    page = build_page(perimetre)
    themes = [theme.thematique.libelle for theme in page.themes if not theme.manque]
    document = build_document(perimetre, date.today())
    titres = re.findall(r"<h2>([^<]+)</h2>", document.corps_html)
    assert [titre for titre in titres if titre in themes] == themes
    assert titres[0] == "Ce que disent les chiffres"
    dessins = {f"{theme.thematique.identifiant}.svg" for theme in page.themes if theme.graphique}
    assert dessins <= set(document.images)
    for figure in page.figures:
        assert figure.libelle in document.corps_html.replace("&#x27;", "’"), figure.libelle
    diapositives = build_diapositives(perimetre, date.today()).diapositives
    dites = [d.titre.partition("\u00a0: ")[0] for d in diapositives if d.titre.partition("\u00a0: ")[0] in themes]
    assert list(dict.fromkeys(dites)) == themes
