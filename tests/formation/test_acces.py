"""Every URL of the package, for every role, a stranger and an anonymous visitor; what is not shared does not exist."""

from urllib.parse import quote

import pytest
from django.conf import settings
from django.shortcuts import resolve_url
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from convive.espaces.models import Espace, TypeEspace
from convive.formation.actions.outil import create_outil
from convive.formation.selectors.ateliers_contenus import get_outils
from convive.formation.urls.poste import urlpatterns
from tests.espaces.factories import PERSONAS, create_compte, create_espace_civraisien, create_membre
from tests.formation.acces_organisme import ADRESSES_ORGANISME
from tests.formation.acces_pairs import POSTE_PAIRS, POSTE_PAIRS_APRES_ENTREE
from tests.formation.factories import create_evaluation_essai, create_lettre_essai, create_prise_essai
from tests.formation.factories_pairs import get_args_pairs

pytestmark = pytest.mark.django_db
EQUIPE = frozenset({"chargee", "coordinatrice", "directeur"})
DIRECTION = frozenset({"directeur"})
LETTRE = {"lettre_detail", "lettre_update", "objectif_update"}
PAGES = {
    **dict.fromkeys(LETTRE, frozenset({"chargee", "directeur"})),
    "aide_detail": frozenset(PERSONAS),
    "lettre_list": EQUIPE,
    "outil_list": EQUIPE,
    "outil_detail": EQUIPE,
    "passation_detail": frozenset({"chargee", "directeur"}),
    "passation_update": frozenset({"chargee", "directeur"}),
    "rapport_detail": frozenset({"chargee", "directeur"}),
    "rapport_update": frozenset({"chargee", "directeur"}),
    "raci_detail": frozenset(PERSONAS) - {"administrateur"},
    "raci_update": frozenset({"chargee", "directeur"}),
    "parcours_detail": EQUIPE,
    "etape_detail": frozenset({"chargee"}),
    "parcours_list": DIRECTION,
    "parcours_partage_detail": DIRECTION,
    "auto_evaluation_list": EQUIPE,
    **dict.fromkeys(POSTE_PAIRS, EQUIPE),
    "auto_evaluation_detail": frozenset({"chargee", "directeur"}),
    "auto_evaluation_update": frozenset({"chargee"}),
}
ADRESSES = frozenset(f"formation:{page}" for page in PAGES) | ADRESSES_ORGANISME
POSTE = frozenset(f"formation:{page}" for page in PAGES)
PERSONNELLES = LETTRE | {"etape_detail", "auto_evaluation_detail", "auto_evaluation_update"}
"""Pages that, to the rest of the team, do not exist."""


def get_client(compte) -> Client:
    client = Client()
    client.force_login(compte, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def urls(espace, chargee, ctg) -> dict[str, str]:
    prise = create_prise_essai(espace, chargee, partage_le=timezone.now())
    finie = create_evaluation_essai(espace, chargee, partage_le=timezone.now())
    draft = create_evaluation_essai(espace, chargee, terminee_le=None)
    lettre = create_lettre_essai(espace, chargee)
    args = {
        **{page: [lettre.pk] for page in LETTRE},
        "outil_detail": [create_outil(by=chargee, espace=espace, outil=get_outils()["frise"]).pk],
        "etape_detail": ["veille"],
        **get_args_pairs(chargee),
        "parcours_partage_detail": [prise.pk],
        "auto_evaluation_detail": [finie.pk],
        "auto_evaluation_update": [draft.pk],
    }
    urls = {page: reverse(f"formation:{page}", args=[espace.pk, *args.get(page, [])]) for page in PAGES}
    urls["aide_detail"] += f"?page={reverse('espaces:espace_detail', args=[espace.pk])}"
    return urls


@pytest.fixture
def clients(espace, chargee) -> dict[str, Client]:
    found = {"chargee": get_client(chargee)}
    for nom, role in PERSONAS.items():
        if nom != "chargee":
            compte = create_compte(nom)
            create_membre(espace, compte, role)
            found[nom] = get_client(compte)
    return found


def test_no_url_is_missing_from_the_table():
    assert {f"formation:{route.name}" for route in urlpatterns} == POSTE


def test_each_page_opens_for_its_roles_only(urls, clients, etrangere):
    for page, url in urls.items():
        answers = {nom: client.get(url).status_code for nom, client in clients.items()}
        refus = {nom: 404 if page in PERSONNELLES and nom in EQUIPE else 403 for nom in PERSONAS}
        ouvre = 302 if page in POSTE_PAIRS_APRES_ENTREE else 200
        assert (page, answers) == (page, {nom: ouvre if nom in PAGES[page] else refus[nom] for nom in PERSONAS})
        assert get_client(etrangere).get(url).status_code == 404
        anonyme = Client().get(url)
        assert anonyme.status_code == 302
        assert anonyme.headers["Location"] == f"{resolve_url(settings.LOGIN_URL)}?next={quote(url)}"
        posts = {
            nom: clients[nom].post(url).status_code for nom in ("lectrice", "formatrice", "administrateur", "elue")
        }
        assert set(posts.values()) <= {403, 405}


def test_what_is_taken_back_does_not_exist_for_the_direction(urls, clients, espace):
    for page in ("parcours_partage_detail", "auto_evaluation_detail"):
        assert clients["directeur"].get(urls[page]).status_code == 200
    espace.prises_de_poste.update(partage_le=None)
    espace.auto_evaluations.update(partage_le=None)
    for page in ("parcours_partage_detail", "auto_evaluation_detail"):
        assert clients["directeur"].get(urls[page]).status_code == 404


def test_the_direction_presses_nothing_on_what_is_shared(urls, clients):
    for geste in ("supprimer", "reprendre", "rouvrir"):
        assert clients["directeur"].post(urls["auto_evaluation_detail"], {"geste": geste}).status_code == 403
    assert clients["directeur"].post(urls["auto_evaluation_update"], {"niveau_S1": "4"}).status_code == 404


def test_pages_of_another_espace_do_not_exist(espace, urls, chargee):
    voisin = create_espace_civraisien(chargee, nom="Espace voisin")
    client = get_client(chargee)
    for page in ("auto_evaluation_detail", "auto_evaluation_update", "etape_detail", *LETTRE):
        assert client.get(urls[page].replace(str(espace.pk), str(voisin.pk))).status_code == 404
    # Her path is of one espace: the other one asks for its own first day.
    ailleurs = urls["parcours_detail"].replace(str(espace.pk), str(voisin.pk))
    assert "Commencer mon parcours" in client.get(ailleurs).content.decode()


def test_a_team_without_a_territory_has_no_such_page(espace: Espace, urls, chargee):
    Espace.objects.filter(pk=espace.pk).update(type=TypeEspace.CABINET)
    # The help is that of any page of any espace.
    assert get_client(chargee).get(urls.pop("aide_detail")).status_code == 200
    assert {get_client(chargee).get(url).status_code for url in urls.values()} == {403}
