"""The panel of the portrait on the home of an espace."""

import pytest
from django.template.loader import render_to_string

from convive.comptes.models import Compte
from convive.diagnostic.models.indicateur import SensSeuil
from convive.diagnostic.panels import get_contexte_portrait, get_contexte_suivis
from convive.espaces.actions.espace import create_espace
from convive.espaces.models import Espace
from convive.espaces.selectors.membre import get_membre
from tests.comptes.factories import CompteFactory
from tests.diagnostic.conftest import CIVRAISIEN
from tests.diagnostic.factories import create_indicateur_essai
from tests.espaces.factories import create_compte
from tests.pages_lues import lis


@pytest.fixture
def espace(pays_reel) -> Espace:
    return create_espace(by=create_compte("chargee"), reference=CIVRAISIEN)


def render(rf, espace: Espace, compte: Compte | None = None) -> str:
    """What the home shows of the figures that are followed."""
    request = rf.get("/")
    request.user = compte or espace.created_by
    request.membre = get_membre(espace.created_by, espace.pk)
    contexte = get_contexte_suivis(request, espace)
    assert contexte is not None
    return render_to_string(
        "diagnostic/_panneau_suivis.html", {"panneau": {"titre": "Chiffres suivis"}, "request": request, **contexte}
    )


def test_panel_shows_key_figures_with_their_pedigree(rf, espace, chiffres_base):
    page = render(rf, espace)
    assert f'href="/portrait/{CIVRAISIEN}/"' in page
    assert lis(page).count('<p class="cv-suivis__v">') == 4
    assert "Population municipale" in page
    assert "26\u202f641" in page


def test_panel_begins_with_the_indicators_of_the_espace(rf, espace, chiffres_base):
    """Five lines at most: theirs first, each with its last number; one without a number waits on its own page."""
    for rang in range(3):
        mesures, libelle = {2025: 12 * rang} if rang else {}, f"Enfants en attente {rang}"
        create_indicateur_essai(espace, libelle, seuil=20, sens_seuil=SensSeuil.AU_DESSUS, mesures=mesures)
    page = lis(render(rf, espace))
    assert page.count('<p class="cv-suivis__v">') == 5
    assert "Enfants en attente 0" not in page
    assert page.index("Enfants en attente 1") < page.index("Enfants en attente 2") < page.index("Population municipale")
    assert page.count("<small>au-dessus de 20") == 1


def test_panel_teaches_when_nothing_was_built(rf, espace, settings, tmp_path):
    settings.DONNEES_DIR = tmp_path
    page = " ".join(render(rf, espace).split())
    assert "La personne qui administre Convive doit d’abord les préparer." in page
    assert "donnees build" not in page
    assert "./run convive donnees build" in render(rf, espace, CompteFactory(is_staff=True))


def test_panel_is_silent_for_an_espace_without_perimetre(rf, db):
    assert get_contexte_portrait(rf.get("/"), Espace.objects.create(nom="Cabinet", type="cabinet")) is None


def test_panel_computes_once_a_day_and_again_for_other_communes(rf, espace, chiffres_base, monkeypatch):
    first = get_contexte_portrait(rf.get("/"), espace)
    assert first is not None

    def fail(*args):
        raise AssertionError("computed twice")

    monkeypatch.setattr("convive.diagnostic.panels.get_portrait", fail)
    assert get_contexte_portrait(rf.get("/"), espace) == first
    other = create_espace(by=espace.created_by, codes=["86082"], nom="Une commune")
    with pytest.raises(AssertionError, match="computed twice"):
        get_contexte_portrait(rf.get("/"), other)


def test_panel_leads_to_the_portrait_of_the_perimetre_when_it_is_not_exactly_an_epci(rf, espace, settings, tmp_path):
    settings.DONNEES_DIR = tmp_path
    other = create_espace(by=espace.created_by, codes=["86082", "86078"], nom="Deux communes")
    reference = other.perimetres.get().perimetre.reference
    assert f'href="/portrait/{reference}/"' in render(rf, other)
