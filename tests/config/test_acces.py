"""Every URL of the project has its rights proved: none is missing from the tables.

The pages of an espace are tried in `tests/<package>/test_acces.py`, which lists them in ADRESSES; the others here, for
each role, a person who is a member of nothing, and an anonymous visitor.
"""

import importlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.shortcuts import resolve_url
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from tests.espaces.factories import PERSONAS, create_compte, create_espace_civraisien, create_membre

pytestmark = pytest.mark.django_db
TESTS = Path(__file__).resolve().parents[1]
UUID_ABSENT = "00000000-0000-4000-8000-000000000000"
# Status for an anonymous visitor, then for anyone logged in, whatever the role. « login » is a redirection there.
# 404 hides what does not exist here (demonstration, external provider, key); 403 is for people without a password,
# who have nothing to prove again.
SANS_ESPACE: dict[str, tuple[list[object], int | str, int | str]] = {
    "ui:galerie": ([], 200, 200),
    "documents:exemple_list": ([], 200, 200),
    "documents:exemple_export": (["membres", "csv"], 200, 200),
    "comptes:compte_detail": ([], "login", 200),
    "echanges:notification_list": ([], "login", 200),
    "echanges:lettre_detail": ([], "login", 200),
    "echanges:lettre_delete": (["faux-jeton"], 404, 404),
    "echanges:preference_update": ([], "login", 200),
    "acteurs:opposition_create": (["faux-jeton"], 404, 404),
    # Where the code of the room leads: it says nothing without its key.
    "gouvernance:emargement_update": (["fausse-cle"], 404, 404),
    # What a training body publishes, without an account; no such body here.
    # One’s own inscription, and no other.
    "formation:dossier_import": ([UUID_ABSENT], "login", 404),
    "formation:demande_create": ([UUID_ABSENT], 404, 404),
    "formation:formation_publique_list": ([UUID_ABSENT], 404, 404),
    "formation:formation_publique_detail": ([UUID_ABSENT, UUID_ABSENT], 404, 404),
    "formation:emargement_update": (["fausse-cle"], 404, 404),
    # It says whether a code is genuine, and nothing without one.
    "formation:aide_publique_detail": ([], 404, 404),
    "formation:verification_detail": ([], 200, 200),
    # The questionnaire of an employer, a trainer, a funder: nothing without its key.
    "formation:avis_update": (["fausse-cle"], 404, 404),
    "comptes:persona_list": ([], 404, 404),
    "comptes:mes_donnees": ([], "login", 200),
    # Taking data away leaves a trace: a form, never a link.
    "comptes:mes_donnees_export": ([], "login", 405),
    "comptes:effacement_create": ([], "login", 200),
    # For whoever administers the installation, which is no role of an espace.
    "comptes:registre_traitements": ([], "login", 403),
    "comptes:donnees_personnelles_detail": ([], 200, 200),
    "comptes:mentions_legales": ([], 200, 200),
    "comptes:accessibilite_detail": ([], 200, 200),
    "account_login": ([], 200, "/"),
    "account_logout": ([], "/", 200),
    "account_inactive": ([], 200, 200),
    "account_signup": ([], 200, "/"),
    "account_reauthenticate": ([], "login", 403),
    "account_email": ([], "login", 200),
    "account_email_verification_sent": ([], 200, 200),
    "account_change_password": ([], "login", "account_set_password"),
    "account_set_password": ([], "login", 200),
    "account_reset_password": ([], 200, 200),
    "account_reset_password_done": ([], 200, 200),
    "account_reset_password_from_key": (["1", "faux-jeton"], 200, 200),
    "account_reset_password_from_key_done": ([], 200, 200),
    "account_confirm_email": (["fausse-cle"], 200, 200),
    "account_confirm_login_code": ([], "login", "/"),
    "mfa_index": ([], "login", 200),
    "mfa_authenticate": ([], "login", "/"),
    "mfa_reauthenticate": ([], "login", 403),
    "mfa_activate_totp": ([], "login", "mfa_index"),
    "mfa_deactivate_totp": ([], "login", 404),
    "mfa_view_recovery_codes": ([], "login", 404),
    "mfa_generate_recovery_codes": ([], "login", 200),
    "mfa_download_recovery_codes": ([], "login", 404),
    "mfa_list_webauthn": ([], "login", 200),
    "mfa_add_webauthn": ([], "login", "mfa_index"),
    "mfa_reauthenticate_webauthn": ([], "login", 403),
    "mfa_remove_webauthn": ([1], "login", 404),
    "mfa_edit_webauthn": ([1], "login", 404),
    "mfa_login_webauthn": ([], "login", "/"),
    "socialaccount_login_cancelled": ([], 200, 200),
    "socialaccount_login_error": ([], 401, 401),
    "socialaccount_signup": ([], "login", "login"),
    "socialaccount_connections": ([], "login", 200),
    "openid_connect_login": (["inconnu"], 404, 404),
    "openid_connect_callback": (["inconnu"], 404, 404),
}


