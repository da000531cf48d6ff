"""Say where a commitment is."""

import pytest
from django.urls import reverse

from convive.gouvernance.models import Decision, SuiviEngagement
from tests.gouvernance.factories import create_carte
from tests.plan_action.factories import create_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def caf(espace, gouvernance):
    organisation = create_organisation(espace, "La Caf")
    Decision.objects.filter(pk=gouvernance.decision.pk).update(organisation_responsable=organisation)
    return organisation


@pytest.fixture
def url(espace, gouvernance, caf) -> str:
    return reverse("gouvernance:engagement_update", args=[espace.pk, caf.pk, "decision", gouvernance.decision.pk])


def test_the_team_says_where_it_is_for_itself_or_for_all(url, caf, chargee, connecte):
    client = connecte(chargee)
    assert "L’équipe seulement" in client.get(url).content.decode()
    data = {"etat": "en_cours", "phrase": "  La convention   est écrite. ", "visibilite": "interne"}
    for _ in range(2):
        assert client.post(url, data).headers["Location"].endswith(f"?organisation={caf.pk}")
    suivi = SuiviEngagement.objects.get()
    assert (suivi.organisation, suivi.etat, suivi.phrase, suivi.visibilite, suivi.auteur) == (
        caf,
        "en_cours",
        "La convention est écrite.",
        "interne",
        chargee,
    )
    client.post(url, data | {"etat": "tenu"})
    page = client.get(url).content.decode()
    assert SuiviEngagement.objects.count() == 2
    assert page.count("interne à l’équipe") == 2


def test_a_state_and_a_sentence_are_asked(url, chargee, connecte):
    page = connecte(chargee).post(url, {"etat": "", "phrase": "", "visibilite": "partagee"}).content.decode()
    assert "Choisissez où en est cet engagement" in page
    assert "Une phrase suffit" in page
    assert not SuiviEngagement.objects.exists()


def test_an_organisation_speaks_for_itself_to_all(url, espace, caf, conseillere_caf, partenaire, connecte):
    assert connecte(partenaire).get(url).status_code == 403
    create_carte(espace, conseillere_caf, caf)
    client = connecte(conseillere_caf)
    assert "L’équipe seulement" not in client.get(url).content.decode()
    assert client.post(url, {"etat": "pas_encore", "phrase": "Le vote est en juin."}).status_code == 302
    assert SuiviEngagement.objects.get().visibilite == "partagee"


def test_a_commitment_that_nobody_made_is_not_there(espace, gouvernance, caf, chargee, connecte):
    for args in (
        [espace.pk, caf.pk, "decision", gouvernance.decision_bureau.pk],
        [espace.pk, caf.pk, "fiche_action", gouvernance.decision.pk],
    ):
        assert connecte(chargee).get(reverse("gouvernance:engagement_update", args=args)).status_code == 404
