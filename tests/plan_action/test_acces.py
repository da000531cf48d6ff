"""Every URL of the package, for every role, a stranger and an anonymous visitor."""

from urllib.parse import quote

import pytest
from django.conf import settings
from django.shortcuts import resolve_url
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from convive.espaces.models import Espace, TypeEspace
from convive.plan_action.models import ImportPlan, ReponsePilote
from convive.plan_action.urls import urlpatterns
from tests.espaces.factories import PERSONAS, create_compte, create_espace_civraisien, create_membre

pytestmark = pytest.mark.django_db
LECTEURS = frozenset(PERSONAS) - {"administrateur"}
EQUIPE = frozenset({"chargee", "coordinatrice", "directeur"})
PILOTES = frozenset({"chargee", "directeur"})
PAGES = {
    "plan_detail": LECTEURS,
    "statut_update": EQUIPE,
    "copie_create": EQUIPE,
    "orphelin_list": LECTEURS,
    "niveau_list": PILOTES,
    "arbre_update": PILOTES,
    "place_update": PILOTES,
    "noeud_update": PILOTES,
    "fiche_action_create": EQUIPE,
    "fiche_action_detail": LECTEURS,
    "plan_tableau": LECTEURS,
    "plan_ruban": LECTEURS,
    "plan_repartition": LECTEURS,
    "emport_list": LECTEURS,
    "plan_coach": EQUIPE,
    "vue_plan_list": LECTEURS,
    "fiches_update": EQUIPE,
    "elu_detail": {"elue"},
    "suivi_list": LECTEURS,
    "point_list": EQUIPE,
    "reponse_update": EQUIPE,
    "mes_actions": EQUIPE | {"partenaire", "elue"},
    "modele_list": LECTEURS,
    "modele_detail": LECTEURS,
    "archive_create": PILOTES,
    "archive_detail": PILOTES,
    "import_plan_list": PILOTES,
    "import_plan_detail": PILOTES,
}
ADRESSES = frozenset(f"plan_action:{page}" for page in PAGES)
DE_L_ESPACE = {"point_list", "mes_actions", "modele_list", "elu_detail"}
FICHES = {page for page in PAGES if page.startswith("fiche_action_")} - {"fiche_action_create"} | {
    "statut_update",
    "suivi_list",
    "copie_create",
}


def get_client(compte) -> Client:
    client = Client()
    client.force_login(compte, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def urls(espace, plan, chargee) -> dict[str, str]:
    # Done: what is being checked is seen by whoever sent it alone.
    import_fait = ImportPlan.objects.create(
        espace=espace,
        ctg=plan.ctg,
        created_by=chargee,
        fichier_nom="plan.xlsx",
        statut="fait",
        fait_le=timezone.now(),
        bilan={"creees": 1, "changees": 0, "noeuds": 2},
    )

    def get_args(page: str) -> list[object]:
        if page in DE_L_ESPACE:
            return []
        if page == "modele_detail":
            return [plan.ctg.pk, "guichet_petite_enfance"]
        if page == "reponse_update":
            return [ReponsePilote.objects.create(fiche=plan.complete, recue_le=timezone.now()).pk]
        if page == "place_update":
            return [plan.ctg.pk, "fiche", plan.complete.pk]
        if page == "noeud_update":
            return [plan.ctg.pk, plan.objectif.pk]
        if page == "import_plan_detail":
            return [import_fait.pk]
        return [plan.complete.pk] if page in FICHES else [plan.ctg.pk]

    return {page: reverse(f"plan_action:{page}", args=[espace.pk, *get_args(page)]) for page in PAGES}


def test_no_url_is_missing_from_the_table():
    assert {f"plan_action:{route.name}" for route in urlpatterns} == ADRESSES


def test_each_page_opens_for_its_roles_only(espace: Espace, urls, chargee, etrangere):
    clients = {"chargee": get_client(chargee)}
    for nom, role in PERSONAS.items():
        if nom != "chargee":
            compte = create_compte(nom)
            create_membre(espace, compte, role)
            clients[nom] = get_client(compte)
    for page, url in urls.items():
        answers = {nom: client.get(url).status_code for nom, client in clients.items()}
        # An archive that waits is for whoever sent it alone; here, nobody sent any.
        ouverte = 404 if page == "archive_detail" else 200
        assert (page, answers) == (page, {nom: ouverte if nom in PAGES[page] else 403 for nom in PERSONAS})
        assert get_client(etrangere).get(url).status_code == 404
        anonyme = Client().get(url)
        assert anonyme.status_code == 302
        assert anonyme.headers["Location"] == f"{resolve_url(settings.LOGIN_URL)}?next={quote(url)}"
        # Whoever only reads changes nothing either, but the views that everyone keeps for oneself.
        if page == "vue_plan_list":
            continue
        posts = {nom: clients[nom].post(url).status_code for nom in ("lectrice", "formatrice", "administrateur")}
        # What one takes away changes nothing: without the name of a document, there is none.
        assert set(posts.values()) <= ({403, 404} if page == "emport_list" else {403, 405})


def test_pages_of_another_espace_do_not_exist(espace, urls, chargee):
    """With the identifier of one’s own espace in front of those of another one."""
    voisin = create_espace_civraisien(chargee, nom="Espace voisin")
    client = get_client(chargee)
    for page, url in urls.items():
        if page not in DE_L_ESPACE:
            assert client.get(url.replace(str(espace.pk), str(voisin.pk))).status_code == 404


def test_the_espace_of_a_departement_has_no_plan(espace: Espace, urls, chargee):
    Espace.objects.filter(pk=espace.pk).update(type=TypeEspace.DEPARTEMENT)
    client = get_client(chargee)
    assert {client.get(url).status_code for url in urls.values()} == {403}
