"""The page of projections: where births are known, and where they are not."""

from pathlib import Path

import pytest
from django.urls import reverse

from convive.donnees.actions import build_donnees
from tests.diagnostic.conftest import CIVRAISIEN, TROIS_GUES

pytestmark = pytest.mark.usefixtures("pays_reel")
VIDE = "Aucune année complète n’est chargée"


@pytest.fixture(scope="module")
def chiffres_une_annee_dir(depot_officiel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The births of one year only: those of the « comparateur » of the official files."""
    donnees_dir = tmp_path_factory.mktemp("donnees_une_annee")
    build_donnees(donnees_dir=donnees_dir, depot_dir=depot_officiel, sources=["comparateur"])
    return donnees_dir


def get_page(client, reference: str) -> str:
    return client.get(reverse("diagnostic:projection_detail", kwargs={"reference": reference})).content.decode()


@pytest.mark.usefixtures("chiffres")
def test_three_scenarios_with_their_margin_and_what_they_suppose(client):
    text = get_page(client, TROIS_GUES)
    for expected in (
        "La tendance se prolonge",
        "se maintiennent",
        "La tendance s’inverse",
        "la marge à 80",
        "déjà nés",
    ):
        assert expected in text
    assert "par les seules naissances, sans arrivées ni départs" in text or "Pour 100 naissances" in text


@pytest.mark.usefixtures("chiffres")
def test_births_of_the_registers_carry_a_projection(client):
    text = get_page(client, CIVRAISIEN)
    assert "les naissances de 2008 à 2024" in text
    assert "La tendance se prolonge" in text
    assert "Pas assez de naissances connues" not in text


@pytest.mark.usefixtures("chiffres_base")
@pytest.mark.parametrize(("dossier", "annees"), [("base", VIDE), ("une_annee", "sont chargées : 2020.")])
def test_nothing_is_made_up_without_births(client, settings, request, dossier: str, annees: str):
    settings.DONNEES_DIR = request.getfixturevalue(f"chiffres_{dossier}_dir")
    text = get_page(client, CIVRAISIEN).replace("\u00a0", " ")
    assert "Pas assez de naissances connues" in text
    assert "Il faut les naissances de 5 années de suite" in text
    assert annees in text
    assert "scénario" not in text.split("<footer")[0].replace("trois scénarios et leur marge", "")
    assert "Courbe en" not in text
