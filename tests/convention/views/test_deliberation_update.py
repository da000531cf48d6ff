from datetime import timedelta
from uuid import uuid4

import pytest

from convive.convention.models import Deliberation, Signataire
from tests.convention.factories import TODAY, create_avenant_essai, create_projet, get_signataire

pytestmark = pytest.mark.django_db


def get_url(ctg, signataire, avenant=None) -> str:
    base = f"/espaces/{ctg.espace_id}/ctg/{ctg.pk}/signataires/{signataire.pk}/deliberation/"
    return f"{base}{avenant.pk}/" if avenant else base


def test_deliberation_update_notes_the_deliberation_then_the_signature(connecte, espace, chargee):
    projet = create_projet(espace, chargee)
    signataire = get_signataire(projet)
    client, url = connecte(chargee), get_url(projet, signataire)
    assert "conseil municipal" in client.get(url).content.decode()
    hier = TODAY() - timedelta(days=1)
    assert client.post(url, {"numero": " 2026-4 ", "date": str(hier)}).status_code == 302
    client.post(url, {"numero": "2026-4", "date": str(hier), "date_signature": str(TODAY())})
    deliberation = Deliberation.objects.get()
    assert (deliberation.numero, deliberation.date, deliberation.date_signature) == ("2026-4", hier, TODAY())
    assert str(deliberation) == "Délibération n° 2026-4"


def test_deliberation_update_is_for_the_convention_or_for_an_avenant(connecte, ctg, chargee):
    signataire, avenant = get_signataire(ctg), create_avenant_essai(ctg, chargee)
    client = connecte(chargee)
    client.post(get_url(ctg, signataire, avenant), {"numero": "9", "date": str(TODAY())})
    assert Deliberation.objects.get(avenant=avenant).numero == "9"
    assert Deliberation.objects.get(signataire=signataire, avenant=None).numero == "12"
    for url in (get_url(ctg, signataire, ctg), get_url(ctg, ctg)):
        assert client.get(url).status_code == 404


def test_deliberation_update_says_what_cannot_be_and_what_is_to_put_right(connecte, ctg, chargee):
    signataire = get_signataire(ctg)
    client, url = connecte(chargee), get_url(ctg, signataire)
    demain = str(TODAY() + timedelta(days=1))
    page = client.post(url, {"numero": "Gardé", "date": demain}).content.decode()
    assert "est à venir" in page
    assert 'value="Gardé"' in page
    assert "choix" in client.post(url, {"piece": str(uuid4())}).content.decode()
    Deliberation.objects.filter(signataire=signataire).update(date=None)
    assert "demandez-en une copie" in client.get(url).content.decode()


def test_deliberation_update_without_an_assembly_asks_the_signature_alone(connecte, ctg, chargee):
    signataire = get_signataire(ctg)
    Signataire.objects.filter(pk=signataire.pk).update(organe_deliberant="aucun")
    client, url = connecte(chargee), get_url(ctg, signataire)
    assert 'name="numero"' not in client.get(url).content.decode()
    assert client.post(url, {"date_signature": str(TODAY())}).status_code == 302
    assert Deliberation.objects.get(signataire=signataire).date_signature == TODAY()
