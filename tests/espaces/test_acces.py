"""Every URL of the package, for every role, a stranger and an anonymous visitor."""

from urllib.parse import quote
from uuid import UUID

import pytest
from django.conf import settings
from django.shortcuts import resolve_url
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from convive.espaces.models import Espace, Role, TypeEspace
from convive.espaces.urls import urlpatterns
from tests.espaces.factories import (
    PERSONAS,
    create_compte,
    create_espace_civraisien,
    create_invitation,
    create_lien,
    create_membre,
    create_note_essai,
    create_partage,
)

pytestmark = pytest.mark.django_db
TOUS = frozenset(PERSONAS)
# Who opens a page; the other members get 403. « tout_le_monde »: with the link, no espace behind it.
PAGES_DE_L_ESPACE = {
    "espace_detail": TOUS - {"administrateur"},
    "membre_list": TOUS - {"partenaire", "lectrice", "formatrice"},
    "espace_droits": TOUS,
    "thematique_list": TOUS - {"administrateur"},
    "espace_journal": frozenset({"chargee", "coordinatrice", "directeur"}),
    "perimetre_update": frozenset({"chargee", "directeur"}),
    "membre_update": frozenset({"chargee", "directeur"}),
    "echeance_list": TOUS - {"administrateur"},
    "confirmation_create": TOUS,
    "confirmation_list": frozenset({"chargee", "directeur"}),
    "lien_list": frozenset({"chargee", "coordinatrice", "directeur"}),
    "lien_create": frozenset({"chargee", "directeur"}),
    "partage_list": frozenset({"chargee", "directeur"}),
    "espace_copie": frozenset({"chargee"}),
    "espace_clone": frozenset({"chargee"}),
    "espace_reset": frozenset({"chargee", "formatrice"}),
    "espace_delete": frozenset({"chargee"}),
    "note_list": TOUS - {"administrateur"},
    "note_detail": TOUS - {"administrateur"},
    "note_create": frozenset({"chargee", "coordinatrice", "directeur"}),
    "note_update": frozenset({"chargee", "coordinatrice", "directeur"}),
    "note_delete": frozenset({"chargee", "coordinatrice", "directeur"}),
    "corbeille_delete": frozenset({"chargee", "directeur"}),
    "version_list": TOUS - {"administrateur"},
    "version_detail": TOUS - {"administrateur"},
}
# The same, in the espace of a département; nobody opens them in that of a territoire.
PAGES_DU_DEPARTEMENT = dict.fromkeys(
    ("territoire_list", "territoire_detail"), TOUS - {"administrateur", "partenaire", "formatrice"}
)
PAGES_DE_TOUTE_PERSONNE_CONNECTEE = {"espace_list", "espace_create", "espace_import"}
# Of a deleted espace: for all the others, nothing is there.
PAGES_D_UN_ESPACE_SUPPRIME = {"espace_restore": frozenset({"chargee"})}
PAGES_DE_QUI_A_LE_LIEN = {"invitation_detail", "partage_detail", "lien_detail", "lien_demande", "agenda_export"}
ADRESSES = frozenset(
    f"espaces:{page}"
    for pages in (
        PAGES_DE_L_ESPACE,
        PAGES_DU_DEPARTEMENT,
        PAGES_DE_TOUTE_PERSONNE_CONNECTEE,
        PAGES_D_UN_ESPACE_SUPPRIME,
        PAGES_DE_QUI_A_LE_LIEN,
    )
    for page in pages
)
# Gesture on the page of members → who may; the others get 403.
GESTES = {"inviter": {"chargee", "directeur"}, "annuler": {"chargee", "directeur"}, "fermer": {"chargee", "directeur"}}


GESTES_THEMATIQUES = ("ajouter", "usuelles", "renommer", "monter", "descendre", "archiver", "retablir", "supprimer")


@pytest.fixture
def personas(espace: Espace, chargee):
    comptes = {"chargee": chargee}
    for nom, role in PERSONAS.items():
        if nom != "chargee":
            comptes[nom] = create_compte(nom)
            create_membre(espace, comptes[nom], role)
    return comptes


