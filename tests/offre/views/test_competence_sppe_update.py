from datetime import date

import pytest

from convive.offre.actions.sppe import SaisieSppe, update_competences
from convive.offre.models import CompetenceSppe
from convive.offre.rules.offre import OffreRefusee
from convive.offre.rules.sppe import Competence
from tests.acteurs.factories import create_organisation_essai

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(espace) -> str:
    return f"/espaces/{espace.pk}/offre/petite-enfance/modifier/"


def test_competence_sppe_update_fills_the_table_at_once(connecte, url, espace, chargee):
    client, pays = connecte(chargee), create_organisation_essai(espace, "Pays")
    form = client.get(url).context["form"]
    communes = form["communes"].value()
    data = {"competences": form["competences"].value(), "communes": communes, "organisation": str(pays.pk)}
    assert client.post(url, data | {"date_transfert": "2025-01-01"}).status_code == 302
    assert CompetenceSppe.objects.filter(exercee_par=pays, date_transfert=date(2025, 1, 1)).count() == 4 * len(communes)
    # One cell, from its link, is taken back.
    form = client.get(f"{url}?communes=86078&competences=planifier").context["form"]
    assert (form["communes"].value(), form["competences"].value()) == (["86078"], ["planifier"])
    data = {"competences": ["planifier"], "communes": ["86078"], "organisation": "personne"}
    assert client.post(url, data).status_code == 302
    assert CompetenceSppe.objects.count() == 4 * len(communes) - 1


def test_competence_sppe_update_explains(connecte, url, espace, chargee, etrangere):
    page = connecte(chargee).post(url, {"organisation": ""}).content.decode()
    for phrase in ("au moins une compétence", "au moins une commune", "obligatoire"):
        assert phrase in page
    ailleurs = create_organisation_essai(etrangere.membres.get().espace)
    saisie = SaisieSppe(frozenset({"86078"}), frozenset({Competence.RECENSER}), ailleurs.pk)
    with pytest.raises(OffreRefusee, match="pas de cet espace"):
        update_competences(by=chargee, espace=espace, saisie=saisie)


def test_competence_sppe_update_of_a_limited_place_is_for_its_communes(connecte, url, espace, coordinatrice):
    membre = espace.membres.get(compte=coordinatrice)
    membre.communes = ["86078"]
    membre.save()
    pays, client = create_organisation_essai(espace, "Pays"), connecte(coordinatrice)
    assert client.get(url).context["form"]["communes"].value() == ["86078"]
    data = {"competences": ["planifier"], "communes": ["86084"], "organisation": str(pays.pk)}
    assert "Sélectionnez un choix valide" in client.post(url, data).content.decode()
    assert not CompetenceSppe.objects.exists()
