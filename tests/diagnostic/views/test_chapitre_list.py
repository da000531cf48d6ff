import pytest

from convive.diagnostic.models import Chapitre
from convive.diagnostic.selectors.diagnostic import list_chapitres
from tests.diagnostic.chapitres import get_chapitre
from tests.espaces.factories import create_thematique

pytestmark = pytest.mark.django_db


def get_url(diagnostic) -> str:
    return f"/espaces/{diagnostic.espace_id}/diagnostic/{diagnostic.pk}/sommaire/"


def test_chapters_are_ordered_and_hidden(connecte, diagnostic, chargee):
    client, population = connecte(chargee), get_chapitre(diagnostic)
    for geste in ("monter", "masquer"):
        response = client.post(get_url(diagnostic), {"geste": geste, "objet": population.pk})
        assert response.headers["Location"] == f"{get_url(diagnostic)}#chapitre-{population.pk}"
    assert list_chapitres(diagnostic)[0] == population
    assert get_chapitre(diagnostic).is_masque
    assert "masqué" in client.get(get_url(diagnostic)).content.decode()
    client.post(get_url(diagnostic), {"geste": "montrer", "objet": population.pk})
    client.post(get_url(diagnostic), {"geste": "descendre", "objet": population.pk})
    assert [c.cle for c in list_chapitres(diagnostic, with_masques=False)][:2] == ["territoire", "population"]


def test_sources_are_not_hidden_even_by_a_forged_gesture(connecte, diagnostic, chargee):
    sources = get_chapitre(diagnostic, "sources")
    page = connecte(chargee).post(get_url(diagnostic), {"geste": "masquer", "objet": sources.pk})
    assert "Le chapitre des sources ne se masque pas" in page.content.decode()
    assert not get_chapitre(diagnostic, "sources").is_masque


def test_a_chapter_is_added(connecte, espace, diagnostic, chargee):
    client, seniors = connecte(chargee), create_thematique(espace, "Seniors")
    assert client.post(get_url(diagnostic), {"geste": "ajouter", "titre": "Les vacances"}).status_code == 302
    assert client.post(get_url(diagnostic), {"geste": "ajouter", "thematique": seniors.pk}).status_code == 302
    assert [c.titre for c in list_chapitres(diagnostic)][-3:-1] == ["Les vacances", "Seniors"]
    page = client.post(get_url(diagnostic), {"geste": "ajouter", "titre": " "})
    assert "Choisissez une thématique, ou donnez un titre." in page.content.decode()


@pytest.mark.parametrize(("geste", "objet"), [("inconnu", ""), ("monter", "autre")])
def test_a_gesture_that_does_not_exist(connecte, diagnostic, chargee, geste, objet):
    assert connecte(chargee).post(get_url(diagnostic), {"geste": geste, "objet": objet}).status_code == 404


def test_a_validated_version_is_shown_without_its_gestures(connecte, diagnostic, chargee):
    diagnostic.statut, diagnostic.date_validation = "valide", "2026-06-12"
    diagnostic.save()
    page = connecte(chargee).get(get_url(diagnostic)).content.decode()
    assert "Elle ne change plus." in page
    assert "Monter" not in page
    client = connecte(chargee)
    refused = client.post(get_url(diagnostic), {"geste": "monter", "objet": get_chapitre(diagnostic).pk})
    assert "est validé" in refused.content.decode()
    assert Chapitre.objects.get(pk=get_chapitre(diagnostic).pk).ordre == 2
