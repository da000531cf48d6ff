"""The help on a page: a page of its own without script, the same in a panel, with what the espace holds there."""

from contextlib import suppress
from datetime import date
from urllib.parse import quote

import pytest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from convive.espaces.selectors.membre import get_membre
from convive.formation.selectors.aide import get_aides, read_aide
from convive.prise_poste.models import PrisePoste
from tests.offre.factories import create_service_essai
from tests.prise_poste.factories import create_prise_essai

pytestmark = pytest.mark.django_db


@pytest.fixture
def prise(espace, chargee) -> PrisePoste:
    return create_prise_essai(espace, chargee)


def build_url(espace, page: str) -> str:
    return f"{reverse('formation:aide_detail', args=[espace.pk])}?page={quote(page)}"


def get_page(espace, vue: str) -> str:
    return reverse(vue, args=[espace.pk])


def test_the_page_where_one_is_leads_to_its_help_without_a_query(espace, chargee, connecte):
    page = get_page(espace, "offre:service_list")
    html = connecte(chargee).get(page).content.decode()
    assert build_url(espace, page).replace("%2F", "/") in html.replace("%2F", "/")
    assert '<dialog class="cv-aide"' in html
    ailleurs = connecte(chargee).get(reverse("recherche:sigle_list")).content.decode()
    assert "cv-aide" not in ailleurs


def test_it_says_what_waits_in_this_espace_and_where_to_go(espace, chargee, connecte, prise):
    client, page = connecte(chargee), get_page(espace, "offre:service_list")
    vide = client.get(build_url(espace, page)).content.decode()
    assert "Rien ne vous attend sur cette page" in vide
    assert "L’inventaire est encore vide." in vide
    assert reverse("prise_poste:etape_detail", args=[espace.pk, "inventaire"]) in vide
    assert f'href="{page}">Revenir à la page</a>' in vide
    create_service_essai(espace, date_verification=date(2020, 1, 1))
    plein = client.get(build_url(espace, page)).content.decode()
    assert "Vérifier 1\u00a0service" in plein
    assert "?etat=a_verifier" in plein
    assert "On additionne avant de diviser." in plein


def test_the_panel_is_the_same_text_as_the_page(espace, chargee, connecte):
    client, url = connecte(chargee), build_url(espace, get_page(espace, "convention:ctg_detail"))
    page, panneau = client.get(url).content.decode(), client.get(url, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in panneau
    assert panneau.strip() in page


def test_a_path_that_has_no_help_is_not_found(espace, chargee, connecte):
    assert connecte(chargee).get(build_url(espace, "/compte/")).status_code == 404
    assert connecte(chargee).get(reverse("formation:aide_detail", args=[espace.pk])).status_code == 404


@pytest.mark.parametrize(("role", "is_ecrite"), [("chargee", True), ("elue", False)])
def test_each_role_is_led_only_where_it_may_go(espace, ctg, connecte, request, role, is_ecrite):
    """Every gesture that the help of a page of the espace offers opens; an élue is never led to a refusal."""
    compte = request.getfixturevalue(role)
    membre, client, offerts = get_membre(compte, espace.pk), connecte(compte), set()
    for vue in {aide.vues[0] for aide in get_aides().values()}:
        with suppress(NoReverseMatch):
            lue = read_aide(membre, get_page(espace, vue), timezone.localdate())
            offerts |= {adresse.partition("#")[0] for _, adresse in lue.gestes}
    organisme = {url for url in offerts if "/formation/" in url}
    # 503 is a page of figures, where no official file is loaded.
    refus = {url: s for url in sorted(offerts - organisme) if (s := client.get(url).status_code) not in (200, 503)}
    assert (organisme, refus) == (set(), {})
    assert any(url.endswith(("/ajouter/", "/ecrire/")) for url in offerts) is is_ecrite


def test_the_queries_are_few(espace, ctg, chargee, prise, connecte, count_queries_get):
    url = build_url(espace, get_page(espace, "plan_action:plan_detail"))
    assert count_queries_get(connecte(chargee), url) <= 15
