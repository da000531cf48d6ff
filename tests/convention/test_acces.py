"""Every URL of the package, for every role, a stranger and an anonymous visitor."""

from urllib.parse import quote

import pytest
from django.conf import settings
from django.shortcuts import resolve_url
from django.test import Client
from django.urls import reverse

from convive.convention.models import Jalon
from convive.convention.urls import urlpatterns
from convive.espaces.models import Espace, TypeEspace
from tests.convention.factories import create_avenant_essai, create_plan_essai, create_texte, get_signataire
from tests.espaces.factories import PERSONAS, create_compte, create_espace_civraisien, create_membre

pytestmark = pytest.mark.django_db
LECTEURS = frozenset(PERSONAS) - {"administrateur"}
PILOTES = frozenset({"chargee", "directeur"})
PAGES = {
    "ctg_detail": LECTEURS,
    "jalon_list": LECTEURS,
    "signataire_list": LECTEURS,
    "avenant_list": LECTEURS,
    "article_list": LECTEURS,
    "visa_list": LECTEURS,
    "etat_comparaison": LECTEURS,
    "article_create": PILOTES,
    "article_update": PILOTES,
    "annexe_update": PILOTES,
    "avenant_detail": LECTEURS,
    "type_jalon_list": LECTEURS,
    "reprise_list": LECTEURS,
    "suite_create": PILOTES,
    "ctg_delete": PILOTES,
    "plan_externe_list": LECTEURS,
    "plan_externe_detail": LECTEURS,
    "plan_externe_create": PILOTES,
    "plan_externe_update": PILOTES,
    "ctg_create": PILOTES,
    "ctg_update": PILOTES,
    "jalon_create": PILOTES,
    "jalon_update": PILOTES,
    "signataire_create": PILOTES,
    "signataire_update": PILOTES,
    "deliberation_update": PILOTES,
    "avenant_create": PILOTES,
    "avenant_update": PILOTES,
}
ADRESSES = frozenset(f"convention:{page}" for page in PAGES)
SANS_CTG = {"ctg_create", "type_jalon_list"} | {page for page in PAGES if page.startswith("plan_externe_")}
DE_L_ESPACE = {"ctg_create", "type_jalon_list", "plan_externe_list", "plan_externe_create"}


def get_client(compte) -> Client:
    client = Client()
    client.force_login(compte, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def urls(espace, ctg, chargee) -> dict[str, str]:
    """The address of each page, for a CTG that has one of everything."""
    signataire, avenant = get_signataire(ctg), create_avenant_essai(ctg, chargee)
    jalon = Jalon.objects.create(ctg=ctg, phase="pilotage", libelle="Un jalon")
    plan = create_plan_essai(espace, chargee)
    objets = {
        "jalon_update": [jalon.pk],
        "signataire_update": [signataire.pk],
        "deliberation_update": [signataire.pk],
        "avenant_detail": [avenant.pk],
        "avenant_update": [avenant.pk],
        "article_update": [create_texte(ctg, chargee)[0].pk],
        "annexe_update": [1],
        "plan_externe_detail": [plan.pk],
        "plan_externe_update": [plan.pk],
    }
    return {
        page: reverse(
            f"convention:{page}",
            args=[espace.pk, *([] if page in SANS_CTG else [ctg.pk]), *objets.get(page, [])],
        )
        for page in PAGES
    }


def test_no_url_is_missing_from_the_table():
    assert {f"convention:{route.name}" for route in urlpatterns} == ADRESSES


def test_each_page_opens_for_its_roles_only(espace: Espace, urls, chargee, etrangere):
    clients = {"chargee": get_client(chargee)}
    for nom, role in PERSONAS.items():
        if nom != "chargee":
            compte = create_compte(nom)
            create_membre(espace, compte, role)
            clients[nom] = get_client(compte)
    for page, url in urls.items():
        answers = {nom: client.get(url).status_code for nom, client in clients.items()}
        assert (page, answers) == (page, {nom: 200 if nom in PAGES[page] else 403 for nom in PERSONAS})
        assert get_client(etrangere).get(url).status_code == 404
        anonyme = Client().get(url)
        assert anonyme.status_code == 302
        assert anonyme.headers["Location"] == f"{resolve_url(settings.LOGIN_URL)}?next={quote(url)}"
        # Whoever only reads changes nothing either.
        posts = {nom: clients[nom].post(url).status_code for nom in ("elue", "partenaire", "administrateur")}
        assert set(posts.values()) <= {403, 405}


def test_pages_of_another_espace_do_not_exist(ctg, urls, chargee):
    """With the identifier of one’s own espace in front of those of another one."""
    voisin = create_espace_civraisien(chargee, nom="Espace voisin")
    client = get_client(chargee)
    for page, url in urls.items():
        if page not in DE_L_ESPACE:
            assert client.get(url.replace(str(ctg.espace_id), str(voisin.pk))).status_code == 404


def test_the_espace_of_a_departement_has_no_ctg(espace: Espace, urls, chargee):
    Espace.objects.filter(pk=espace.pk).update(type=TypeEspace.DEPARTEMENT)
    assert {get_client(chargee).get(url).status_code for url in urls.values()} == {403}


def test_a_limited_place_reads_and_does_not_write(espace: Espace, urls, chargee):
    compte = create_compte("limitee")
    create_membre(espace, compte, PERSONAS["directeur"])
    place = espace.membres.get(compte=compte)
    place.communes = ["86078"]
    place.save()
    client = get_client(compte)
    answers = {page: client.get(url).status_code for page, url in urls.items()}
    assert answers == {page: 200 if PAGES[page] == LECTEURS else 403 for page in PAGES}
