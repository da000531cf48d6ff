"""The page that closes a séance."""

import pytest
from django.urls import reverse
from django.utils import timezone

from convive.acteurs.models import Personne
from convive.gouvernance.actions.ligne import SaisieLigne, create_ligne
from tests.gouvernance.factories import create_point_essai, create_seance_essai, in_days

pytestmark = pytest.mark.django_db


@pytest.fixture
def seance(gouvernance):
    return create_seance_essai(gouvernance.copil, 0, statut="en_cours", numero=3, convoquee_le=timezone.now())


@pytest.fixture
def url(seance) -> str:
    return reverse("gouvernance:seance_cloture", args=[seance.espace_id, seance.pk])


def test_a_decision_without_responsable_is_asked_then_the_séance_closes(
    gouvernance, espace, seance, url, chargee, connecte
):
    client = connecte(chargee)
    point = create_point_essai(gouvernance.copil, "Les vingt places", seance=seance, nature="decision")
    ligne = create_ligne(by=chargee, seance=seance, saisie=SaisieLigne("decision", "On ouvre.", point))
    personne = Personne.objects.create(espace=espace, nom="Inès Kaddouri")
    page = client.get(url).content.decode()
    assert "Il manque" in page
    refus = client.post(url, {"geste": "clore", "traite": str(point.pk)}, follow=True).content.decode()
    assert "pas encore de responsable" in refus
    prefix = f"d{ligne.decision_id.hex}"
    saisie = {"geste": "decision", f"{prefix}-responsable": str(personne.pk)}
    saisie[f"{prefix}-version"] = "1"
    assert client.post(url, saisie | {f"{prefix}-echeance": "31/02/2026"}).status_code == 422
    assert client.post(url, saisie | {f"{prefix}-echeance": in_days(30).isoformat()}).status_code == 302
    # From a page that was opened before: what the other wrote is said, the words typed stay, and may replace them.
    retard = saisie | {f"{prefix}-responsable": "", f"{prefix}-responsable_texte": "La Caf"}
    answer = client.post(url, retard | {f"{prefix}-echeance": in_days(10).isoformat()})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Inès Kaddouri, avant le" in page
    assert 'value="La Caf"' in page
    assert f'name="{prefix}-version" value="2"' in page
    remplace = retard | {f"{prefix}-echeance": in_days(10).isoformat(), f"{prefix}-version": "2"}
    assert client.post(url, remplace).status_code == 302
    fini = client.post(url, {"geste": "clore", "traite": [str(point.pk), "n’importe quoi"]}, follow=True)
    assert "Tel que présenté le" in fini.content.decode()
    seance.refresh_from_db()
    assert seance.statut == "close"
    assert client.post(url, {"geste": "rouvrir", "motif": ""}).status_code == 422
    client.post(url, {"geste": "rouvrir", "motif": "Close trop tôt."})
    seance.refresh_from_db()
    assert seance.statut == "en_cours"


def test_closing_keeps_what_was_written_of_each_decision(gouvernance, seance, url, chargee, connecte):
    """One form: who fills the decisions then closes has nothing to write twice."""
    client = connecte(chargee)
    point = create_point_essai(gouvernance.copil, "Les vingt places", seance=seance, nature="decision")
    lignes = [create_ligne(by=chargee, seance=seance, saisie=SaisieLigne("decision", t, point)) for t in ("A.", "B.")]
    prefixes = [f"d{ligne.decision_id.hex}" for ligne in lignes]
    saisie = {"geste": "clore", "traite": str(point.pk)}
    saisie |= {f"{p}-version": "1" for p in prefixes} | {f"{p}-responsable_texte": "La Caf" for p in prefixes}
    saisie |= {f"{prefixes[0]}-echeance": in_days(30).isoformat(), f"{prefixes[1]}-echeance": "31/02/2026"}
    answer = client.post(url, saisie)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="31/02/2026"' in page
    assert f'value="{point.pk}" checked' in page
    seance.refresh_from_db()
    assert seance.statut == "en_cours"
    saisie |= {f"{prefixes[0]}-version": "2", f"{prefixes[1]}-echeance": in_days(31).isoformat()}
    assert client.post(url, saisie).status_code == 302
    seance.refresh_from_db()
    assert seance.statut == "close"
    assert [d.libelle_responsable for d in seance.decisions.all()] == ["La Caf", "La Caf"]


def test_a_séance_that_has_not_begun_says_so(gouvernance, chargee, connecte):
    url = reverse("gouvernance:seance_cloture", args=[gouvernance.convoquee.espace_id, gouvernance.convoquee.pk])
    assert "La séance n’a pas commencé" in connecte(chargee).get(url).content.decode()
    refus = connecte(chargee).post(url, {"geste": "clore"}, follow=True).content.decode()
    assert "ce changement n’est plus possible" in refus


def test_the_page_costs_the_same_with_many_decisions(
    gouvernance, seance, url, chargee, connecte, django_assert_max_num_queries
):
    for rang in range(25):
        point = create_point_essai(gouvernance.copil, f"Point {rang}", seance=seance, ordre=rang)
        create_ligne(by=chargee, seance=seance, saisie=SaisieLigne("decision", f"Décision {rang}", point))
    client = connecte(chargee)
    client.get(url)
    with django_assert_max_num_queries(15):
        client.get(url)
