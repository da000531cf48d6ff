"""The register as a file."""

import pytest
from django.urls import reverse

from convive.gouvernance.models import CibleDecision, Decision
from tests.diagnostic.factories import create_enjeu_essai
from tests.gouvernance.factories import create_decision_essai

pytestmark = pytest.mark.django_db


def get_url(espace, format: str) -> str:
    return reverse("gouvernance:decision_export", args=[espace.pk, format])


def test_the_register_leaves_as_a_table_with_its_filters(espace, gouvernance, chargee, connecte):
    enjeu = create_enjeu_essai(espace, "Rapprocher l’accueil")
    CibleDecision.objects.create(decision=gouvernance.decision, objet_type="enjeu", objet_uuid=enjeu.pk)
    Decision.objects.filter(pk=gouvernance.decision.pk).update(libelle="=SOMME(A1) ouvrir", mode="vote", voix_pour=12)
    client = connecte(chargee)
    answer = client.get(get_url(espace, "csv"))
    texte = answer.content.decode("utf-8-sig")
    assert "decisions-" in answer.headers["Content-Disposition"]
    assert "12\xa0pour" in texte
    assert "Rapprocher l’accueil" in texte
    assert "Réunir les maires" in texte
    # A spreadsheet never runs what someone typed.
    assert ";=SOMME" not in texte
    assert not texte.startswith("=")
    kept = client.get(get_url(espace, "csv"), {"q": "maires"}).content.decode("utf-8-sig")
    assert "Réunir les maires" in kept
    assert "12\xa0pour" not in kept


@pytest.mark.parametrize("format", ["xlsx", "ods"])
def test_the_register_leaves_as_a_workbook(espace, gouvernance, chargee, connecte, format):
    answer = connecte(chargee).get(get_url(espace, format))
    assert answer.status_code == 200
    assert answer.content[:2] == b"PK"


def test_another_format_is_not_there(espace, gouvernance, chargee, connecte):
    assert connecte(chargee).get(get_url(espace, "docx")).status_code == 404


def test_a_file_holds_only_what_its_reader_reads(
    espace, gouvernance, partenaire, connecte, django_assert_max_num_queries
):
    for rang in range(20):
        create_decision_essai(espace, f"Autre {rang}", seance=gouvernance.close_bureau)
    client = connecte(partenaire)
    client.get(get_url(espace, "csv"))
    with django_assert_max_num_queries(15):
        texte = client.get(get_url(espace, "csv")).content.decode("utf-8-sig")
    assert "Ouvrir vingt places" in texte
    assert "Autre" not in texte
