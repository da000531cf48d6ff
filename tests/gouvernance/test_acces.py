"""Every URL of the package, for every role, a stranger and an anonymous visitor."""

from urllib.parse import quote

import pytest
from django.conf import settings
from django.shortcuts import resolve_url
from django.test import Client
from django.urls import reverse

from convive.espaces.models import Espace, TypeEspace
from convive.gouvernance.models import CibleDecision, Decision, LigneSeance
from convive.gouvernance.urls import urlpatterns
from tests.espaces.factories import PERSONAS, create_compte, create_espace_civraisien, create_membre
from tests.gouvernance.factories import create_note_essai, create_siege
from tests.plan_action.factories import create_fiche, create_organisation

pytestmark = pytest.mark.django_db
LECTEURS = frozenset(PERSONAS) - {"administrateur"}
EQUIPE = frozenset({"chargee", "coordinatrice", "directeur"})
SEANCES_CLOSES = {"seance_notes", "seance_dossier"}
"""Pages of a closed séance of a body that is open."""
SEANCES = {"seance_convocation", "seance_presences", "seance_presentation", "seance_cloture"}
NOTES = {"note_detail", "note_update", "note_arbitrage", "scenario_create", "scenario_update"}
"""Pages of a note that no séance has: to whoever reads the bodies and not this note, it does not exist."""
PUBLIQUES = {"gouvernance:emargement_update"}
PAGES = {
    "instance_list": LECTEURS,
    **dict.fromkeys(SEANCES_CLOSES, LECTEURS),
    **dict.fromkeys(SEANCES, EQUIPE),
    "instance_create": EQUIPE,
    "seance_calendrier": LECTEURS,
    "mandat_list": EQUIPE,
    "mandat_detail": LECTEURS,
    "instance_detail": LECTEURS,
    "instance_update": EQUIPE,
    "membre_create": EQUIPE,
    "membre_update": EQUIPE,
    "seance_create": EQUIPE,
    "seance_detail": LECTEURS,
    "seance_echanges": LECTEURS,
    "seance_update": EQUIPE,
    "ligne_update": EQUIPE,
    "decision_list": LECTEURS,
    "decision_create": EQUIPE,
    "decision_export": LECTEURS,
    "decision_detail": LECTEURS,
    "decision_update": EQUIPE,
    "deliberation_detail": EQUIPE,
    "effet_create": EQUIPE,
    "note_list": LECTEURS,
    "note_create": EQUIPE,
    **dict.fromkeys(NOTES, EQUIPE),
    "engagement_list": LECTEURS,
    "reseau_detail": LECTEURS,
    "visite_detail": LECTEURS,
    "visite_update": LECTEURS,
    "engagement_update": EQUIPE,
}
ADRESSES = frozenset(f"gouvernance:{page}" for page in PAGES)
DE_L_ESPACE = {
    "instance_list",
    "decision_list",
    "decision_create",
    "decision_export",
    "note_list",
    "note_create",
    "engagement_list",
    "reseau_detail",
    "visite_detail",
    "visite_update",
    "instance_create",
    "seance_calendrier",
    "mandat_list",
    "mandat_detail",
}


def get_client(compte) -> Client:
    client = Client()
    client.force_login(compte, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def urls(espace, gouvernance, ctg) -> dict[str, str]:
    fiche, organisation = create_fiche(ctg), create_organisation(espace)
    Decision.objects.filter(pk=gouvernance.decision.pk).update(organisation_responsable=organisation)
    CibleDecision.objects.create(decision=gouvernance.decision, objet_type="fiche_action", objet_uuid=fiche.pk)
    siege, copil = create_siege(gouvernance.copil, "Une maire"), [gouvernance.copil.pk]
    note = create_note_essai(espace)
    ligne = LigneSeance.objects.create(seance=gouvernance.close, sorte="action", texte="Appeler la Caf.")
    args: dict[str, list[object]] = {
        **{page: [note.pk] for page in NOTES},
        "scenario_update": [note.pk, note.scenarios.all()[0].pk],
        **dict.fromkeys(("instance_detail", "instance_update", "membre_create", "seance_create"), copil),
        "membre_update": [*copil, siege.pk],
        # Convened: open to everyone who reads a body.
        "seance_detail": [gouvernance.convoquee.pk],
        "seance_echanges": [gouvernance.convoquee.pk],
        "seance_update": [gouvernance.convoquee.pk],
        "ligne_update": [gouvernance.close.pk, ligne.pk],
        "decision_export": ["csv"],
        "visite_update": ["la-ctg"],
        "decision_detail": [gouvernance.decision.pk],
        "decision_update": [gouvernance.decision.pk],
        "deliberation_detail": [gouvernance.decision.pk],
        "effet_create": [gouvernance.decision.pk, "fiche_action", fiche.pk],
        "engagement_update": [organisation.pk, "decision", gouvernance.decision.pk],
    }

    def get_args(page: str) -> list[object]:
        return [gouvernance.close.pk] if page in SEANCES_CLOSES | SEANCES else args.get(page, [])

    return {page: reverse(f"gouvernance:{page}", args=[espace.pk, *get_args(page)]) for page in PAGES}


def test_no_url_is_missing_from_the_table():
    assert {f"gouvernance:{route.name}" for route in urlpatterns} == ADRESSES | PUBLIQUES


def test_each_page_opens_for_its_roles_only(espace: Espace, urls, chargee, etrangere):
    clients = {"chargee": get_client(chargee)}
    for nom, role in PERSONAS.items():
        if nom != "chargee":
            compte = create_compte(nom)
            create_membre(espace, compte, role)
            clients[nom] = get_client(compte)
    for page, url in urls.items():
        answers = {nom: client.get(url).status_code for nom, client in clients.items()}
        refus = {nom: 404 if page in NOTES and nom in LECTEURS else 403 for nom in PERSONAS}
        assert (page, answers) == (page, {nom: 200 if nom in PAGES[page] else refus[nom] for nom in PERSONAS})
        assert get_client(etrangere).get(url).status_code == 404
        anonyme = Client().get(url)
        assert anonyme.status_code == 302
        assert anonyme.headers["Location"] == f"{resolve_url(settings.LOGIN_URL)}?next={quote(url)}"
        # Whoever only reads changes nothing either.
        posts = {nom: clients[nom].post(url).status_code for nom in ("lectrice", "formatrice", "administrateur")}
        # Taking a document away is a POST that reads: without saying which one, it is not there. Going on in the tour
        # changes one’s own place in it, and nothing else.
        allowed = {"visite_update": {302, 403}} | {nom: {403, 404} for nom in NOTES | {"seance_dossier"}}
        assert set(posts.values()) <= allowed.get(page, {403, 405})


def test_pages_of_another_espace_do_not_exist(espace, urls, chargee):
    """With the identifier of one’s own espace in front of those of another one."""
    voisin = create_espace_civraisien(chargee, nom="Espace voisin")
    client = get_client(chargee)
    for page, url in urls.items():
        if page not in DE_L_ESPACE:
            assert client.get(url.replace(str(espace.pk), str(voisin.pk))).status_code == 404


def test_a_team_without_a_territory_has_no_body(espace: Espace, urls, chargee):
    Espace.objects.filter(pk=espace.pk).update(type=TypeEspace.CABINET)
    client = get_client(chargee)
    assert {client.get(url).status_code for url in urls.values()} == {403}
