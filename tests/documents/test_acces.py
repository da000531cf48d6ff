"""Every URL of the package, for every role, a stranger and an anonymous visitor."""

import pytest
from django.test import Client
from django.urls import reverse

from convive.documents.actions.travail import submit_travail
from convive.documents.urls import D_UNE_PERSONNE, DANS_UN_ESPACE
from convive.espaces.models import Espace
from tests.documents.factories import create_gel_note, create_modele, create_piece_jointe
from tests.espaces.factories import PERSONAS, create_compte, create_espace_civraisien, create_membre
from tests.espaces.test_acces import assert_login_asked, get_client

pytestmark = pytest.mark.django_db
TOUS = frozenset(PERSONAS)
# Who opens a page; the other members get 403.
CONTENU = TOUS - {"administrateur"}
EQUIPE = frozenset({"chargee", "coordinatrice", "directeur"})
PAGES = {"document_list": CONTENU, "modele_list": CONTENU, "travail_list": TOUS}
PAGES |= {"piece_list": CONTENU, "gel_list": CONTENU}
# Files, with what their address names after the espace.
FICHIERS = {"modele_export": CONTENU, "modele_exemple_export": CONTENU, "modele_depart_export": CONTENU}
# Opened by the person who asked for the job, and by nobody else.
PAGES_DU_DEMANDEUR = {"travail_detail", "travail_export"}
# Pages of an attachment that another person gave, to the espace itself.
PAGES_D_UNE_PIECE = {"piece_detail": CONTENU, "piece_export": CONTENU, "piece_update": EQUIPE, "piece_delete": EQUIPE}
PAGES_D_UN_OBJET = {"piece_create": EQUIPE | {"conseillere_caf", "elue", "partenaire"}}
# Pages of a note frozen by its chargée; `gel_create` is about the note itself.
PILOTES = frozenset({"chargee", "directeur"})
PAGES_D_UN_GEL = {
    "gel_detail": CONTENU,
    "gel_comparaison": CONTENU,
    "gel_export": CONTENU,
    "gel_create": EQUIPE,
    "gel_delete": PILOTES,
}
PAGES_D_UN_ESPACE = {
    *PAGES,
    *FICHIERS,
    *PAGES_DU_DEMANDEUR,
    *PAGES_D_UNE_PIECE,
    *PAGES_D_UN_OBJET,
    *PAGES_D_UN_GEL,
}
ADRESSES = frozenset(f"documents:{page}" for page in PAGES_D_UN_ESPACE)


@pytest.fixture
def personas(espace: Espace, chargee):
    comptes = {"chargee": chargee}
    for nom, role in PERSONAS.items():
        if nom != "chargee":
            comptes[nom] = create_compte(nom)
            create_membre(espace, comptes[nom], role)
    return comptes


def test_no_url_is_missing_from_the_table():
    assert {f"documents:{route.name}" for route in DANS_UN_ESPACE} == ADRESSES
    assert {f"documents:{route.name}" for route in D_UNE_PERSONNE} <= ADRESSES


@pytest.mark.parametrize("page", sorted(PAGES))
def test_page_opens_for_its_roles_only(page: str, espace: Espace, personas, etrangere):
    url = reverse(f"documents:{page}", args=[espace.pk])
    answers = {nom: get_client(compte).get(url).status_code for nom, compte in personas.items()}
    assert answers == {nom: 200 if nom in PAGES[page] else 403 for nom in PERSONAS}
    assert get_client(etrangere).get(url).status_code == 404
    assert_login_asked(Client().get(url), url)


@pytest.mark.parametrize("page", sorted(FICHIERS))
def test_file_leaves_for_its_roles_only(page: str, espace: Espace, personas, etrangere):
    url = reverse(f"documents:{page}", args=[espace.pk, create_modele(espace).pk if page == "modele_export" else "odt"])
    answers = {nom: read_status(get_client(compte), url) for nom, compte in personas.items()}
    assert answers == {nom: 200 if nom in FICHIERS[page] else 403 for nom in PERSONAS}
    assert get_client(etrangere).get(url).status_code == 404
    assert_login_asked(Client().get(url), url)


