"""The page that closes a séance."""

import pytest
from django.urls import reverse
from django.utils import timezone

from convive.acteurs.models import Personne
from convive.gouvernance.actions.ligne import SaisieLigne, create_ligne
from convive.gouvernance.rules.seances import write_motif_gel
from tests.gouvernance.factories import create_participant_essai, create_point_essai, create_seance_essai, in_days

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
    fini = client.post(
        url, {"geste": "clore", "traite": [str(point.pk), "n’importe quoi"], "confirme": "oui"}, follow=True
    )
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
    saisie = {"geste": "clore", "traite": str(point.pk), "confirme": "oui"}
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


def test_a_closing_before_its_day_or_without_presences_is_confirmed(gouvernance, seance, url, chargee, connecte):
    client = connecte(chargee)
    participant = create_participant_essai(seance, presence="present")
    assert "Avant de clore" not in client.get(url).content.decode()
    participant.presence, seance.date = "inconnue", in_days(3)
    participant.save()
    seance.save()
    page = client.get(url).content.decode().replace("\xa0", " ")
    assert "dans 3 jours ; aucune présence n’est notée" in page
    answer = client.post(url, {"geste": "clore"})
    assert answer.status_code == 422
    assert "Cochez la case pour clore" in answer.content.decode()
    seance.refresh_from_db()
    assert seance.statut == "en_cours"
    answer = client.post(url, {"geste": "clore", "confirme": "oui"})
    assert answer.headers["Location"] == f"{url}#envoyer"
    seance.refresh_from_db()
    assert seance.statut == "close"
    # It was shown today: the day that was planned did not come.
    assert seance.gel.motif == write_motif_gel(in_days(0))


def test_a_decision_that_is_saved_is_said_beside_it(seance, url, chargee, connecte):
    client = connecte(chargee)
    faite, autre = (
        create_ligne(by=chargee, seance=seance, saisie=SaisieLigne("decision", t)).decision for t in ("A.", "B.")
    )
    prefix = f"d{faite.pk.hex}"
    saisie = {"geste": "decision", f"{prefix}-version": "1", f"{prefix}-responsable_texte": "La Caf"}
    answer = client.post(f"{url}?decision={faite.pk}", saisie)
    assert answer.headers["Location"] == f"{url}?fait={faite.pk}#decision-{faite.pk}"
    page = client.get(answer.headers["Location"]).content.decode()
    dit = page.index('class="cv-said"')
    assert page.index(f'id="decision-{faite.pk}"') < dit < page.index(f'id="decision-{autre.pk}"')
    assert page.count('class="cv-said"') == 1


def test_the_minutes_are_sent_where_the_séance_is_closed(gouvernance, chargee, partenaire, connecte):
    seance = gouvernance.close
    create_participant_essai(seance, "Soraya Bellegué", email="soraya@exemple.fr")
    client, url = connecte(chargee), reverse("gouvernance:seance_cloture", args=[seance.espace_id, seance.pk])
    assert "Envoyer à 1\xa0personne" in client.get(url).content.decode()
    page = client.post(url, {"geste": "envoyer"}, follow=True).content.decode()
    assert "1\xa0message part" in page
    assert "pas encore parti" not in page
    assert "déjà reçu" in client.post(url, {"geste": "envoyer"}, follow=True).content.decode()
    convoquee = reverse("gouvernance:seance_cloture", args=[seance.espace_id, gouvernance.convoquee.pk])
    refus = client.post(convoquee, {"geste": "envoyer"})
    assert refus.status_code == 422
    assert "une fois la séance close" in refus.content.decode()
    assert connecte(partenaire).post(url, {"geste": "envoyer"}).status_code == 403
