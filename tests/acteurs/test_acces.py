"""Every URL of the package, for every role, a stranger and an anonymous visitor."""

from datetime import date
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from convive.acteurs.models import Import
from convive.acteurs.urls import urlpatterns
from convive.espaces.models import Espace
from tests.acteurs.factories import (
    create_echange_essai,
    create_fonction_essai,
    create_groupe_essai,
    create_lettre_essai,
    create_organisation_essai,
    create_personne_essai,
    create_poste_essai,
)
from tests.espaces.factories import PERSONAS, create_compte, create_membre
from tests.espaces.test_acces import assert_login_asked, get_client

pytestmark = pytest.mark.django_db
LECTEURS = frozenset(PERSONAS) - {"administrateur"}
REDACTEURS = frozenset({"chargee", "coordinatrice", "directeur"})
PILOTES = frozenset({"chargee", "directeur"})
PROCHES = REDACTEURS | {"elue", "conseillere_caf"}
# Who opens a page; the other members get 403.
PAGES = {
    "organisation_list": LECTEURS,
    "organisation_detail": LECTEURS,
    "organisation_create": REDACTEURS,
    "organisation_update": REDACTEURS,
    "organisation_close": REDACTEURS,
    "lien_organisations_list": REDACTEURS,
    "personne_list": LECTEURS,
    "personne_detail": LECTEURS,
    "personne_create": REDACTEURS,
    "personne_update": REDACTEURS,
    "personne_close": REDACTEURS,
    "fonction_create": REDACTEURS,
    "fonction_update": REDACTEURS,
    "echange_list": LECTEURS,
    "echange_detail": LECTEURS,
    "echange_create": REDACTEURS,
    "echange_update": PILOTES,
    "echange_delete": PILOTES,
    "lettre_list": REDACTEURS,
    "lettre_create": REDACTEURS,
    "lettre_detail": PILOTES,
    "lettre_update": PILOTES,
    "lettre_destinataires": PILOTES,
    "opposition_list": REDACTEURS,
    "mandat_list": REDACTEURS,
    "envoi_detail": PROCHES,
    "groupe_list": LECTEURS,
    "groupe_detail": LECTEURS,
    "groupe_create": REDACTEURS,
    "groupe_update": REDACTEURS,
    "groupe_delete": REDACTEURS,
    "poste_list": LECTEURS,
    "poste_comparaison": LECTEURS,
    "poste_detail": LECTEURS,
    "poste_create": PILOTES,
    "poste_update": PILOTES,
    "poste_close": PILOTES,
    "manque_list": LECTEURS,
    "import_list": REDACTEURS,
    "import_detail": REDACTEURS,
    "doublon_list": REDACTEURS,
    "doublon_update": REDACTEURS,
}
JOUR = date(2026, 3, 9)
ADRESSES = frozenset(f"acteurs:{page}" for page in PAGES)
ENFANTS = {"lien_organisations_list", "lettre_destinataires"}
# Not found rather than refused: whether a colleague writes letters is her affair.
INTROUVABLES = {("coordinatrice", page) for page in ("lettre_detail", "lettre_update", "lettre_destinataires")}
# Without an account: the link of a letter.
PUBLIQUES = {"acteurs:opposition_create"}
SANS_FORMULAIRE = {"envoi_detail", "organisation_list", "organisation_detail", "personne_list", "personne_detail"}
SANS_FORMULAIRE |= {
    "echange_list",
    "lettre_list",
    "groupe_list",
    "groupe_detail",
    "manque_list",
    "poste_list",
    "poste_detail",
    "poste_comparaison",
}


@pytest.fixture
def personas(espace: Espace, chargee):
    comptes = {"chargee": chargee}
    for nom, role in PERSONAS.items():
        if nom != "chargee":
            comptes[nom] = create_compte(nom)
            create_membre(espace, comptes[nom], role)
    return comptes


