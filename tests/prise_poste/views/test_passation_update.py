"""Write for whoever comes next: nothing is lost, no password stays."""

import pytest
from django.urls import reverse

from convive.journal.models import Journal
from convive.prise_poste.models import Passation
from convive.prise_poste.rules.passation import RUBRIQUES
from tests.espaces.ecriture import choose, read_conflits

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(espace) -> str:
    return reverse("prise_poste:passation_update", args=[espace.pk])


def build_saisie(version: int = 0, **textes: str) -> dict[str, str]:
    return {"version": str(version)} | dict.fromkeys(RUBRIQUES, "") | textes


def test_it_is_written_once_then_corrected(url, espace, chargee, directeur, connecte):
    client = connecte(chargee)
    for _ in range(2):
        assert client.post(url, build_saisie(usages="On prévient la présidence d’abord.")).status_code == 302
    page = connecte(directeur).get(url).content.decode()
    assert "On prévient la présidence d’abord." in page
    assert 'name="version" value="1"' in page
    connecte(directeur).post(url, build_saisie(1, usages="On prévient la présidence d’abord.", pieges="Le mardi soir."))
    passation = Passation.objects.get()
    assert (passation.version, passation.pieges) == (2, "Le mardi soir.")
    gestes = Journal.objects.filter(objet_uuid=passation.pk).order_by("at")
    assert [(row.geste, row.detail["champs"]) for row in gestes] == [("creer", ["usages"]), ("modifier", ["pieges"])]
    assert all("mardi" not in str(row.detail) for row in gestes)


def test_an_empty_form_writes_nothing(url, chargee, connecte):
    assert connecte(chargee).post(url, build_saisie()).status_code == 302
    assert not Passation.objects.exists()


def test_what_someone_wrote_meanwhile_stays(url, chargee, directeur, connecte):
    connecte(chargee).post(url, build_saisie(usages="De la chargée."))
    client = connecte(directeur)
    assert client.post(url, build_saisie(pieges="Le mardi soir.")).status_code == 302
    assert (Passation.objects.get().usages, Passation.objects.get().pieges) == ("De la chargée.", "Le mardi soir.")
    response = client.post(url, build_saisie(usages="Du directeur."))
    assert read_conflits(response) == {"usages": ("Du directeur.", "De la chargée.")}
    assert Passation.objects.get().usages == "De la chargée."
    assert client.post(url, choose(response, usages="deux")).status_code == 302
    assert Passation.objects.get().usages == "Du directeur.\n\nDe la chargée."


def test_a_password_is_refused_beside_its_field(url, chargee, connecte):
    saisie = build_saisie(ou_sont="Le serveur, mdp : Soleil12", pieges="Rien.")
    page = connecte(chargee).post(url, saisie).content.decode()
    assert "On dirait un mot de passe" in page
    assert "Soleil12" in page
    assert not Passation.objects.exists()
    connecte(chargee).post(url, build_saisie(ou_sont="Au coffre. Jamais de mot de passe ici."))
    assert Passation.objects.exists()
