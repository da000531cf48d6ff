import html

import pytest

from convive.espaces.actions.membre import update_membre
from convive.espaces.models import Role
from convive.espaces.permissions import DROITS, can_update_perimetre
from convive.espaces.rules import Limites
from convive.espaces.selectors.droits import build_phrases_droits
from convive.socle.droits import Droit, droits
from tests.espaces.factories import create_lien

pytestmark = pytest.mark.django_db


def get_page(client, espace) -> str:
    page = html.unescape(client.get(f"/espaces/{espace.pk}/qui-voit-quoi/").text)
    return page.replace("\xa0", " ").replace("\u202f", " ")


def test_espace_droits_shows_every_right_of_every_domain_that_this_type_has(connecte, espace, lectrice):
    page = get_page(connecte(lectrice), espace)
    for droit in droits.get_all():
        assert (f"{droit.objet} : {droit.geste}".replace("\xa0", " ") in page) is droit.is_in_type(espace.type)
    ici = [droit for droit in droits.get_all() if droit.is_in_type(espace.type)]
    assert page.count("<td>oui</td>") == sum("lecture" in droit.roles for droit in ici)


def test_espace_droits_begins_with_oneself(connecte, espace, elue):
    page = get_page(connecte(elue), espace)
    moi = page.partition('id="vous-titre"')[2].partition('id="roles-titre"')[0]
    assert "Votre accès : tout l’espace." in moi
    assert "Vous voyez : l’accueil de l’espace, la liste des membres" in moi
    assert "Vous ne voyez pas : le journal" in moi
    assert "gérer les invitations" not in moi


def test_espace_droits_takes_the_limits_of_the_reader_into_account(connecte, espace, chargee, directeur):
    place = espace.membres.get(compte=directeur)
    limites = Limites(thematiques=frozenset({espace.thematiques.get(nom="Jeunesse").pk}))
    client = connecte(directeur)
    before = get_page(client, espace).count("<td>oui</td>")
    update_membre(by=chargee, membre=place, role=place.role, dernier_jour=None, limites=limites)
    page = get_page(client, espace)
    assert "Votre accès : Jeunesse." in page
    assert "ce qui concerne Jeunesse" in page
    ici = [droit for droit in droits.get_all() if droit.is_in_type(espace.type)]
    entiers = sum(droit.place_entiere and Role.DIRECTION in droit.roles for droit in ici)
    assert page.count("<td>oui</td>") == before - entiers


def test_espace_droits_names_people_to_those_who_see_members_only(connecte, espace, chargee, elue, lectrice):
    page = get_page(connecte(elue), espace)
    assert "Dans cet espace : Chargee (tout l’espace)." in page
    assert "Personne n’a ce rôle dans cet espace." in page
    page = get_page(connecte(lectrice), espace)
    assert "Chargee" not in page
    assert "Dans cet espace : 1 personne." in page


def test_espace_droits_counts_the_links_that_are_open(connecte, espace, chargee, elue):
    client = connecte(chargee)
    assert "Aucun lien personnel n’est ouvert" in get_page(client, espace)
    create_lien(espace.membres.get(compte=elue))
    assert "1 lien personnel ouvre aujourd’hui" in get_page(client, espace)


def test_espace_droits_asks_little(connecte, espace, chargee, elue, lectrice, django_assert_max_num_queries):
    client = connecte(chargee)
    with django_assert_max_num_queries(12):
        client.get(f"/espaces/{espace.pk}/qui-voit-quoi/")


def test_sentences_group_the_objects_by_gesture():
    permis = [
        Droit("x", "Le journal", "voir", frozenset()),
        Droit("x", "Le carnet", "lire", frozenset()),
        Droit("x", "Le carnet", "changer", frozenset()),
        Droit("x", "Le périmètre", "changer", frozenset()),
        Droit("x", "Une place", "fermer", frozenset()),
    ]
    phrases = build_phrases_droits(permis)
    assert phrases.voit == "le journal et le carnet"
    assert phrases.peut == "changer le carnet et le périmètre ; fermer une place"
    assert build_phrases_droits([]).voit == ""


def test_every_right_names_roles_that_exist():
    for droit in DROITS:
        assert droit.roles
        assert droit.roles <= set(Role.values)


def test_the_cooperation_and_the_direction_change_the_perimetre(espace, chargee, directeur, elue):
    assert can_update_perimetre(espace.membres.get(compte=chargee))
    assert can_update_perimetre(espace.membres.get(compte=directeur))
    assert not can_update_perimetre(espace.membres.get(compte=elue))


@pytest.mark.parametrize(
    ("type_espace", "dits", "tus"),
    [
        ("territoire", ["le partage avec un département"], ["territoires qui partagent", "espace d’entraînement"]),
        ("departement", ["les territoires qui partagent"], ["partage avec un département", "espace d’entraînement"]),
        ("entrainement", ["l’espace d’entraînement"], ["territoires qui partagent"]),
        ("cabinet", ["les invitations"], ["territoires qui partagent", "partage avec un département", "périmètre :"]),
    ],
)
def test_espace_droits_speaks_only_of_what_this_type_of_espace_has(connecte, espace, chargee, type_espace, dits, tus):
    espace.type = type_espace
    espace.save()
    page = connecte(chargee).get(f"/espaces/{espace.pk}/qui-voit-quoi/").content.decode().replace("\xa0", " ")
    assert all(mots in page for mots in dits)
    contenu = page[page.index("<main") : page.index("</main")]
    assert not [mots for mots in tus if mots in contenu]
