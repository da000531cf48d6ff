"""Every page of a training body, for every role, a stranger and an anonymous visitor; every key of a trainee."""

from types import SimpleNamespace
from urllib.parse import quote

import pytest
from django.conf import settings
from django.shortcuts import resolve_url
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from convive.formation.actions.document import create_documents
from convive.formation.actions.programme import create_publication
from convive.formation.cle_stagiaire import build_cle
from convive.formation.models import (
    Atelier,
    DemandeFormation,
    DemiJournee,
    DocumentFormation,
    Inscription,
    OrganismeFormation,
    PublicationProgramme,
    QuestionPair,
    SessionFormation,
    TerritoireExercice,
)
from convive.formation.models.inscription import make_jeton
from convive.formation.rules.document import SorteDocument
from convive.formation.urls import ORGANISME, public, stagiaire
from tests.espaces.factories import PERSONAS, create_compte, create_membre
from tests.formation.acces_organisme import (
    ARGUMENTS,
    MOTS,
    PAGES_ORGANISME,
    PAGES_PUBLIQUES,
    PAGES_SESSION,
    PAGES_STAGIAIRE,
)
from tests.formation.acces_programme import PAGES_PROGRAMME, PAGES_PROGRAMME_SUITE
from tests.formation.factories_atelier import create_atelier_essai
from tests.formation.factories_formation import (
    create_demande_essai,
    create_inscription_essai,
    create_organisme_essai,
    create_session_essai,
)
from tests.formation.factories_pairs import create_question_essai

pytestmark = pytest.mark.django_db
TOUTES = PAGES_ORGANISME | PAGES_SESSION | PAGES_PROGRAMME | PAGES_PROGRAMME_SUITE


@pytest.fixture
def organisme(chargee) -> OrganismeFormation:
    return create_organisme_essai(chargee)


@pytest.fixture
def session(organisme) -> SessionFormation:
    return create_session_essai(organisme.espace)


@pytest.fixture
def inscription(session) -> Inscription:
    return create_inscription_essai(session)


@pytest.fixture
def demi_journee(session) -> DemiJournee:
    return DemiJournee.objects.filter(session=session)[0]


@pytest.fixture
def document(session, chargee) -> DocumentFormation:
    (document,) = create_documents(by=chargee, session=session, sorte=SorteDocument.REGLEMENT, now=timezone.localtime())
    return document


@pytest.fixture
def exercice(session) -> TerritoireExercice:
    return TerritoireExercice.objects.create(espace=session.espace, session=session, nom="Groupe A")


@pytest.fixture
def atelier(session) -> Atelier:
    return create_atelier_essai(session)


@pytest.fixture
def registre() -> SimpleNamespace:
    """The one that those who read read, and those who teach write; the others in views/test_registre_update.py."""
    return SimpleNamespace(pk="veille")


@pytest.fixture
def question(session) -> QuestionPair:
    return create_question_essai(session.espace)


@pytest.fixture
def lecture(session) -> Atelier:
    return create_atelier_essai(session, "lecture_critique", "lecture")