def get_client(compte) -> Client:
    client = Client()
    client.force_login(compte, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_no_url_is_missing_from_the_table():
    assert {f"espaces:{route.name}" for route in urlpatterns} == ADRESSES


def list_objets(page: str, espace: Espace) -> list[UUID | str]:
    """What the address names beside the espace: the place of the conseillère, a note that concerns everyone."""
    if page == "membre_update":
        return [espace.membres.get(role=Role.CONSEILLER_CAF).pk]
    if page in ("note_detail", "note_update", "note_delete"):
        return [create_note_essai(espace).pk]
    if page in ("version_list", "version_detail"):
        note = create_note_essai(espace)
        return ["note", note.pk, *([note.versions.get().pk] if page == "version_detail" else [])]
    return []


@pytest.mark.parametrize("page", sorted(PAGES_DE_L_ESPACE))
def test_page_of_an_espace_opens_for_its_roles_only(page: str, espace: Espace, personas, etrangere):
    url = reverse(f"espaces:{page}", args=[espace.pk, *list_objets(page, espace)])
    if page == "lien_create":
        # A link that asks the conseillère to confirm her place.
        url += f"?geste=confirmer_place&objet=membre:{espace.membres.get(role=Role.CONSEILLER_CAF).pk}"
    if page == "espace_reset":
        Espace.objects.filter(pk=espace.pk).update(type=TypeEspace.ENTRAINEMENT)
    answers = {nom: get_client(compte).get(url).status_code for nom, compte in personas.items()}
    assert answers == {nom: 200 if nom in PAGES_DE_L_ESPACE[page] else 403 for nom in PERSONAS}
    assert get_client(etrangere).get(url).status_code == 404
    assert_login_asked(Client().get(url), url)


@pytest.mark.parametrize("page", sorted(PAGES_DU_DEPARTEMENT))
def test_page_of_a_departement_opens_for_its_roles_only(page: str, espace: Espace, personas, etrangere):
    partage, _ = create_partage(create_espace_civraisien(create_compte("voisine"), nom="Voisin"), espace)
    url = reverse(f"espaces:{page}", args=[espace.pk, *([partage.pk] if page == "territoire_detail" else [])])
    assert {get_client(compte).get(url).status_code for compte in personas.values()} == {403}
    espace.type = TypeEspace.DEPARTEMENT
    espace.save()
    answers = {nom: get_client(compte).get(url).status_code for nom, compte in personas.items()}
    assert answers == {nom: 200 if nom in PAGES_DU_DEPARTEMENT[page] else 403 for nom in PERSONAS}
    assert get_client(etrangere).get(url).status_code == 404
    assert_login_asked(Client().get(url), url)
    # What a territoire offers to others is no page of a département.
    assert get_client(personas["chargee"]).get(reverse("espaces:partage_list", args=[espace.pk])).status_code == 403


@pytest.mark.parametrize("page", sorted(PAGES_DE_TOUTE_PERSONNE_CONNECTEE))
def test_page_of_a_person_opens_for_everyone_logged_in(page: str, personas, etrangere):
    url = reverse(f"espaces:{page}")
    for compte in [*personas.values(), etrangere]:
        assert get_client(compte).get(url).status_code == 200
    assert_login_asked(Client().get(url), url)


@pytest.mark.parametrize("page", sorted(PAGES_D_UN_ESPACE_SUPPRIME))
def test_page_of_a_deleted_espace_opens_for_its_roles_only(page: str, espace: Espace, personas, etrangere):
    url = reverse(f"espaces:{page}", args=[espace.pk])
    assert {get_client(compte).get(url).status_code for compte in personas.values()} == {404}
    Espace.objects.filter(pk=espace.pk).update(date_suppression=timezone.now())
    answers = {nom: get_client(compte).get(url).status_code for nom, compte in personas.items()}
    assert answers == {nom: 200 if nom in PAGES_D_UN_ESPACE_SUPPRIME[page] else 404 for nom in PERSONAS}
    assert get_client(etrangere).get(url).status_code == 404
    assert_login_asked(Client().get(url), url)


def test_nobody_puts_back_an_espace_where_people_work(espace: Espace, personas):
    url = reverse("espaces:espace_reset", args=[espace.pk])
    assert {get_client(compte).post(url, {"geste": "garder"}).status_code for compte in personas.values()} == {403}


def test_page_of_an_invitation_opens_for_whoever_has_the_link(espace: Espace, personas, etrangere):
    _, secret = create_invitation(espace)
    url = reverse("espaces:invitation_detail", args=[secret])
    for client in [Client(), *map(get_client, [*personas.values(), etrangere])]:
        assert client.get(url).status_code == 200


def test_page_of_a_magic_link_opens_for_whoever_has_it(espace: Espace, personas, etrangere):
    _, cle = create_lien(espace.membres.get(compte=personas["elue"]))
    for client in [Client(), *map(get_client, [*personas.values(), etrangere])]:
        assert client.get(reverse("espaces:lien_detail", args=[cle])).status_code == 200
        assert client.get(reverse("espaces:lien_demande")).status_code == 200


@pytest.mark.parametrize("geste", ["annuler", "renvoyer"])
def test_gesture_on_links_is_for_its_roles_only(geste: str, espace: Espace, personas, etrangere):
    url = reverse("espaces:lien_list", args=[espace.pk])
    for nom, compte in personas.items():
        expected = 404 if nom in PAGES_DE_L_ESPACE["lien_list"] else 403
        assert (nom, get_client(compte).post(url, {"geste": geste}).status_code) == (nom, expected)
    assert get_client(etrangere).post(url, {"geste": geste}).status_code == 404
    assert_login_asked(Client().post(url, {"geste": geste}), url)


@pytest.mark.parametrize("geste", sorted(GESTES))
def test_gesture_on_members_is_for_its_roles_only(geste: str, espace: Espace, personas, etrangere):
    url = reverse("espaces:membre_list", args=[espace.pk])
    for nom, compte in personas.items():
        # Without its object the gesture of a person who may do it finds nothing to change: 404, or the form again.
        status = get_client(compte).post(url, {"geste": geste}).status_code
        expected = (200 if geste == "inviter" else 404) if nom in GESTES[geste] else 403
        assert (nom, status) == (nom, expected)
    assert get_client(etrangere).post(url, {"geste": geste}).status_code == 404
    assert_login_asked(Client().post(url, {"geste": geste}), url)


@pytest.mark.parametrize("geste", GESTES_THEMATIQUES)
def test_gesture_on_thematiques_is_for_its_roles_only(geste: str, espace: Espace, personas, etrangere):
    url = reverse("espaces:thematique_list", args=[espace.pk])
    noms = list(espace.thematiques.values_list("nom", flat=True))
    for nom, compte in personas.items():
        status = get_client(compte).post(url, {"geste": geste}).status_code
        done = {"ajouter": 200, "usuelles": 302}.get(geste, 404)
        assert (nom, status) == (nom, done if nom in {"chargee", "directeur"} else 403)
    assert get_client(etrangere).post(url, {"geste": geste}).status_code == 404
    assert_login_asked(Client().post(url, {"geste": geste}), url)
    assert list(espace.thematiques.values_list("nom", flat=True)) == noms


def test_a_closed_place_is_a_place_of_a_stranger(espace: Espace, personas):
    from convive.espaces.actions.membre import close_membre

    membre = espace.membres.get(compte=personas["elue"])
    close_membre(by=personas["chargee"], membre=membre)
    assert get_client(personas["elue"]).get(reverse("espaces:espace_detail", args=[espace.pk])).status_code == 404


def test_an_identifier_of_another_espace_is_refused(espace: Espace, chargee):
    other = create_espace_civraisien(create_compte("voisine"), nom="Espace voisin")
    invitation, _ = create_invitation(other)
    client, url = get_client(chargee), reverse("espaces:membre_list", args=[espace.pk])
    for geste, objet in (
        ("fermer", other.membres.get().pk),
        ("annuler", invitation.pk),
        ("renvoyer", invitation.pk),
        ("fermer", "pas-un-identifiant"),
        ("inconnu", invitation.pk),
    ):
        assert client.post(url, {"geste": geste, "objet": objet}).status_code == 404
    invitation.refresh_from_db()
    assert invitation.is_en_attente
    assert other.membres.get().is_en_cours


def assert_login_asked(response, url: str) -> None:
    assert response.status_code == 302
    assert response.headers["Location"].startswith(resolve_url(settings.LOGIN_URL))
    assert f"next={quote(url)}" in response.headers["Location"]
