"""Before and after, on the same grid: hers alone."""

import pytest
from django.urls import reverse

from convive.formation.cles.stagiaire import build_cle
from convive.formation.models import QuestionnaireSession, SessionFormation

pytestmark = pytest.mark.django_db


def get_url(inscription, moment: str) -> str:
    return reverse("formation:stagiaire_positionnement", args=[build_cle(inscription), moment])


def test_the_grid_is_filled_as_one_goes_then_kept(client, session, inscription):
    url = get_url(inscription, "entree")
    assert "Personne d’autre" not in client.get(url).content.decode()
    client.post(url, {"S1": "2", "geste": "garder"})
    assert "Enregistré\u00a0: 1 sur 25\u00a0lignes." in client.get(f"{url}?garde=1").content.decode()
    client.post(url, {"S1": "2", "F1": "0", "geste": "terminer"})
    row = QuestionnaireSession.objects.get()
    assert (row.reponses, row.is_termine) == ({"S1": 2, "F1": 0}, True)
    client.post(url, {"S1": "4", "geste": "terminer"})
    row.refresh_from_db()
    assert row.reponses["S1"] == 2
    assert "Radar des compétences" in client.get(url).content.decode()


def test_a_block_is_saved_by_its_button_and_the_next_one_opens(client, session, inscription):
    url = get_url(inscription, "entree")
    answer = client.post(url, {"S1": "2", "geste": "bloc:savoir_faire"})
    assert answer.url == f"{url}?bloc=savoir_faire&garde=1"
    page = client.get(answer.url).content.decode()
    assert 'id="savoir_faire" data-grille-bloc>' in page
    assert 'id="savoirs" data-grille-bloc hidden>' in page
    assert ">1 sur 8<" in page


def test_each_answer_may_leave_alone_and_joins_the_others(client, session, inscription):
    url, htmx = get_url(inscription, "entree"), {"HX-Request": "true"}
    for saisie in ({"S1": "2"}, {"F1": "0"}, {"S1": "3"}):
        answer = client.post(url, {**saisie, "geste": "noter"}, headers=htmx)
        assert (answer.status_code, answer["X-Grille"]) == (204, "1")
    assert QuestionnaireSession.objects.get().reponses == {"S1": 3, "F1": 0}
    refus = client.post(url, {"S1": "7", "geste": "noter"}, headers=htmx)
    assert (refus.status_code, refus.content.decode()) == (422, "Choisissez une des réponses proposées.")
    client.post(url, {"geste": "terminer"})
    assert QuestionnaireSession.objects.get().is_termine
    refus = client.post(url, {"S1": "1", "geste": "noter"}, headers=htmx)
    assert (refus.status_code, "n’est plus ouverte" in refus.content.decode()) == (422, True)


def test_the_way_is_shown_to_her_at_the_end(client, session, inscription):
    client.post(get_url(inscription, "entree"), {"S1": "1", "geste": "terminer"})
    SessionFormation.objects.filter(pk=session.pk).update(date_debut="2020-01-06", date_fin="2020-01-07")
    client.post(get_url(inscription, "sortie"), {"S1": "3", "geste": "terminer"})
    page = client.get(get_url(inscription, "sortie")).content.decode()
    assert "+2" in page
    assert "À l’entrée" in page


def test_each_grid_has_its_time(client, session, inscription):
    assert "s’ouvre le dernier jour" in client.get(get_url(inscription, "sortie")).content.decode()
    SessionFormation.objects.filter(pk=session.pk).update(date_debut="2020-01-06", date_fin="2020-01-07")
    assert "la grille d’entrée est close" in client.get(get_url(inscription, "entree")).content.decode()
    client.post(get_url(inscription, "entree"), {"S1": "1", "geste": "terminer"})
    assert not QuestionnaireSession.objects.exists()
    assert client.get(get_url(inscription, "milieu")).status_code == 404


@pytest.mark.parametrize("saisie", [{"geste": "terminer"}, {"S1": "7", "geste": "terminer"}], ids=str)
def test_what_cannot_be_is_said(client, session, inscription, saisie):
    assert 'role="alert"' in client.post(get_url(inscription, "entree"), saisie).content.decode()
    assert not QuestionnaireSession.objects.filter(termine_le__isnull=False).exists()
