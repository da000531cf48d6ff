"""An action that is measured by an indicator of the portrait shows what the portrait says of it."""

from datetime import date

import pytest
from django.urls import reverse

from convive.diagnostic.selectors.indicateurs import get_tableau
from convive.espaces.selectors.espace import get_perimetre_espace
from convive.plan_action.models import IndicateurFiche
from convive.plan_action.selectors.figures_coeur import get_figures_coeur
from convive.socle.formats import nombre

pytestmark = pytest.mark.django_db
JOUR = date(2026, 9, 1)


@pytest.fixture
def jeunes(plan) -> IndicateurFiche:
    return IndicateurFiche.objects.create(fiche=plan.complete, libelle="Part des jeunes", code_coeur="part_0_19")


@pytest.mark.usefixtures("chiffres_base")
def test_figure_of_the_portrait_is_on_the_page_with_its_year_and_its_source(connecte, espace, chargee, plan, jeunes):
    ligne = get_tableau(get_perimetre_espace(espace), JOUR).lignes["part_0_19"]
    page = connecte(chargee).get(reverse("plan_action:fiche_action_detail", args=[espace.pk, plan.complete.pk]))
    html = page.content.decode()
    assert ligne.figure.valeur is not None
    figure = get_figures_coeur(espace, ["part_0_19"], JOUR)["part_0_19"]
    assert figure.valeur == nombre(ligne.figure.valeur, ligne.figure.indicateur.decimales)
    assert figure.valeur in html
    assert ligne.figure.millesime in html
    assert reverse("diagnostic:indicateur_detail", kwargs={"espace_uuid": espace.pk, "indicateur": "part_0_19"}) in html


def test_what_the_portrait_does_not_know_is_left_out(
    espace, jeunes, settings, tmp_path, django_assert_num_queries, connecte, chargee, plan
):
    with django_assert_num_queries(0):
        assert get_figures_coeur(espace, ["", "indicateur_disparu"], JOUR) == {}
    # No figure was built yet: the page says that nothing was measured.
    settings.DONNEES_DIR = tmp_path
    assert get_figures_coeur(espace, ["part_0_19"], JOUR) == {}
    page = connecte(chargee).get(reverse("plan_action:fiche_action_detail", args=[espace.pk, plan.complete.pk]))
    assert "pas encore mesuré" in page.content.decode()
