import pytest

from convive.offre.selectors.catalogue import list_types

pytestmark = pytest.mark.django_db


def test_type_service_update_saves_or_explains(connecte, espace, chargee):
    client, url = connecte(chargee), f"/espaces/{espace.pk}/offre/types/rpe/"
    form = client.get(url).context["form"]
    theme = espace.thematiques.get(nom="Petite enfance")
    assert (form["nom"].value(), form["thematique"].value()) == ("Relais petite enfance (RPE)", str(theme.pk))
    assert "déjà ce nom" in client.post(url, {"nom": "Multi-accueil"}).content.decode()
    data = {"nom": "Relais", "thematique": str(theme.pk), "is_cache": "on"}
    assert client.post(url, data).status_code == 302
    lu = list_types(espace)["rpe"]
    assert (lu.nom, lu.thematique, lu.is_cache) == ("Relais", theme, True)
