import pytest

from tests.diagnostic.factories import create_parole_essai
from tests.diagnostic.views.test_parole_create import VALEURS
from tests.espaces.factories import create_thematique

pytestmark = pytest.mark.django_db


def test_parole_update_saves_once(connecte, espace, chargee):
    parole, client = create_parole_essai(espace), connecte(chargee)
    url = f"/espaces/{espace.pk}/paroles/{parole.pk}/modifier/"
    for _ in range(2):
        assert client.post(url, VALEURS).headers["Location"] == f"/espaces/{espace.pk}/paroles/{parole.pk}/"
    parole.refresh_from_db()
    assert (parole.verbatim, parole.version) == (VALEURS["verbatim"], 2)


def test_parole_update_shows_what_someone_else_saved(connecte, espace, chargee):
    parole, client = create_parole_essai(espace), connecte(chargee)
    url = f"/espaces/{espace.pk}/paroles/{parole.pk}/modifier/"
    client.post(url, VALEURS | {"verbatim": "Une autre phrase."})
    page = client.post(url, VALEURS | {"verbatim": "La mienne."}).content.decode()
    assert "Une autre phrase." in page
    assert "La mienne." in page
    assert 'name="version" value="2"' in page
    # Sent again as the page gives it back, it is a choice.
    assert client.post(url, VALEURS | {"verbatim": "La mienne.", "version": "2"}).status_code == 302


def test_a_limited_place_keeps_one_of_its_thematiques(connecte, espace, coordinatrice):
    petite, jeunesse = create_thematique(espace, "Petite enfance"), create_thematique(espace, "Jeunesse")
    espace.membres.get(compte=coordinatrice).thematiques.add(petite)
    parole = create_parole_essai(espace, thematiques=(petite, jeunesse))
    url = f"/espaces/{espace.pk}/paroles/{parole.pk}/modifier/"
    page = connecte(coordinatrice).post(url, VALEURS).content.decode()
    assert "Gardez-en une des vôtres" in page
    # The box that she does not see stays as it was.
    assert connecte(coordinatrice).post(url, VALEURS | {"thematiques": [str(petite.pk)]}).status_code == 302
    assert set(parole.thematiques.all()) == {petite, jeunesse}
