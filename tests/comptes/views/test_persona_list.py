import pytest
from axes.models import AccessAttempt
from django.test import Client

from convive.comptes import personas as module_demo
from convive.comptes.personas import AccesPersona, Persona, get_source_demo
from convive.socle.objets import Reference

URL = "/compte/demo/"


class SourceEssai:
    """One persona, whose compte is that of the test."""

    compte = None

    def list_personas(self):
        return (Persona("elue", self.compte.pk, "Noëlle Essai", "Maire", "", "elu", "Élu·e", "Elle voit l’accueil."),)

    def get_acces(self, cle):
        reference = Reference("compte", self.compte.pk)
        return AccesPersona(self.compte, "/compte/", reference, "Essai") if cle == "elue" else None


@pytest.fixture
def ouverte(settings, compte, monkeypatch):
    settings.DEMO = True
    monkeypatch.setattr(SourceEssai, "compte", compte)
    monkeypatch.setattr(module_demo, "import_string", lambda _chemin: SourceEssai)
    return compte


def test_page_is_absent_when_the_demo_is_off(client, compte, settings):
    settings.DEMO = False
    assert get_source_demo() is None
    assert client.get(URL).status_code == 404
    assert client.post(URL, {"persona": "elue"}).status_code == 404
    assert "_auth_user_id" not in client.session
    assert URL not in client.get("/compte/login/").text


def test_page_presents_each_persona(client, ouverte, django_assert_num_queries):
    with django_assert_num_queries(0):
        page = client.get(URL)
    for words in ("Noëlle Essai", "Maire", "Élu·e", "Elle voit l’accueil.", "sont inventés", 'value="elue"'):
        assert words in page.text


def test_login_page_leads_to_it(client, ouverte):
    assert f'href="{URL}"' in client.get("/compte/login/").text


def test_persona_is_logged_in_and_led_to_her_page(client, ouverte):
    reponse = client.post(URL, {"persona": "elue"})
    assert reponse.headers["Location"] == "/compte/"
    assert client.session["_auth_user_id"] == str(ouverte.pk)
    assert not AccessAttempt.objects.exists()
    assert client.get("/compte/").status_code == 200


@pytest.mark.parametrize("donnees", [{"persona": "inconnue"}, {}])
def test_unknown_persona_is_not_found(client, ouverte, donnees):
    assert client.post(URL, donnees).status_code == 404
    assert "_auth_user_id" not in client.session


def test_form_is_protected(ouverte):
    assert Client(enforce_csrf_checks=True).post(URL, {"persona": "elue"}).status_code == 403
