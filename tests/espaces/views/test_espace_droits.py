import html
import re

import pytest

from convive.espaces.actions.membre import update_membre
from convive.espaces.models import Role, TypeEspace
from convive.espaces.permissions import DROITS, can_update_perimetre
from convive.espaces.rules import Limites
from convive.espaces.selectors.droits import build_phrases_droits, list_droits
from convive.espaces.selectors.tableau_droits import SANS_RIEN_CHANGER
from convive.socle.droits import Droit, droits
from tests.espaces.factories import create_lien

pytestmark = pytest.mark.django_db


def get_page(client, espace, parametres: str = "") -> str:
    page = html.unescape(client.get(f"/espaces/{espace.pk}/qui-voit-quoi/{parametres}").text)
    return page.replace("\xa0", " ").replace("\u202f", " ")


def get_marques(page: str, ligne: str) -> list[str]:
    """The words of a row, one by column: « modifie », « voit » or « rien »; one's own first."""
    rangee = page.partition("<tbody>")[2].partition(f">{ligne}</th>")[2].partition("</tr>")[0]
    return re.findall("modifie|rien|voit", re.sub("<[^>]+>", " ", rangee))


def test_espace_droits_says_each_right_of_this_type_in_the_detail_of_its_domain(connecte, espace, lectrice):
    client = connecte(lectrice)
    page = "".join(get_page(client, espace, f"?detail={domaine}") for domaine in list_droits())
    for droit in droits.get_all():
        assert (f"{droit.objet} : {droit.geste}".replace("\xa0", " ") in page) is droit.is_in_type(espace.type)
    ici = [droit for droit in droits.get_all() if droit.is_in_type(espace.type)]
    assert page.count("<td>oui</td>") == sum("lecture" in droit.roles for droit in ici)


def test_espace_droits_says_of_the_outside_what_is_public_and_nothing_else(connecte, espace, elue):
    dehors = get_page(connecte(elue), espace).partition('id="dehors"')[2]
    assert "ne voit rien de ce qui est écrit dans l’espace" in dehors
    assert "Le nom de l’espace et les communes de son périmètre sont publics" in dehors
    assert "pas même qu’il existe" not in dehors


def test_espace_droits_is_one_short_table(connecte, espace, elue):
    page = get_page(connecte(elue), espace)
    assert "Votre accès : tout l’espace." in page
    assert get_marques(page, "Le journal")[:3] == ["rien", "voit", "voit"]
    assert get_marques(page, "Le diagnostic")[:2] == ["voit", "modifie"]
    assert get_marques(page, "La notation des enjeux")[:2] == ["modifie", "rien"]
    assert "vous ne voyez pas la copie et la suppression de l’espace, le journal" in page
    assert "Vous pouvez voter là où vous siégez." in page
    assert "le vote dans les instances" not in page
    assert "chargé·es de coopération, direction, coordonnateur·rices thématiques" in page
    assert "Sur quoi, quelle action" not in page
    contenu = re.sub("<[^>]+>", " ", page[page.index("<main") : page.index("</main")])
    assert len(contenu.split()) < 880


def test_espace_droits_lets_a_phone_choose_one_role(connecte, espace, elue):
    client = connecte(elue)
    assert 'aria-current="true">Chargé·e de coopération' in " ".join(get_page(client, espace).split())
    page = get_page(client, espace, "?role=partenaire")
    assert page.count("cv-roles__choisi") == page.count("<tr>")
    assert 'class="cv-roles__choisi">Partenaire</th>' in " ".join(page.split())


def test_espace_droits_takes_the_limits_of_the_reader_into_account(connecte, espace, chargee, directeur):
    place = espace.membres.get(compte=directeur)
    limites = Limites(thematiques=frozenset({espace.thematiques.get(nom="Jeunesse").pk}))
    client = connecte(directeur)
    assert get_marques(get_page(client, espace), "La CTG et les autres plans")[0] == "modifie"
    update_membre(by=chargee, membre=place, role=place.role, dernier_jour=None, limites=limites)
    page = get_page(client, espace)
    assert "Votre accès : Jeunesse." in page
    assert "ce qui concerne Jeunesse" in page
    assert get_marques(page, "La CTG et les autres plans")[0] == "voit"
    assert get_marques(page, "Le diagnostic")[0] == "modifie"


@pytest.mark.parametrize("type_espace", TypeEspace.values)
def test_a_row_gathers_rights_that_the_same_roles_have(type_espace):
    """A mark speaks for all the rights of its row: none is said that is not had, none is had that is not said."""
    lignes: dict[tuple[str, bool], set] = {}
    for droit in droits.get_all():
        if droit.ligne and droit.is_in_type(type_espace):
            cle = (droit.ligne, droit.geste in SANS_RIEN_CHANGER)
            lignes.setdefault(cle, set()).add((droit.roles, droit.place_entiere))
    assert not [cle for cle, roles in lignes.items() if len(roles) > 1]
    assert len({ligne for ligne, _ in lignes}) <= 26


def test_espace_droits_names_people_to_those_who_see_members_only(connecte, espace, chargee, elue, lectrice):
    page = get_page(connecte(elue), espace)
    assert "<b>Chargé·e de coopération :</b> Chargee (tout l’espace)" in page
    page = get_page(connecte(lectrice), espace)
    assert "Chargee" not in page
    assert "<b>Chargé·e de coopération :</b> 1 personne" in page


def test_espace_droits_of_who_does_not_work_there_leads_to_no_home_that_is_refused(connecte, espace, administrateur):
    page = get_page(connecte(administrateur), espace)
    assert f'href="/espaces/{espace.pk}/"' not in page
    assert f'<a class="cv-home__link" href="/espaces/{espace.pk}/qui-voit-quoi/" aria-current="page">' in page


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
    client = connecte(chargee)
    page = get_page(client, espace, "?detail=espaces")
    assert all(mots in page.lower() for mots in dits)
    contenu = page[page.index("<main") : page.index("</main")]
    assert not [mots for mots in tus if mots in contenu]
