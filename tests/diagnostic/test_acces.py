"""The explorer is public: its URLs open for everyone. Those of an espace open for its roles only."""

from urllib.parse import quote

import pytest
from django.conf import settings
from django.db.models import Model
from django.shortcuts import resolve_url
from django.test import Client
from django.urls import reverse

from convive.diagnostic.urls import urlpatterns
from convive.espaces.models import Espace, TypeEspace
from tests.diagnostic import test_acces_diagnostic, test_acces_indicateurs
from tests.diagnostic.factories import (
    create_constat_essai,
    create_enjeu_essai,
    create_entretien_essai,
    create_parole_essai,
)
from tests.espaces.factories import (
    PERSONAS,
    create_compte,
    create_espace_civraisien,
    create_membre,
    create_thematique,
)
from tests.territoires.factories import CIVRAISIEN

pytestmark = pytest.mark.django_db
PAGES: dict[str, list[str]] = {
    "accueil": [],
    "territoire_list": [],
    "perimetre_create": [],
    "portrait_detail": [CIVRAISIEN],
    "portrait_export": [CIVRAISIEN, "xlsx"],
    "source_list": [],
}
LECTEURS = frozenset(PERSONAS) - {"administrateur"}
REDACTEURS = frozenset({"chargee", "directeur", "coordinatrice"})
# Page of the diagnosis of an espace → who opens it.
PAGES_CONSTATS = {
    "parole_list": LECTEURS,
    "parole_detail": LECTEURS,
    "parole_create": REDACTEURS,
    "parole_update": REDACTEURS,
    "parole_delete": REDACTEURS,
    **dict.fromkeys(("note_entretien_list", "note_entretien_create"), REDACTEURS),
    **dict.fromkeys(("note_entretien_detail", "note_entretien_update", "note_entretien_delete"), REDACTEURS),
    "constat_list": LECTEURS,
    "constat_detail": LECTEURS,
    "constat_create": REDACTEURS,
    "constat_update": REDACTEURS,
    "constat_delete": REDACTEURS,
    "demande_avis_create": REDACTEURS,
    "preuve_create": REDACTEURS,
    "corbeille_list": REDACTEURS,
    "avis_list": LECTEURS,
    "afom_list": LECTEURS,
    "enjeu_list": LECTEURS,
    "enjeu_synthese": LECTEURS,
    "enjeu_detail": LECTEURS,
    "enjeu_create": REDACTEURS,
    "enjeu_update": REDACTEURS,
    "enjeu_delete": REDACTEURS,
    "critere_list": LECTEURS,
    "tour_vote_list": LECTEURS,
    "vote_create": frozenset({"elue", "chargee", "directeur"}),
    "afom_detail": LECTEURS,
    "avis_create": REDACTEURS | {"elue", "conseillere_caf", "partenaire"},
}
PAROLE = {"parole_detail", "parole_update", "parole_delete"}
ENTRETIEN = {"note_entretien_detail", "note_entretien_update", "note_entretien_delete"}
CONSTAT = {"constat_detail", "constat_update", "constat_delete", "preuve_create", "avis_create"}
ENJEU = {"enjeu_detail", "enjeu_update", "enjeu_delete"}
ADRESSES = frozenset(f"diagnostic:{page}" for page in (*PAGES, *PAGES_CONSTATS))
# For who administers the installation, whatever the role: `views/test_telechargement_create.py`.
ADRESSES |= {"diagnostic:telechargement_create"}
# The document is tried beside.
ADRESSES |= test_acces_diagnostic.ADRESSES | test_acces_indicateurs.ADRESSES


def get_client(compte) -> Client:
    client = Client()
    client.force_login(compte, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_no_url_is_missing_from_the_table():
    assert {f"diagnostic:{route.name}" for route in urlpatterns} == ADRESSES


@pytest.mark.parametrize("page", sorted(PAGES))
def test_page_opens_for_everyone(page: str, pays_reel, chiffres_base):
    url = reverse(f"diagnostic:{page}", args=PAGES[page])
    connecte = Client()
    connecte.force_login(create_compte("etrangere"), backend="allauth.account.auth_backends.AuthenticationBackend")
    for client in (Client(), connecte):
        assert client.get(url).status_code == 200


@pytest.fixture
def urls(espace) -> dict[str, str]:
    """The address of each page of the diagnosis of an espace, which has one of everything."""
    parole, constat = create_parole_essai(espace), create_constat_essai(espace)
    objets: dict[str, Model] = {"afom_detail": create_thematique(espace, "Jeunesse")}
    objets |= (
        dict.fromkeys(PAROLE, parole)
        | dict.fromkeys(ENTRETIEN, create_entretien_essai(espace))
        | dict.fromkeys(CONSTAT, constat)
        | dict.fromkeys(ENJEU, create_enjeu_essai(espace))
    )
    return {
        page: reverse(f"diagnostic:{page}", args=[espace.pk, *([objets[page].pk] if page in objets else [])])
        for page in PAGES_CONSTATS
    }


def test_each_page_of_an_espace_opens_for_its_roles_only(espace: Espace, urls, chargee, etrangere):
    clients = {"chargee": get_client(chargee)}
    for nom, role in PERSONAS.items():
        if nom != "chargee":
            compte = create_compte(nom)
            create_membre(espace, compte, role)
            clients[nom] = get_client(compte)
    for page, url in urls.items():
        answers = {nom: client.get(url).status_code for nom, client in clients.items()}
        assert (page, answers) == (page, {nom: 200 if nom in PAGES_CONSTATS[page] else 403 for nom in PERSONAS})
        assert get_client(etrangere).get(url).status_code == 404
        anonyme = Client().get(url)
        assert anonyme.status_code == 302
        assert anonyme.headers["Location"] == f"{resolve_url(settings.LOGIN_URL)}?next={quote(url)}"
        # Whoever only reads changes nothing either.
        posts = {nom: clients[nom].post(url).status_code for nom in ("lectrice", "administrateur")}
        assert set(posts.values()) <= {403, 405}


def test_pages_of_another_espace_do_not_exist(espace: Espace, urls, chargee):
    """With the identifier of one’s own espace in front of those of another one."""
    voisin, client = create_espace_civraisien(chargee, nom="Espace voisin"), get_client(chargee)
    for page in sorted({*PAROLE, *ENTRETIEN, *CONSTAT, *ENJEU, "afom_detail"}):
        assert client.get(urls[page].replace(str(espace.pk), str(voisin.pk))).status_code == 404


def test_the_espace_of_a_departement_has_no_diagnosis(espace: Espace, urls, chargee):
    Espace.objects.filter(pk=espace.pk).update(type=TypeEspace.DEPARTEMENT)
    assert {get_client(chargee).get(url).status_code for url in urls.values()} == {403}