def build_urls(espace: Espace) -> dict[str, str]:
    """The address of each page, for cards that concern everyone."""
    organisation = create_organisation_essai(espace)
    autre = create_organisation_essai(espace, "Les passeurs du Gue")
    personne = create_personne_essai(espace)
    fiches = {
        "organisation": organisation.pk,
        "personne": personne.pk,
        "fonction": create_fonction_essai(personne, organisation).pk,
        "groupe": create_groupe_essai(espace).pk,
        # Written by the chargée: a coordinatrice has only her own.
        "lettre": create_lettre_essai(espace.created_by, espace, personne).pk,
        # Written by the chargée: a coordinatrice reads it.
        "echange": create_echange_essai(espace.created_by, organisation, suite="Rappeler", suite_le=JOUR).pk,
        # Done: a file being checked is seen by its author alone.
        "import": Import.objects.create(espace=espace, fichier_nom="a.csv", statut="fait", fait_le=timezone.now()).pk,
        "poste": create_poste_essai(espace, employeur=organisation).pk,
    }
    urls = {}
    for page in PAGES:
        sorte = page.split("_")[0].replace("lien", "organisation")
        is_fiche = page.endswith(("_detail", "_update", "_close", "_delete")) or page in ENFANTS
        objets = [fiches[sorte]] if is_fiche and sorte in fiches else []
        if page == "doublon_update":
            objets = ["organisation", organisation.pk, autre.pk]
        urls[page] = reverse(f"acteurs:{page}", args=[espace.pk, *objets])
    return urls


def get_statut(nom: str, page: str) -> int:
    if (nom, page) in INTROUVABLES:
        return 404
    return 200 if nom in PAGES[page] else 403


def test_no_url_is_missing_from_the_table():
    assert {f"acteurs:{route.name}" for route in urlpatterns} == ADRESSES | PUBLIQUES


def test_pages_open_for_their_roles_only(espace: Espace, personas, etrangere):
    """One set-up for all the pages: the directory does not change when it is read."""
    for page, url in build_urls(espace).items():
        answers = {nom: get_client(compte).get(url).status_code for nom, compte in personas.items()}
        assert (page, answers) == (page, {nom: get_statut(nom, page) for nom in PERSONAS})
        assert (page, get_client(etrangere).get(url).status_code) == (page, 404)
        assert_login_asked(Client().get(url), url)


def test_forms_are_sent_by_their_roles_only(espace: Espace, personas, etrangere):
    """A stranger, and a role that only reads, change nothing; the others may, which their own tests prove."""
    urls = build_urls(espace)
    for page in set(PAGES) - SANS_FORMULAIRE:
        ecrivent = PILOTES if page == "echange_detail" else PAGES[page]
        for nom in set(PERSONAS) - ecrivent:
            answer = get_client(personas[nom]).post(urls[page]).status_code
            assert (page, nom, answer) == (page, nom, 404 if (nom, page) in INTROUVABLES else 403)
        assert (page, get_client(etrangere).post(urls[page]).status_code) == (page, 404)
    for page in SANS_FORMULAIRE:
        assert get_client(personas["chargee"]).post(urls[page]).status_code == 405


def test_card_of_another_espace_is_not_found(espace: Espace, chargee, etrangere):
    ailleurs = etrangere.membres.get().espace
    organisation, personne = create_organisation_essai(ailleurs), create_personne_essai(ailleurs)
    fonction = create_fonction_essai(personne, organisation)
    client = get_client(chargee)
    for page, objets in {
        "organisation_detail": [organisation.pk],
        "organisation_update": [organisation.pk],
        "personne_detail": [personne.pk],
        "fonction_update": [fonction.pk],
        "groupe_detail": [create_groupe_essai(ailleurs).pk],
        "echange_detail": [create_echange_essai(etrangere, organisation).pk],
        "lettre_detail": [create_lettre_essai(etrangere, ailleurs, personne).pk],
        "poste_detail": [create_poste_essai(ailleurs).pk],
        "poste_update": [create_poste_essai(ailleurs).pk],
        "doublon_update": ["organisation", organisation.pk, create_organisation_essai(espace).pk],
    }.items():
        assert (page, client.get(reverse(f"acteurs:{page}", args=[espace.pk, *objets])).status_code) == (page, 404)
    url = reverse("acteurs:doublon_update", args=[espace.pk, "espace", uuid4(), uuid4()])
    assert client.get(url).status_code == 404
