import pytest

from tests.diagnostic.factories import create_entretien_essai, create_parole_essai
from tests.espaces.factories import create_thematique

pytestmark = pytest.mark.django_db


def get_url(espace) -> str:
    return f"/espaces/{espace.pk}/paroles/entretiens/"


def test_notes_are_for_the_team_and_found_by_their_tags(connecte, espace, chargee, elue, count_queries_get):
    client = connecte(chargee)
    assert "Aucun entretien n’est noté" in client.get(get_url(espace)).content.decode()
    jeunesse = create_thematique(espace, "Jeunesse")
    note = create_entretien_essai(espace, thematiques=(jeunesse,), communes=("86078",))
    parole = create_parole_essai(espace)
    parole.note = note
    parole.save()
    few = count_queries_get(client, get_url(espace))
    for rang in range(20):
        create_entretien_essai(espace, f"Sur le soir, propos numéro {rang}.", thematiques=(jeunesse,))
    assert count_queries_get(client, get_url(espace)) == few
    assert few <= 15
    page = client.get(get_url(espace)).content.decode()
    assert "1\u00a0parole tirée" in page
    assert "21\u00a0notes d’entretien" in page
    for query, total in (("q=refuse", 1), (f"thematique={jeunesse.pk}&commune=86078", 1), ("q=absent", 0)):
        assert client.get(f"{get_url(espace)}?{query}").context["liste"].paginator.count == total
    assert client.get(f"{get_url(espace)}?public=senior").context["liste"].paginator.count == 0
    assert "Notes d’entretien" in client.get(f"/espaces/{espace.pk}/paroles/").content.decode()
    # Those who only read words are not told that there are notes.
    assert "Notes d’entretien" not in connecte(elue).get(f"/espaces/{espace.pk}/paroles/").content.decode()
