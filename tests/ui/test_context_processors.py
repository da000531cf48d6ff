import pytest
from django.test import Client

from convive.socle.navigation import (
    CibleRecherche,
    EntreeNavigation,
    NavigationLocale,
    PageLocale,
    RegistreNavigation,
    Verbe,
)
from convive.ui.context_processors import build_navigation


@pytest.fixture
def registre_garni(registre: RegistreNavigation) -> RegistreNavigation:
    registre.record_entrees(
        EntreeNavigation(
            Verbe.COMPRENDRE, "Portraits", "essai:portrait_list", 1, "EPCI", pages=("essai:portrait_detail",)
        ),
        EntreeNavigation(Verbe.APPRENDRE, "Sources", "essai:source_list", 1),
    )
    return registre


def test_navigation_shows_only_the_verbs_that_have_pages(client: Client, registre_garni) -> None:
    navigation = client.get("/").context["navigation"]
    assert [(verbe.libelle, verbe.siege) for verbe in navigation.verbes] == [("Comprendre", 1), ("Apprendre", 5)]
    assert navigation.sur_accueil
    assert not any(verbe.courant for verbe in navigation.verbes)


@pytest.mark.parametrize("path", ["/essai/portraits/", "/essai/portraits/un/"])
def test_present_verb_unfolds_its_pages(client: Client, registre_garni, path: str) -> None:
    response = client.get(path)
    page = response.content.decode()
    assert [verbe.courant for verbe in response.context["navigation"].verbes] == [True, False]
    # In the navigation and in the contents at the foot.
    assert page.count('href="/essai/portraits/" aria-current="page"') == 2
    assert page.count("<details") == 1


def test_bar_of_an_espace_keeps_its_own_pages_and_the_foot_has_them_all(registre_garni) -> None:
    paroles = PageLocale(Verbe.COMPRENDRE, "Paroles", "/essai/paroles/", courante=True)
    espace = NavigationLocale("Trois Gués", "Ma semaine", "/essai/", False, (paroles,), "", "/espaces/", list)
    comprendre, apprendre = build_navigation("", "/essai/paroles/", espace).verbes
    assert [page.libelle for page in comprendre.barre] == ["Paroles"]
    assert [page.libelle for page in comprendre.pages] == ["Paroles", "Portraits"]
    assert apprendre.barre == apprendre.pages


def test_search_box_of_the_header_leads_to_the_page_of_its_domain(client: Client, registre_garni) -> None:
    assert 'role="search"' not in client.get("/").content.decode()
    registre_garni.record_recherche(CibleRecherche("essai:portrait_list", "Chercher un territoire", "Nom"))
    assert (
        '<form class="cv-search" id="chercher-partout" role="search" action="/essai/portraits/" method="get"'
        in client.get("/").content.decode()
    )


def test_frame_has_its_landmarks_and_its_skip_link(client: Client, registre_garni) -> None:
    page = client.get("/").content.decode()
    assert page.index('href="#contenu"') < page.index("<header>")
    for mark in (
        '<html lang="fr">',
        'id="contenu"',
        'aria-label="Navigation principale"',
        'id="sommaire"',
        'role="status"',
    ):
        assert mark in page


def test_contents_and_phone_menu_wait_for_pages(client: Client) -> None:
    page = client.get("/").content.decode()
    assert "sommaire" not in page
