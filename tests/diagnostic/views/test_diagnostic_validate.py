from datetime import timedelta

import pytest
from django.utils import timezone

from convive.diagnostic.models import Chapitre, Diagnostic
from convive.documents.models import Gel
from tests.diagnostic.chapitres import get_chapitre

pytestmark = pytest.mark.django_db


def get_url(diagnostic) -> str:
    return f"/espaces/{diagnostic.espace_id}/diagnostic/{diagnostic.pk}/valider/"


def get_data(**champs: str) -> dict[str, str]:
    return {"date_validation": timezone.localdate().isoformat(), "validation": "le comité de pilotage"} | champs


def test_validation_freezes_the_version_and_the_next_one_opens(connecte, espace, diagnostic, directeur, chiffres_base):
    client = connecte(directeur)
    page = client.get(get_url(diagnostic)).content.decode()
    assert "sans texte de votre part" in page
    page = client.post(get_url(diagnostic), get_data(), follow=True).content.decode()
    assert "par le comité de pilotage" in page
    gel = Gel.objects.get(objet_uuid=diagnostic.pk)
    assert gel.motif.startswith("Validé le ")
    # What it shows is what was frozen, even when the words were changed behind its back.
    Chapitre.objects.filter(diagnostic=diagnostic).update(voyons="Changé par derrière.")
    chapitre = get_chapitre(diagnostic)
    url = f"/espaces/{espace.pk}/diagnostic/{diagnostic.pk}/chapitres/{chapitre.pk}/"
    page = client.get(url)
    assert page.context["fige"]
    assert "Changé par derrière." not in page.content.decode()
    assert "data:image/svg+xml" in page.content.decode()
    sources = client.get(url.replace(str(chapitre.pk), str(get_chapitre(diagnostic, "sources").pk)))
    assert sources.context["sources"]
    client.post(f"/espaces/{espace.pk}/diagnostic/commencer/")
    assert Diagnostic.objects.filter(numero=2, diagnostic_precedent=diagnostic).exists()
    assert "Ouvrir la version suivante" not in client.get(f"/espaces/{espace.pk}/diagnostic/").content.decode()


@pytest.mark.parametrize(
    ("champs", "phrase"),
    [
        ({"validation": " "}, "Ce champ est obligatoire"),
        ({"date_validation": (timezone.localdate() + timedelta(days=2)).isoformat()}, "pas encore venu"),
    ],
)
def test_what_is_missing_is_said(connecte, diagnostic, chargee, champs, phrase):
    page = connecte(chargee).post(get_url(diagnostic), get_data(**champs))
    assert phrase in page.content.decode()
    assert not Gel.objects.exists()


def test_a_second_validation_says_that_it_is_done(connecte, diagnostic, chargee):
    client = connecte(chargee)
    client.post(get_url(diagnostic), get_data())
    page = client.post(get_url(diagnostic), get_data(validation="un autre")).content.decode()
    assert "C’est déjà fait" in page
    assert Gel.objects.count() == 1
