import pytest

from convive.convention.rules.avenants import Nature
from tests.convention.factories import TODAY, create_avenant_essai, get_signataire

pytestmark = pytest.mark.django_db


def test_avenant_list_teaches_then_compares_two_states(connecte, ctg, chargee, elue, django_assert_max_num_queries):
    url = f"/espaces/{ctg.espace_id}/ctg/{ctg.pk}/avenants/"
    page = connecte(elue).get(url).content.decode()
    assert "Aucun avenant" in page
    assert "ajouter/" not in page
    create_avenant_essai(ctg, chargee, communes=frozenset({"86078"}), date_signature=TODAY())
    create_avenant_essai(ctg, chargee, Nature.RETRAIT, sortant=get_signataire(ctg), date_signature=TODAY())
    create_avenant_essai(ctg, chargee)
    client = connecte(chargee)
    with django_assert_max_num_queries(15):
        page = client.get(url).content.decode()
    assert page.count("signé le") == 2
    assert page.count("projet, effet prévu le") == 1
    assert "[retiré : </span>Commune de Civray" in page
    assert "[retiré : </span>Civray<" not in page
    assert page.count("[retiré : </span>") >= 2
    # From the first to the second avenant, the communes are the same.
    second = client.get(url, {"de": "1", "vers": "2"}).content.decode()
    assert "[retiré : </span>Commune de Civray" in second
    assert "[retiré : </span>Chatain" not in second
    assert "ne changent" in client.get(url, {"de": "1", "vers": "1"}).content.decode()
    assert client.get(url, {"de": "-1", "vers": "²"}).context["de"] == 0
