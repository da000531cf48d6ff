"""The menu of an espace, role by role: few entries under each verb, in the header and at the foot alike."""

import pytest
from django.urls import reverse

from convive.espaces.models import TypeEspace
from convive.espaces.onglets import onglets
from convive.socle.navigation import Verbe

pytestmark = pytest.mark.django_db
MAX_ENTREES = 5
# For who does not work in the espace, « qui voit quoi » is where one begins.
ACCUEILS = {"administrateur": "espaces:espace_droits"}


def get_menu(client, espace, nom):
    page = reverse(ACCUEILS.get(nom, "espaces:espace_detail"), args=[espace.pk])
    return {verbe.libelle: verbe for verbe in client.get(page).context["navigation"].verbes}


@pytest.mark.parametrize("sorte", TypeEspace)
def test_each_role_finds_at_most_five_entries_under_each_verb(connecte, espace, personas, sorte):
    espace.type = sorte
    espace.save()
    for nom, compte in personas.items():
        for libelle, verbe in get_menu(connecte(compte), espace, nom).items():
            entrees = [page.libelle for page in verbe.pages]
            assert 1 <= len(entrees) <= MAX_ENTREES, (nom, libelle, entrees)
            assert {page.libelle for page in verbe.barre} <= set(entrees)


def test_the_five_verbs_of_a_chargee(connecte, espace, chargee):
    menu = get_menu(connecte(chargee), espace, "chargee")
    assert {libelle: [page.libelle for page in verbe.barre] for libelle, verbe in menu.items()} == {
        Verbe.COMPRENDRE: ["Portrait", "Offre de services", "Paroles", "Constats & diagnostic", "Enjeux"],
        Verbe.AGIR: ["La CTG", "Plan d’actions", "Finances", "Mes actions", "Échéances"],
        Verbe.COOPERER: ["Acteurs", "Instances & décisions", "Carnet", "Échanges", "Documents"],
        Verbe.EVALUER: ["Indicateurs", "Rapport d’activité"],
        Verbe.APPRENDRE: ["Prise de poste"],
    }


def test_a_page_that_is_a_tab_stands_beside_its_entry_for_whom_it_opens(connecte, espace, personas):
    """« Qui fait quoi » comes from a package above; the pages under one entry lead to each other."""
    for entree, page in (
        ("acteurs:organisation_list", "prise_poste:raci_detail"),
        ("convention:ctg_detail", "convention:plan_externe_list"),
        ("diagnostic:constat_list", "diagnostic:diagnostic_detail"),
        ("documents:document_list", "documents:piece_list"),
        ("documents:piece_list", "documents:gel_list"),
        ("gouvernance:instance_list", "gouvernance:decision_list"),
        ("gouvernance:note_list", "gouvernance:engagement_list"),
    ):
        une, autre = (reverse(vue, args=[espace.pk]) for vue in (entree, page))
        client = connecte(personas["partenaire"])
        assert f'href="{autre}"' in client.get(une).content.decode()
        assert f'href="{une}"' in client.get(autre).content.decode()


def test_a_tab_belongs_to_an_entry():
    for onglet in onglets._onglets.values():
        assert not onglet.sous or not onglets.find_entree(onglet.sous).sous
