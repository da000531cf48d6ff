from datetime import timedelta

import pytest

from convive.convention.models import Avenant
from convive.convention.rules.avenants import Nature
from tests.convention.factories import CAF, TODAY, create_avenant_essai, get_fin, get_signataire
from tests.espaces.ecriture import choose, read_conflits

pytestmark = pytest.mark.django_db


@pytest.fixture
def avenant(ctg, chargee) -> Avenant:
    return create_avenant_essai(ctg, chargee, Nature.RETRAIT, sortant=get_signataire(ctg), texte="Avant")


@pytest.fixture
def url(ctg, avenant) -> str:
    return f"/espaces/{ctg.espace_id}/ctg/{ctg.pk}/avenants/{avenant.pk}/modifier/"


def build_saisie(client, url: str, **champs: object) -> dict[str, object]:
    """What the page shows, with what someone changes in it."""
    form = client.get(url).context["form"]
    saisie = {nom: form[nom].value() for nom in form.fields if form[nom].value() is not None}
    return saisie | champs


def test_avenant_update_changes_a_project(connecte, ctg, url, chargee, avenant, django_assert_max_num_queries):
    client = connecte(chargee)
    client.get(url)
    with django_assert_max_num_queries(12):
        client.get(url)
    saisie = build_saisie(client, url, texte="Après", sortant=str(get_signataire(ctg, CAF).pk))
    assert client.post(url, saisie).status_code == 302
    avenant.refresh_from_db()
    assert (avenant.texte, [str(s) for s in avenant.sortants.all()]) == ("Après", [CAF])
    response = client.post(url, saisie | {"texte": "Autrement"})
    assert read_conflits(response) == {"texte": ("Autrement", "Après")}
    assert client.post(url, choose(response, texte="sien")).status_code == 302
    avenant.refresh_from_db()
    assert avenant.texte == "Après"


def test_avenant_update_says_what_cannot_be(connecte, url, chargee):
    client = connecte(chargee)
    late = build_saisie(client, url, date_effet=str(get_fin() + timedelta(days=1)))
    assert "vient après la fin" in client.post(url, late).content.decode()
    future = build_saisie(client, url, date_signature=str(TODAY() + timedelta(days=1)))
    assert "est à venir" in client.post(url, future).content.decode()
    assert "obligatoire" in client.post(url, build_saisie(client, url, objet="")).content.decode()


def test_avenant_update_of_a_signed_one_is_refused(connecte, url, chargee, avenant):
    client = connecte(chargee)
    saisie = build_saisie(client, url, version=avenant.version)
    Avenant.objects.filter(pk=avenant.pk).update(date_signature=TODAY())
    assert "est signé" in client.post(url, saisie).content.decode()
