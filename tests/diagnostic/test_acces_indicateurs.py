"""The pages of indicators: open to everyone on any territory, to its members on that of an espace."""

import pytest
from django.test import Client
from django.urls import reverse

from convive.espaces.models import Espace
from tests.diagnostic.factories import create_indicateur_essai
from tests.espaces.factories import PERSONAS, create_compte, create_membre
from tests.espaces.test_acces import assert_login_asked, get_client
from tests.territoires.factories import CIVRAISIEN

pytestmark = pytest.mark.django_db
PAGES: dict[str, dict[str, str]] = {
    "indicateur_list": {},
    "indicateur_detail": {"indicateur": "part_65p"},
    "indicateur_export": {"format": "csv"},
    "indicateur_carte": {"indicateur": "part_65p"},
    "indicateur_carte_export": {"indicateur": "part_65p", "format": "svg"},
    "evolution_list": {},
    "jumeau_list": {},
    "projection_detail": {},
}
LECTEURS = frozenset(PERSONAS) - {"administrateur"}
REDACTEURS = frozenset({"chargee", "directeur", "coordinatrice"})
# What an espace counts by itself → who opens it.
PROPRES = {
    "indicateur_espace_list": LECTEURS,
    "indicateur_espace_create": REDACTEURS,
    "indicateur_espace_detail": LECTEURS,
    "indicateur_espace_update": REDACTEURS,
    "indicateur_espace_close": REDACTEURS,
    "mesure_create": REDACTEURS,
    "mesure_update": REDACTEURS,
    "millesime_list": LECTEURS,
    "seuil_update": REDACTEURS,
}
SANS_INDICATEUR = {"indicateur_espace_list", "indicateur_espace_create", "millesime_list"}
ADRESSES = frozenset(f"diagnostic:{page}" for page in (*PAGES, *PROPRES))


def create_personas(espace: Espace, chargee) -> dict:
    comptes = {"chargee": chargee}
    for nom, role in PERSONAS.items():
        if nom != "chargee":
            comptes[nom] = create_compte(nom)
            create_membre(espace, comptes[nom], role)
    return comptes


def test_own_indicators_open_for_their_roles_only(espace: Espace, chargee, etrangere):
    comptes = create_personas(espace, chargee)
    indicateur = create_indicateur_essai(espace, mesures={2023: 4})
    for page, permis in PROPRES.items():
        own = (
            [] if page in ("indicateur_espace_list", "indicateur_espace_create", "millesime_list") else [indicateur.pk]
        )
        if page == "seuil_update":
            own = ["part_65p"]
        url = reverse(f"diagnostic:{page}", args=[espace.pk, *own, *([2023] if page == "mesure_update" else [])])
        answers = {nom: get_client(compte).get(url).status_code for nom, compte in comptes.items()}
        assert (page, answers) == (page, {nom: 200 if nom in permis else 403 for nom in PERSONAS})
        assert get_client(etrangere).get(url).status_code == 404
        assert_login_asked(Client().get(url), url)
        assert get_client(comptes["lectrice"]).post(url).status_code in (403, 405)


def test_pages_open_for_everyone(etrangere, pays, chiffres_base):
    for page, arguments in PAGES.items():
        url = reverse(f"diagnostic:{page}", kwargs=arguments | {"reference": CIVRAISIEN})
        for client in (Client(), get_client(etrangere)):
            assert client.get(url).status_code == 200, page
        assert client.post(url).status_code == 405


def test_pages_of_an_espace_open_for_its_members_only(espace: Espace, chargee, etrangere, chiffres_base):
    """Every role but the technical one reads the figures; one set-up for all the pages."""
    comptes = create_personas(espace, chargee)
    for page, arguments in PAGES.items():
        url = reverse(f"diagnostic:{page}", kwargs=arguments | {"espace_uuid": espace.pk})
        answers = {nom: get_client(compte).get(url).status_code for nom, compte in comptes.items()}
        assert answers == {nom: 403 if nom == "administrateur" else 200 for nom in PERSONAS}, page
        assert get_client(etrangere).get(url).status_code == 404
        assert_login_asked(Client().get(url), url)
        assert get_client(chargee).post(url).status_code == 405
