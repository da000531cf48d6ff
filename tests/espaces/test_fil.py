"""The trail of a page: the espace, the entry of the menu, the tab, the object; each step opens."""

import re

import pytest
from django.urls import reverse

from convive.espaces.models import Note
from tests.acteurs.factories import create_personne_essai

pytestmark = pytest.mark.django_db


def get_fil(client, vue, *args) -> list[str]:
    page = client.get(reverse(vue, args=args)).content.decode()
    fil = re.search(r'<nav class="cv-trail".*?</nav>', page, re.S)
    assert fil is None or "href" in fil[0]
    return re.findall(r"<a[^>]*>([^<]*)</a>", fil[0]) if fil else []


def test_the_home_of_an_espace_is_under_nothing(connecte, espace, chargee):
    assert get_fil(connecte(chargee), "espaces:espace_detail", espace.pk) == []


def test_an_entry_of_the_menu_is_under_the_espace(connecte, espace, chargee):
    assert get_fil(connecte(chargee), "espaces:note_list", espace.pk) == [espace.nom]


def test_a_page_of_settings_says_that_it_is_one(connecte, espace, chargee):
    assert get_fil(connecte(chargee), "espaces:membre_list", espace.pk) == [espace.nom, "Réglages"]
    assert get_fil(connecte(chargee), "espaces:espace_reglages", espace.pk) == [espace.nom]


def test_an_object_is_under_its_list_and_its_pages_under_it(connecte, espace, chargee):
    note = Note.objects.create(espace=espace, titre="Les horaires", texte="Un mot.")
    client = connecte(chargee)
    assert get_fil(client, "espaces:note_detail", espace.pk, note.pk) == [espace.nom, "Carnet"]
    assert get_fil(client, "espaces:note_update", espace.pk, note.pk) == [espace.nom, "Carnet", "Les horaires"]


def test_a_tab_is_between_its_entry_and_what_it_lists(connecte, espace, chargee):
    personne = create_personne_essai(espace)
    client = connecte(chargee)
    assert get_fil(client, "acteurs:personne_list", espace.pk) == [espace.nom, "Acteurs"]
    assert get_fil(client, "acteurs:personne_update", espace.pk, personne.pk) == [
        espace.nom,
        "Acteurs",
        "Personnes",
        str(personne),
    ]


def test_an_entry_that_does_not_open_is_not_a_step(connecte, espace, administrateur):
    assert get_fil(connecte(administrateur), "espaces:espace_droits", espace.pk) == ["Réglages"]
