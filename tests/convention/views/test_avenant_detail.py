from datetime import timedelta
from uuid import uuid4

import pytest

from convive.convention.models import Avenant, Ctg
from convive.convention.rules.avenants import Nature
from tests.convention.factories import TODAY, create_avenant_essai, get_fin

pytestmark = pytest.mark.django_db


@pytest.fixture
def avenant(ctg, chargee) -> Avenant:
    nouvelle = get_fin() + timedelta(days=100)
    return create_avenant_essai(
        ctg, chargee, Nature.PROROGATION, nouvelle_fin=nouvelle, texte="Le texte.",
        texte_avant="La convention dure cinq ans.", texte_apres="La convention dure six ans.",
    )  # fmt: skip


@pytest.fixture
def url(ctg, avenant) -> str:
    return f"/espaces/{ctg.espace_id}/ctg/{ctg.pk}/avenants/{avenant.pk}/"


def test_avenant_detail_shows_what_a_project_will_change(connecte, url, elue, chargee, django_assert_max_num_queries):
    client = connecte(elue)
    with django_assert_max_num_queries(15):
        page = client.get(url).content.decode()
    for mots in ("Ce qu’il changera", "C’est un projet", "Le texte.", "3\xa0institutions attendues"):
        assert mots in page
    assert '<span class="cv-hide">[ajouté : </span>six<' in page
    assert "Noter la signature" not in page
    assert "Noter la signature" in connecte(chargee).get(url).content.decode()


def test_avenant_detail_signs_then_goes_back(connecte, url, chargee, avenant):
    client = connecte(chargee)
    assert "obligatoire" in client.post(url, {"geste": "signer"}).content.decode()
    demain = str(TODAY() + timedelta(days=1))
    assert "est à venir" in client.post(url, {"geste": "signer", "date_signature": demain}).content.decode()
    assert client.post(url, {"geste": "signer", "date_signature": str(TODAY())}).status_code == 302
    assert Ctg.objects.get().date_fin > get_fin()
    page = client.get(url).content.decode()
    assert "Ce qu’il a changé" in page
    assert "modifier/" not in page
    assert client.post(url, {"geste": "rouvrir"}).status_code == 302
    assert Ctg.objects.get().date_fin == get_fin()


def test_avenant_detail_says_when_it_is_too_late_to_sign(connecte, ctg, url, chargee):
    fin = TODAY() - timedelta(days=10)
    Ctg.objects.filter(pk=ctg.pk).update(date_fin=fin)
    page = connecte(chargee).post(url, {"geste": "signer", "date_signature": str(TODAY())}).content.decode()
    assert "vient après la fin" in page


def test_avenant_detail_deletes_a_project_and_not_a_signed_one(connecte, ctg, url, chargee, avenant):
    client = connecte(chargee)
    client.post(url, {"geste": "signer", "date_signature": str(TODAY())})
    assert "est signé" in client.post(url, {"geste": "supprimer"}).content.decode()
    suivant = create_avenant_essai(ctg, chargee, date_signature=TODAY())
    assert "Seul le dernier" in client.post(url, {"geste": "rouvrir"}).content.decode()
    assert "D’autres avenants ont été signés" in client.get(url).content.decode()
    projet = create_avenant_essai(ctg, chargee)
    response = client.post(url.replace(str(avenant.pk), str(projet.pk)), {"geste": "supprimer"})
    assert response.headers["Location"].endswith("/avenants/")
    assert set(Avenant.objects.all()) == {avenant, suivant}


def test_avenant_detail_refuses_what_does_not_exist(connecte, url, chargee, avenant):
    assert "Choisissez l’un des boutons" in connecte(chargee).post(url, {"geste": "brûler"}).content.decode()
    assert connecte(chargee).get(url.replace(str(avenant.pk), str(uuid4()))).status_code == 404