@pytest.mark.parametrize("page", sorted(PAGES_DU_DEMANDEUR))
@pytest.mark.parametrize("dans_un_espace", [True, False])
def test_a_job_is_of_the_person_who_asked(page, dans_un_espace, espace, personas, etrangere, travaux_d_essai):
    travail = submit_travail(by=personas["elue"], type_travail="essai_bref", espace=espace if dans_un_espace else None)
    url = reverse(f"documents:{page}", args=[espace.pk, travail.pk] if dans_un_espace else [travail.pk])
    answers = {nom: read_status(get_client(compte), url) for nom, compte in personas.items()}
    assert answers == {nom: 200 if nom == "elue" else 404 for nom in PERSONAS}
    assert get_client(etrangere).get(url).status_code == 404
    assert_login_asked(Client().get(url), url)


@pytest.mark.parametrize("page", sorted({*PAGES_D_UNE_PIECE, *PAGES_D_UN_OBJET}))
def test_page_of_an_attachment_opens_for_its_roles_only(page: str, espace: Espace, personas, etrangere):
    deposante = create_compte("deposante")
    piece = create_piece_jointe(espace, by=deposante)
    arguments = ["espace", espace.pk] if page in PAGES_D_UN_OBJET else [piece.pk]
    url = reverse(f"documents:{page}", args=[espace.pk, *arguments])
    permis = {**PAGES_D_UNE_PIECE, **PAGES_D_UN_OBJET}[page]
    answers = {nom: read_status(get_client(compte), url) for nom, compte in personas.items()}
    assert answers == {nom: 200 if nom in permis else 403 for nom in PERSONAS}
    assert get_client(etrangere).get(url).status_code == 404
    assert_login_asked(Client().get(url), url)


@pytest.mark.parametrize("page", sorted(PAGES_D_UN_GEL))
def test_page_of_a_frozen_state_opens_for_its_roles_only(page: str, espace: Espace, personas, etrangere):
    gel = create_gel_note(espace, personas["chargee"])
    arguments = ["note", gel.objet_uuid] if page == "gel_create" else [gel.pk]
    url = reverse(f"documents:{page}", args=[espace.pk, *arguments])
    # A file leaves by a button; without a known format there is nothing to give, for those who may ask.
    ouvert = 404 if page == "gel_export" else 200

    def ask(client: Client) -> int:
        return client.post(url).status_code if page == "gel_export" else client.get(url).status_code

    answers = {nom: ask(get_client(compte)) for nom, compte in personas.items()}
    assert answers == {nom: ouvert if nom in PAGES_D_UN_GEL[page] else 403 for nom in PERSONAS}
    assert ask(get_client(etrangere)) == 404
    assert_login_asked(Client().post(url) if page == "gel_export" else Client().get(url), url)


def test_a_piece_is_only_in_its_espace(espace, personas, etrangere):
    piece = create_piece_jointe(espace, by=personas["chargee"])
    autre = create_espace_civraisien(personas["chargee"], nom="Un autre de ses espaces")
    client = get_client(personas["chargee"])
    for page in PAGES_D_UNE_PIECE:
        assert client.get(reverse(f"documents:{page}", args=[autre.pk, piece.pk])).status_code == 404


def read_status(client: Client, url: str) -> int:
    """Read what is streamed to its end, which closes it."""
    response = client.get(url)
    if response.streaming:
        list(response.streaming_content)
    return response.status_code


def test_a_job_is_only_where_it_was_asked(espace, personas, etrangere, travaux_d_essai):
    travail = submit_travail(by=personas["elue"], type_travail="essai_bref", espace=espace)
    autre = create_espace_civraisien(personas["elue"], nom="Un autre de ses espaces")
    client = get_client(personas["elue"])
    for page in sorted(PAGES_DU_DEMANDEUR):
        assert client.get(reverse(f"documents:{page}", args=[travail.pk])).status_code == 404
        assert client.get(reverse(f"documents:{page}", args=[autre.pk, travail.pk])).status_code == 404


def test_list_of_a_person_asks_to_log_in(espace, etrangere):
    url = reverse("documents:travail_list")
    assert_login_asked(Client().get(url), url)
    assert get_client(etrangere).get(url).status_code == 200
