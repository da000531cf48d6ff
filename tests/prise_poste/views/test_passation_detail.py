"""The handover tells what the espace knows, and what was written."""

import pytest
from django.urls import reverse

from convive.documents.rules import Famille
from convive.prise_poste.exports.passation import build_document_passation
from convive.prise_poste.models import Passation
from tests.gouvernance.factories import create_decision_essai, create_instance_essai, create_seance_essai
from tests.plan_action.factories import create_fiche
from tests.prise_poste.factories import get_place, in_days

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(espace) -> str:
    return reverse("prise_poste:passation_detail", args=[espace.pk])


def test_an_empty_espace_says_so(url, chargee, connecte):
    page = connecte(chargee).get(url).content.decode()
    assert "Rien n’est encore écrit" in page
    assert "Aucune décision n’attend." in page
    assert "Aucune action n’est bloquée ni en retard." in page


def test_what_waits_is_told_with_its_date(url, espace, ctg, chargee, connecte, django_assert_max_num_queries):
    copil = create_instance_essai(espace)
    create_seance_essai(copil, 20)
    create_decision_essai(espace, "Recruter à deux", responsable_texte="La Caf", echeance=in_days(30))
    create_decision_essai(espace, "Faite déjà", statut="faite")
    create_fiche(ctg, "Ouvrir une micro-crèche", statut="bloquee")
    for rang in range(40):
        create_decision_essai(espace, f"Décision {rang}", responsable_texte="DGS")
    Passation.objects.create(espace=espace, usages="On prévient la présidence d’abord.")
    client = connecte(chargee)
    client.get(url)
    with django_assert_max_num_queries(30):
        page = client.get(url).content.decode().replace("\xa0", " ")
    assert "Recruter à deux" in page
    assert "La Caf, avant le" in page
    assert "Faite déjà" not in page
    assert "Et 11 autres" in page
    assert "Comité de pilotage" in page
    assert "Ouvrir une micro-crèche" in page
    assert "On prévient la présidence d’abord." in page


def test_the_document_says_the_same(espace, ctg, chargee):
    create_fiche(ctg, "Ouvrir une micro-crèche", statut="bloquee")
    Passation.objects.create(espace=espace, pieges="Le mardi soir.")
    contenu = build_document_passation(get_place(chargee, espace), Famille.TEXTE, "")
    assert "Le mardi soir." in str(contenu)
    assert "Ouvrir une micro-crèche" in str(contenu)
