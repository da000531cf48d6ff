import pytest

from convive.diagnostic.models import Constat
from tests.espaces.factories import create_thematique

pytestmark = pytest.mark.django_db
VALEURS = {"version": "1", "texte": " Le soir,  rien. ", "precision": "Hors été.", "nature": "parole", "fiabilite": "2"}


def test_constat_create_leads_to_its_proof(connecte, espace, chargee):
    jeunesse = create_thematique(espace, "Jeunesse")
    url = f"/espaces/{espace.pk}/constats/ecrire/"
    response = connecte(chargee).post(url, VALEURS | {"thematiques": [str(jeunesse.pk)]})
    constat = Constat.objects.get()
    assert response.headers["Location"] == f"/espaces/{espace.pk}/constats/{constat.pk}/preuves/ajouter/"
    assert (constat.texte, constat.fiabilite, constat.is_partage) == ("Le soir, rien.", 2, False)
    assert constat.thematiques.get() == jeunesse


def test_constat_create_asks_for_a_sentence(connecte, espace, chargee):
    page = connecte(chargee).post(f"/espaces/{espace.pk}/constats/ecrire/", VALEURS | {"texte": " "}).content.decode()
    assert "Hors été." in page
    assert 'class="cv-errors"' in page
    assert not Constat.objects.exists()
