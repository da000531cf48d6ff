"""What figures do not say: written once, never lost."""

import pytest
from django.urls import reverse
from django.utils import timezone

from convive.journal.models import Journal
from convive.prise_poste.models import RapportActivite
from tests.espaces.ecriture import read_conflits

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(espace) -> str:
    return f"{reverse('prise_poste:rapport_update', args=[espace.pk])}?annee={timezone.localdate().year}"


def build_saisie(version: int = 0, **textes: str) -> dict[str, str]:
    return {"version": str(version), "faits_marquants": "", "difficultes": "", "suites": ""} | textes


def test_the_same_twice_writes_once(url, chargee, connecte):
    for _ in range(2):
        assert connecte(chargee).post(url, build_saisie(suites="Recruter.")).status_code == 302
    rapport = RapportActivite.objects.get()
    assert (rapport.version, rapport.annee) == (1, timezone.localdate().year)
    assert [row.detail["champs"] for row in Journal.objects.filter(objet_uuid=rapport.pk)] == [["suites"]]


def test_what_someone_wrote_meanwhile_stays(url, chargee, directeur, connecte):
    connecte(chargee).post(url, build_saisie(suites="De la chargée."))
    response = connecte(directeur).post(url, build_saisie(suites="Du directeur."))
    assert read_conflits(response) == {"suites": ("Du directeur.", "De la chargée.")}
    assert RapportActivite.objects.get().suites == "De la chargée."
