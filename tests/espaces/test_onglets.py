"""What the header shows inside an espace."""

import pytest
from django.urls import reverse

from convive.espaces.actions.espace import create_espace
from convive.espaces.onglets import Groupe, Onglet, RegistreOnglets, onglets
from convive.socle.navigation import Verbe

pytestmark = pytest.mark.django_db


def get_navigation(client, espace, page="espaces:espace_detail"):
    return client.get(reverse(page, args=[espace.pk])).context["navigation"]


def test_header_bears_the_name_of_the_espace_and_its_pages(connecte, espace, chargee):
    navigation = get_navigation(connecte(chargee), espace)
    assert navigation.espace.nom == espace.nom
    assert navigation.espace.sur_accueil
    assert [page.libelle for page in navigation.espace.pages if page.url.endswith("/carnet/")] == ["Carnet"]
    assert navigation.espace.reglages == reverse("espaces:espace_reglages", args=[espace.pk])
    assert navigation.espace.liste == reverse("espaces:espace_list")
    cooperer = next(verbe for verbe in navigation.verbes if verbe.libelle == Verbe.COOPERER)
    # The general entry leaves its place to the pages of the espace.
    assert "Mes espaces" not in [page.libelle for page in cooperer.pages]


def test_header_marks_the_page_where_one_is(connecte, espace, chargee):
    navigation = get_navigation(connecte(chargee), espace, "espaces:note_list")
    assert not navigation.espace.sur_accueil
    cooperer = next(verbe for verbe in navigation.verbes if verbe.libelle == Verbe.COOPERER)
    assert cooperer.courant
    assert [page.libelle for page in cooperer.pages if page.courante] == ["Carnet"]


def test_header_lists_only_what_the_role_opens(connecte, espace, lectrice, chargee):
    noms = {page.libelle for page in get_navigation(connecte(lectrice), espace).espace.pages}
    assert "Carnet" in noms
    assert "Mes actions" not in noms


def test_every_page_of_an_invented_espace_says_so(connecte, chargee, espace):
    fictif = create_espace(by=chargee, codes=["99001"], nom="Espace d’exercice")
    client = connecte(chargee)
    for page in ("espaces:espace_detail", "espaces:membre_list", "espaces:espace_droits", "espaces:espace_copie"):
        assert "Territoire d’exercice." in client.get(reverse(page, args=[fictif.pk])).content.decode()
        assert "Territoire d’exercice." not in client.get(reverse(page, args=[espace.pk])).content.decode()


def test_registry_sorts_and_replaces(espace):
    registre, membre = RegistreOnglets(), espace.membres.get()
    registre.record(
        Onglet("Deuxième", "b", "home", 20, lambda _: True),
        Onglet("Premier", "a", "home", 10, lambda _: True),
        Onglet("Caché", "c", "home", 5, lambda _: False),
        Onglet("Réglage", "d", "home", 1, lambda _: True, Groupe.REGLAGES),
    )
    registre.record(Onglet("Second", "b", "home", 20, lambda _: True))
    assert [o.libelle for o in registre.get_for_membre(membre, Groupe.TRAVAIL)] == ["Premier", "Second"]
    assert [o.libelle for o in registre.get_for_membre(membre, Groupe.REGLAGES)] == ["Réglage"]


def test_recorded_pages_exist():
    for onglet in onglets._onglets.values():
        assert reverse(onglet.page, args=["00000000-0000-4000-8000-000000000000"])
