import pytest
from django.urls import reverse
from django.utils import timezone

from tests.documents.factories import create_modele
from tests.espaces.factories import create_espace_civraisien

pytestmark = pytest.mark.django_db


def test_empty_page_says_what_a_model_is(espace, lectrice, connecte):
    page = connecte(lectrice).get(reverse("documents:modele_list", args=[espace.pk])).text
    assert "Aucun modèle pour l’instant" in page
    assert "Modèles d’avant" not in page


def test_models_of_today_and_of_before(espace, chargee, etrangere, connecte, django_assert_max_num_queries):
    create_modele(espace, nom_fichier="Aujourd’hui.docx", created_by=chargee)
    create_modele(espace, nom_fichier="Avant.docx", retire_le=timezone.now())
    create_modele(create_espace_civraisien(etrangere, nom="Voisin"), nom_fichier="Ailleurs.docx")
    client = connecte(chargee)
    with django_assert_max_num_queries(15):
        page = client.get(reverse("documents:modele_list", args=[espace.pk])).text
    actuels, anciens = page.split("Modèles d’avant", 1)
    assert "Aujourd’hui.docx" in actuels
    assert "Chargee" in actuels
    assert "Avant.docx" in anciens
    assert "Ailleurs.docx" not in page