def get_client(compte) -> Client:
    client = Client()
    client.force_login(compte, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def clients(organisme, chargee) -> dict[str, Client]:
    found = {"chargee": get_client(chargee)}
    for nom, role in PERSONAS.items():
        if nom != "chargee":
            compte = create_compte(nom)
            create_membre(organisme.espace, compte, role)
            found[nom] = get_client(compte)
    return found


@pytest.fixture
def publication(session, chargee) -> PublicationProgramme:
    return create_publication(by=chargee, programme=session.programme, today=timezone.localdate())


@pytest.fixture
def format_dossier() -> SimpleNamespace:
    """A format is no row: what stands for its identifier is its key."""
    return SimpleNamespace(pk="web")


@pytest.fixture
def demande(organisme) -> DemandeFormation:
    return create_demande_essai(organisme.espace)


@pytest.fixture
def args(organisme, session, publication, demande, request) -> dict[str, list[object]]:
    """What the address of each page takes, by its name."""
    pages = {
        **{page: [organisme.espace_id] for page in PAGES_ORGANISME},
        **{page: [organisme.espace_id, session.pk] for page in PAGES_SESSION},
        **{page: [organisme.espace_id, session.programme_id] for page in PAGES_PROGRAMME},
        "reference_update": [organisme.espace_id, "attestation"],
        "demande_detail": [organisme.espace_id, demande.pk],
        "publication_detail": [organisme.espace_id, session.programme_id, publication.numero],
        "sequence_update": [organisme.espace_id, session.programme_id, session.programme.sequences.all()[0].pk],
    }
    suites = {page: [request.getfixturevalue(ARGUMENTS[page]).pk] if page in ARGUMENTS else [] for page in pages}
    return {page: [*args, *suites[page]] for page, args in pages.items()}


@pytest.fixture
def urls(args) -> dict[str, str]:
    """The address of each page, by its name."""
    return {page: reverse(f"formation:{page}", args=args[page]) for page in args}


def test_no_address_is_missing_from_the_tables():
    assert {route.name for route in ORGANISME} == {*TOUTES}
    assert {route.name for route in stagiaire.urlpatterns} == PAGES_STAGIAIRE
    assert {route.name for route in public.urlpatterns} == PAGES_PUBLIQUES


def test_each_page_opens_for_its_roles_only(urls, clients, etrangere, organisme):
    for page, permis in TOUTES.items():
        url = urls[page]
        answers = {nom: client.get(url).status_code for nom, client in clients.items()}
        for nom in PERSONAS:
            attendus = {200, 302, 405} if nom in permis else {403}
            assert (page, nom, answers[nom]) == (page, nom, answers[nom] if answers[nom] in attendus else attendus)
        assert get_client(etrangere).get(url).status_code == 404
        anonyme = Client().get(url)
        assert anonyme.status_code == 302
        assert anonyme.headers["Location"] == f"{resolve_url(settings.LOGIN_URL)}?next={quote(url)}"
        posts = {nom: clients[nom].post(url).status_code for nom in set(PERSONAS) - permis}
        assert set(posts.values()) <= {403, 405}, page


def test_a_session_of_another_body_does_not_exist(args, chargee):
    voisin = create_organisme_essai(chargee, "L’Autre Rive, formation")
    for page in PAGES_SESSION:
        url = reverse(f"formation:{page}", args=[voisin.espace_id, *args[page][1:]])
        assert get_client(chargee).get(url).status_code == 404, page


def test_a_programme_of_another_body_does_not_exist(urls, organisme, chargee):
    voisin = create_organisme_essai(chargee, "L’Autre Rive, formation")
    for page in (*PAGES_PROGRAMME, "publication_detail", "sequence_update", "demande_detail"):
        url = urls[page].replace(str(organisme.espace_id), str(voisin.espace_id))
        assert get_client(chargee).get(url).status_code == 404, page


def test_the_espace_of_a_ctg_has_no_session(espace, args, chargee):
    for page in PAGES_ORGANISME:
        url = reverse(f"formation:{page}", args=[espace.pk, *args[page][1:]])
        assert get_client(chargee).get(url).status_code == 403


def test_only_a_true_key_opens_the_pages_of_a_trainee(inscription, request):
    cle = build_cle(inscription)
    suites = {
        page: [request.getfixturevalue(ARGUMENTS[page]).pk] if page in ARGUMENTS else [] for page in PAGES_STAGIAIRE
    } | {page: [mot] for page, mot in MOTS.items()}
    suites["lecture_stagiaire_detail"].append("valmeraude")
    for page in PAGES_STAGIAIRE:
        url = reverse(f"formation:{page}", args=[cle, *suites[page]])
        answer = Client().get(url)
        assert answer.status_code in {200, 302, 405}, page
        assert answer.headers["Referrer-Policy"] == "no-referrer", page
        assert "no-store" in answer.headers["Cache-Control"], page
        for fausse in (cle[:-1], f"x{cle}", "fausse-cle", "a" * 300):
            assert Client().get(reverse(f"formation:{page}", args=[fausse, *suites[page]])).status_code == 404, page
    Inscription.objects.filter(pk=inscription.pk).update(jeton=make_jeton())
    for page in PAGES_STAGIAIRE:
        assert Client().get(reverse(f"formation:{page}", args=[cle, *suites[page]])).status_code == 404, page


def test_a_form_of_a_trainee_is_taken_from_a_browser_that_tells_no_origin(inscription, request):
    """« no-referrer » makes a browser send « Origin: null » with a form: the key of the address is the authority."""
    cle, client = build_cle(inscription), Client(enforce_csrf_checks=True)
    for page in PAGES_STAGIAIRE:
        suite = [request.getfixturevalue(ARGUMENTS[page]).pk] if page in ARGUMENTS else []
        suite += ["valmeraude"] if page == "lecture_stagiaire_detail" else []
        suite += [MOTS[page]] if page in MOTS else []
        url = reverse(f"formation:{page}", args=[cle, *suite])
        if Client().post(url).status_code == 405:
            continue
        assert client.post(url, headers={"origin": "null"}).status_code != 403, page