def list_adresses(resolver: object, prefix: str = "") -> Iterator[str]:
    """The view names of the project; a route without a name answers by its path, so that it cannot hide."""
    for route in resolver.url_patterns:
        if isinstance(route, URLPattern):
            yield f"{prefix}{route.name}" if route.name else f"/{route.pattern}"
        else:
            yield from list_adresses(route, f"{prefix}{route.namespace}:" if route.namespace else prefix)


def read_tables() -> set[str]:
    """What the packages prove."""
    modules = [f"tests.{path.parent.name}.{path.stem}" for path in sorted(TESTS.glob("*/test_acces.py"))]
    modules.remove(__name__)
    return {adresse for module in modules for adresse in importlib.import_module(module).ADRESSES}


def test_no_url_of_the_project_is_missing_from_the_tables():
    adresses = list(list_adresses(get_resolver()))
    # The former addresses of allauth, which only redirect to those above.
    anciennes = {f"/social/{path}/" for path in ("login/cancelled", "login/error", "signup", "connections")}
    assert set(adresses) == {*SANS_ESPACE, *read_tables(), *anciennes}, (
        "Une adresse n’a pas ses droits : la mettre dans la table de tests/<paquet>/test_acces.py (et ses ADRESSES)."
    )
    assert read_tables().isdisjoint(SANS_ESPACE)


@pytest.fixture
def connectes(pays) -> dict[str, Client]:
    """One client per role of an espace, and a person who is a member of nothing."""
    comptes = {nom: create_compte(nom) for nom in [*PERSONAS, "etrangere"]}
    espace = create_espace_civraisien(comptes["chargee"])
    for nom, role in PERSONAS.items():
        if nom != "chargee":
            create_membre(espace, comptes[nom], role)
    clients = {nom: Client() for nom in comptes}
    for nom, compte in comptes.items():
        clients[nom].force_login(compte, backend="allauth.account.auth_backends.AuthenticationBackend")
    return clients


@pytest.mark.parametrize("adresse", sorted(SANS_ESPACE))
def test_page_of_a_compte_says_the_same_to_every_role(adresse: str, connectes):
    arguments, anonyme, connecte = SANS_ESPACE[adresse]
    url = reverse(adresse, args=arguments)
    assert read_answer(Client(), url) == anonyme
    assert {nom: read_answer(client, url) for nom, client in connectes.items()} == dict.fromkeys(connectes, connecte)


def read_answer(client: Client, url: str) -> int | str:
    """A status, or the name of the page where the visitor is sent."""
    response = client.get(url)
    if response.status_code != 302:
        return response.status_code
    path = response.headers["Location"].partition("?")[0]
    if path == resolve_url(settings.LOGIN_URL):
        return "login"
    names = [name for name, (arguments, *_) in SANS_ESPACE.items() if not arguments and reverse(name) == path]
    return names[0] if names else path
