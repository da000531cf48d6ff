import pytest

from convive.convention.models import Ctg
from tests.espaces.ecriture import choose, read_conflits

pytestmark = pytest.mark.django_db


def build_saisie(ctg: Ctg, **champs: object) -> dict[str, object]:
    saisie = {champ: getattr(ctg, champ) for champ in ("version", "date_debut", "date_fin", "date_signature", "nom")}
    return saisie | {"plan_modifiable_par": ctg.plan_modifiable_par} | champs


def test_ctg_update_changes_and_limits_to_communes(connecte, espace, ctg, chargee, django_assert_max_num_queries):
    client, url = connecte(chargee), f"/espaces/{espace.pk}/ctg/{ctg.pk}/modifier/"
    client.get(url)
    with django_assert_max_num_queries(12):
        assert ctg.nom in client.get(url).content.decode()
    client.post(url, build_saisie(ctg, nom="Notre CTG", communes=["86078"], plan_modifiable_par="avenant"))
    ctg.refresh_from_db()
    assert (ctg.nom, ctg.communes, ctg.plan_modifiable_par) == ("Notre CTG", ["86078"], "avenant")
    page = client.get(url).content.decode()
    assert 'value="86078" checked' in page
    toutes = [choix for choix, _ in client.get(url).context["form"].fields["communes"].choices]
    client.post(url, build_saisie(ctg, communes=toutes))
    ctg.refresh_from_db()
    assert ctg.communes == []


def test_ctg_update_says_what_cannot_be(connecte, espace, ctg, chargee):
    url = f"/espaces/{espace.pk}/ctg/{ctg.pk}/modifier/"
    page = connecte(chargee).post(url, build_saisie(ctg, date_fin="2001-01-01")).content.decode()
    assert "avant d’avoir commencé" in page
    assert 'value="2001-01-01"' in page


def test_ctg_update_shows_what_someone_else_saved_meanwhile(connecte, espace, ctg, chargee):
    client, url = connecte(chargee), f"/espaces/{espace.pk}/ctg/{ctg.pk}/modifier/"
    client.post(url, build_saisie(ctg, nom="Celle d’un autre"))
    response = client.post(url, build_saisie(ctg, nom="La mienne"))
    assert read_conflits(response) == {"nom": ("La mienne", "Celle d’un autre")}
    assert client.post(url, choose(response)).status_code == 302
    ctg.refresh_from_db()
    assert ctg.nom == "La mienne"
