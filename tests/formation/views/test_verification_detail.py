"""Anyone checks a code; a forged one proves nothing; nobody is named without her agreement."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from convive.formation.actions.document import close_document, update_accord
from convive.formation.models import DocumentFormation
from convive.formation.rules.document import SorteDocument
from tests.formation.document_essai import create_session_finie, issue

pytestmark = pytest.mark.django_db


@pytest.fixture
def document(chargee) -> DocumentFormation:
    return issue(chargee, create_session_finie(chargee), SorteDocument.CERTIFICAT)[1]


def verify(client: Client, code: str, statut: int = 200) -> str:
    answer = client.post(reverse("formation:verification_detail"), {"code": code})
    assert answer.status_code == statut
    return answer.content.decode()


def test_the_code_drawn_on_the_document_fills_the_form(client, document):
    page = client.get(f"{reverse('formation:verification_detail')}?code={document.code}")
    assert f'value="{document.code}"' in page.content.decode()
    assert "noindex" in page.headers["X-Robots-Tag"]
    assert "authentique" not in page.content.decode()


def test_genuine_with_its_number_and_its_date_only(client, document):
    page = verify(client, document.code_lisible)
    assert "Ce document est authentique" in page
    assert document.numero in page
    for secret in ("Stagiaire 02", "Piloter une CTG", "La Passerelle", "10\u00a0h", "Certificat"):
        assert secret not in page
    update_accord(inscription=document.inscription, accord=True)
    page = verify(client, document.code)
    for montre in ("Stagiaire 02", "Piloter une CTG", "10\u00a0h"):
        assert montre in page


def test_forged_cancelled_and_altered(client, chargee, document):
    assert "ne correspond à aucun document" in verify(client, "0" * 16, 404)
    assert "ne correspond à aucun document" in verify(client, "x", 404)
    assert verify(client, "", 422)
    close_document(by=chargee, document=document, motif="Erreur", now=timezone.localtime())
    page = verify(client, document.code)
    assert "Ce document est annulé" in page
    assert "Stagiaire 02" not in page
    DocumentFormation.objects.filter(pk=document.pk).update(rang=77)
    assert "a été altéré" in verify(client, document.code)


def test_so_many_forged_codes_then_one_waits(client, document):
    for rang in range(15):
        verify(client, f"{rang:016}", 404)
    answer = client.post(reverse("formation:verification_detail"), {"code": document.code})
    assert answer.status_code == 429
    assert "Trop d’essais" in answer.content.decode()
    assert int(answer.headers["Retry-After"]) == 900


def test_a_browser_that_hides_where_it_comes_from_is_answered(document):
    stranger = Client(enforce_csrf_checks=True, headers={"origin": "null"})
    assert "authentique" in verify(stranger, document.code)


def test_the_title_says_the_answer_and_what_is_wrong_is_read_first(client, document):
    assert "<title>Document authentique – Convive</title>" in verify(client, document.code)
    page = verify(client, "0000000000000000", 404)
    assert "<title>Code inconnu\u00a0: Vérifier" in page
    assert '<div role="alert">' in page
    page = verify(client, "", 422)
    assert "<title>À corriger\u00a0: Vérifier" in page
    assert 'class="cv-errors" role="alert"' in page
