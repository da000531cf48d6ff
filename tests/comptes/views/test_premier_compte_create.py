"""The first compte: who reads the terminal opens it, once; a stranger who comes first does not."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from convive.comptes.actions.premier_compte import create_code
from convive.comptes.models import CodePremierCompte, Compte
from convive.comptes.selectors.premier_compte import is_installation_neuve
from convive.config.management.commands.serve import build_annonce, build_invite_premier_compte
from convive.journal.models import Journal
from tests.comptes.factories import MOT_DE_PASSE, CompteFactory

URL = "/compte/premier/"
SAISIE = {
    "nom_affiche": "Camille Roux",
    "email": "Camille@Exemple.test",
    "password1": MOT_DE_PASSE,
    "password2": MOT_DE_PASSE,
}
pytestmark = pytest.mark.django_db


def post(client, code, **saisie):
    return client.post(URL, SAISIE | {"code": code} | saisie)


def test_terminal_gives_an_address_that_opens_the_first_compte(client):
    said = build_annonce("http://127.0.0.1:8000/", build_invite_premier_compte("http://127.0.0.1:8000/"))
    adresse = re.search(r"http://127\.0\.0\.1:8000(/compte/premier/\?code=([A-Z2-9-]{14}))\n", said)
    assert f'<input type="hidden" name="code" value="{adresse[2]}"' in client.get(adresse[1]).text
    reponse = post(client, adresse[2].lower().replace("-", " "))
    assert reponse.headers["Location"] == "/espaces/creer/"
    compte = Compte.objects.get()
    assert client.session["_auth_user_id"] == str(compte.pk)
    assert (compte.nom_affiche, compte.email, compte.is_staff) == ("Camille Roux", "Camille@exemple.test", True)
    assert compte.check_password(MOT_DE_PASSE)
    assert compte.emailaddress_set.get().verified
    assert Journal.objects.get().auteur == compte
    assert not CodePremierCompte.objects.exists()
    assert build_invite_premier_compte("http://127.0.0.1:8000/") == ""


def test_home_and_login_lead_to_it_while_there_are_only_invented_people(client):
    CompteFactory(email="noelle@exemple.invalid", password=None)
    for page in ("/", "/compte/login/"):
        assert f'href="{URL}"' in client.get(page).text
    assert 'name="password"' not in client.get("/compte/login/").text
    CompteFactory()
    for page in ("/", "/compte/login/"):
        assert URL not in client.get(page).text


@pytest.mark.parametrize("code", ["", "AAAA-BBBB-CCCC", "périmé", "remplacé"])
def test_code_that_is_not_that_of_the_terminal_opens_nothing(client, code):
    if code == "périmé":
        code = create_code()
        CodePremierCompte.objects.update(expire_le=timezone.now() - timedelta(seconds=1))
    elif code == "remplacé":
        code = create_code()
        create_code()
    page = post(client, code)
    assert page.context["form"].errors.keys() == {"code"}
    assert '<input type="text" name="code"' in page.text
    assert not Compte.objects.exists()


@pytest.mark.parametrize(
    ("saisie", "champ", "mots"),
    [
        ({"password2": "Autre-Chose-1-Fois"}, "password2", "ne sont pas les mêmes"),
        ({"password1": "court", "password2": "court"}, "password1", "trop facile à deviner"),
        ({"email": "personne@exemple.invalid"}, "email", "démonstration"),
        ({"nom_affiche": " "}, "nom_affiche", "obligatoire"),
    ],
)
def test_what_is_missing_is_said_and_the_code_still_serves(client, saisie, champ, mots):
    CompteFactory(email="personne@exemple.invalid", password=None)
    code = create_code()
    page = post(client, code, **saisie)
    assert mots in page.context["form"].errors[champ][0]
    assert page.context["form"].errors.keys() == {champ}
    assert post(client, code).status_code == 302


def test_an_installation_where_someone_has_a_compte_sends_to_the_login(client):
    code = create_code()
    CompteFactory()
    assert not is_installation_neuve()
    for reponse in (client.get(URL), post(client, code)):
        assert reponse.headers["Location"] == "/compte/login/"
    assert "a déjà un compte" in client.get("/compte/login/").text
    assert Compte.objects.count() == 1
    assert isinstance(client.get("/").wsgi_request.user, AnonymousUser)


def test_terminal_says_nothing_while_the_database_is_not_ready(monkeypatch):
    from django.db import DatabaseError

    from convive.config.management.commands import serve

    def fail():
        raise DatabaseError

    monkeypatch.setattr(serve, "create_code", fail)
    assert build_invite_premier_compte("http://127.0.0.1:8000/") == ""
