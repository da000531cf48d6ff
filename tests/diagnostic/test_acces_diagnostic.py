"""Every page of the diagnosis of an espace, for every role, a stranger and an anonymous visitor."""

from urllib.parse import quote

import pytest
from django.conf import settings
from django.shortcuts import resolve_url
from django.test import Client
from django.urls import reverse

from convive.diagnostic.models import Diagnostic
from convive.espaces.models import Espace, TypeEspace
from tests.diagnostic.chapitres import get_chapitre
from tests.espaces.factories import (
    PERSONAS,
    create_compte,
    create_espace_civraisien,
    create_membre,
    create_thematique,
)

pytestmark = pytest.mark.django_db
LECTEURS = frozenset(PERSONAS) - {"administrateur"}
PILOTES = frozenset({"chargee", "directeur"})
REDACTEURS = PILOTES | {"coordinatrice"}
PAGES = {
    "diagnostic_detail": LECTEURS,
    "diagnostic_create": PILOTES,
    "diagnostic_comparaison": LECTEURS,
    "une_page_detail": LECTEURS,
    "diagnostic_validate": PILOTES,
    "chapitre_list": PILOTES,
    "chapitre_detail": LECTEURS,
    "chapitre_update": REDACTEURS,
}
ADRESSES = frozenset(f"diagnostic:{page}" for page in PAGES)
SANS_DIAGNOSTIC = {"diagnostic_create", "diagnostic_comparaison", "une_page_detail"}


def get_client(compte) -> Client:
    client = Client()
    client.force_login(compte, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def urls(espace, diagnostic) -> dict[str, str]:
    chapitre = get_chapitre(diagnostic)
    args = {page: [espace.pk, *([] if page in SANS_DIAGNOSTIC else [diagnostic.pk])] for page in PAGES}
    for page in ("chapitre_detail", "chapitre_update"):
        args[page].append(chapitre.pk)
    return {page: reverse(f"diagnostic:{page}", args=args[page]) for page in PAGES}


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


def test_pages_of_another_espace_do_not_exist(diagnostic: Diagnostic, urls, chargee):
    """With the identifier of one’s own espace in front of those of another one."""
    voisin = create_espace_civraisien(chargee, nom="Espace voisin")
    client = get_client(chargee)
    for page, url in urls.items():
        if page not in SANS_DIAGNOSTIC:
            assert client.get(url.replace(str(diagnostic.espace_id), str(voisin.pk))).status_code == 404


def test_the_espace_of_a_departement_has_no_diagnostic(espace: Espace, urls, chargee):
    Espace.objects.filter(pk=espace.pk).update(type=TypeEspace.DEPARTEMENT)
    assert {get_client(chargee).get(url).status_code for url in urls.values()} == {403}


def test_a_place_limited_to_a_thematique_writes_in_its_chapter_only(espace: Espace, diagnostic, coordinatrice):
    jeunesse = create_thematique(espace, "Jeunesse")
    espace.membres.get(compte=coordinatrice).thematiques.add(jeunesse)
    client = get_client(coordinatrice)
    sien = get_chapitre(diagnostic, "thematique", "Jeunesse")
    autre = get_chapitre(diagnostic, "thematique", "Handicap")
    answers = [
        client.get(reverse("diagnostic:chapitre_update", args=[espace.pk, diagnostic.pk, c.pk])).status_code
        for c in (sien, autre, get_chapitre(diagnostic))
    ]
    assert answers == [200, 403, 403]
    # What is hers is shown with its button, the others without.
    pages = [
        client.get(reverse("diagnostic:chapitre_detail", args=[espace.pk, diagnostic.pk, c.pk])) for c in (sien, autre)
    ]
    assert ["Écrire le premier mot" in page.content.decode() for page in pages] == [True, False]
