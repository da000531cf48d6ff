"""The registry of personal data, and what this package declares."""

from importlib import import_module

import pytest
from axes.models import AccessAttempt
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from convive.comptes.donnees_personnelles import list_sessions
from convive.comptes.models import Compte
from convive.comptes.registre import (
    ANCIEN_MEMBRE,
    DonneesPersonne,
    NomsDeRole,
    RegistreDonneesPersonnelles,
    Sort,
    donnees_personnelles,
)
from convive.espaces.models import Membre
from convive.journal.models import Journal
from tests.comptes.factories import CompteFactory


def build(model=Journal, **champs) -> DonneesPersonne:
    valeurs = {"libelle": "Des lignes", "explication": "Elles servent.", "sort": Sort.CONSERVER, "export_ligne": dict}
    return DonneesPersonne(model, **(valeurs | {"liens": ("auteur",)} | champs))


def test_a_forgotten_key_and_a_forgotten_address_are_named():
    registre = RegistreDonneesPersonnelles()
    assert registre.list_non_declares([Membre, Journal]) == ["espaces.Membre.compte", "journal.Journal.auteur"]
    registre.record(build())
    assert registre.list_non_declares([Membre, Journal]) == ["espaces.Membre.compte"]
    registre.record(build(Compte, liens=(), list_lignes=lambda compte: [compte]))
    assert registre.list_non_declares([Compte]) == ["comptes.Compte.email"]


def test_the_same_model_declared_again_replaces_itself():
    registre = RegistreDonneesPersonnelles()
    registre.record(build(), build(libelle="D’autres lignes"))
    assert [declaration.libelle for declaration in registre.get_all()] == ["D’autres lignes"]


@pytest.mark.parametrize("champs", [{"libelle": ""}, {"explication": ""}, {"liens": ()}])
def test_a_declaration_that_says_too_little_stops_the_start(champs):
    with pytest.raises(ImproperlyConfigured, match="Journal"):
        build(**champs)


def test_sentences_are_in_french_and_end():
    for declaration in donnees_personnelles.get_all():
        assert declaration.explication.endswith((".", "?"))
        assert "'" not in declaration.libelle + declaration.explication


def test_without_a_package_that_knows_roles_a_person_has_left(compte):
    assert RegistreDonneesPersonnelles().get_noms_de_role(compte) == NomsDeRole()
    assert NomsDeRole().get(None) == ANCIEN_MEMBRE


def get_lignes(model, compte) -> list:
    declaration = next(d for d in donnees_personnelles.get_all() if d.model is model)
    return [dict(declaration.export_ligne(ligne)) for ligne in declaration.get_lignes(compte)]


def test_each_declaration_finds_the_rows_of_the_person_and_no_other(compte):
    CompteFactory()
    autre = CompteFactory(email="autre@exemple.test")
    AccessAttempt.objects.create(
        username="Camille@exemple.test", ip_address="192.0.2.7", user_agent="Essai", failures_since_start=1
    )
    assert get_lignes(Compte, compte)[0]["adresse électronique"] == "camille@exemple.test"
    assert get_lignes(AccessAttempt, compte)[0]["adresse réseau"] == "192.0.2.7"
    assert get_lignes(AccessAttempt, autre) == []


def test_sessions_are_found_inside_their_rows(compte):
    for qui in (compte, CompteFactory()):
        Client().force_login(qui, backend="allauth.account.auth_backends.AuthenticationBackend")
    import_module(settings.SESSION_ENGINE).SessionStore().create()
    [session] = list_sessions(compte)
    assert session.get_decoded()["_auth_user_id"] == str(compte.pk)
