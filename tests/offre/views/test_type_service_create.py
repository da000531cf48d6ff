import pytest

from convive.offre.models import TypeService

pytestmark = pytest.mark.django_db


def test_type_service_create_saves_or_explains(connecte, espace, chargee):
    client, url = connecte(chargee), f"/espaces/{espace.pk}/offre/types/ajouter/"
    theme = espace.thematiques.get(nom="Accompagnement social")
    assert "déjà ce nom" in client.post(url, {"nom": "multi-accueil"}).content.decode()
    assert client.post(url, {"nom": " Épicerie  sociale", "thematique": str(theme.pk)}).status_code == 302
    row = TypeService.objects.get()
    assert (row.nom, row.thematique) == ("Épicerie sociale", theme)
