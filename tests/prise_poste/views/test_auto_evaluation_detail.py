"""One self-assessment: shared, taken back, mended, erased by its author; read by who it is shared with."""

import pytest
from django.urls import reverse
from django.utils import timezone

from convive.espaces.views.page import GESTE_INCONNU
from convive.prise_poste.models import AutoEvaluation
from tests.prise_poste.factories import create_evaluation_essai

pytestmark = pytest.mark.django_db


def get_url(evaluation) -> str:
    return reverse("prise_poste:auto_evaluation_detail", args=[evaluation.espace_id, evaluation.pk])


def test_its_author_reads_her_words_and_shares_her_levels(espace, chargee, directeur, connecte):
    evaluation = create_evaluation_essai(espace, chargee)
    url = get_url(evaluation)
    page = connecte(chargee).get(url).content.decode()
    assert "Mot F1" in page
    client = connecte(chargee)
    assert "La direction la lit depuis" in client.post(url, {"geste": "partager"}, follow=True).content.decode()
    page = connecte(directeur).get(url).content.decode()
    assert "qui vous la montre" in page
    assert "Mot F1" not in page
    assert "<form" not in page.partition("<main")[2].partition("</main>")[0]
    assert "Personne d’autre" in connecte(chargee).post(url, {"geste": "reprendre"}, follow=True).content.decode()


def test_a_slip_is_mended_the_same_day_only(espace, chargee, connecte):
    today = create_evaluation_essai(espace, chargee)
    answer = connecte(chargee).post(get_url(today), {"geste": "rouvrir"})
    assert answer.headers["Location"].endswith("/remplir/")
    # A draft has its own page.
    assert connecte(chargee).get(get_url(today)).headers["Location"].endswith("/remplir/")
    old = create_evaluation_essai(espace, chargee, jours=3)
    assert "un autre jour" in connecte(chargee).post(get_url(old), {"geste": "rouvrir"}).content.decode()


def test_it_is_erased_for_everyone(espace, chargee, connecte):
    evaluation = create_evaluation_essai(espace, chargee, partage_le=timezone.now())
    connecte(chargee).post(get_url(evaluation), {"geste": "supprimer"})
    assert not AutoEvaluation.objects.exists()


def test_an_unknown_gesture_is_told(espace, chargee, connecte):
    evaluation = create_evaluation_essai(espace, chargee)
    assert GESTE_INCONNU in connecte(chargee).post(get_url(evaluation), {"geste": "noter"}).content.decode()


def test_a_draft_is_not_shared_from_a_page_that_is_no_longer_true(espace, chargee, connecte):
    evaluation = create_evaluation_essai(espace, chargee, terminee_le=None)
    answer = connecte(chargee).post(get_url(evaluation), {"geste": "partager"}, follow=True)
    assert answer.redirect_chain[0][0].endswith("/remplir/")
    assert "Elle n’est pas terminée" in answer.content.decode()
