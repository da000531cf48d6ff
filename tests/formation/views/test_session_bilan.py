"""The report of a session: each number with its total, nobody alone."""

import pytest
from django.urls import reverse
from django.utils import timezone

from convive.formation.models import Emargement, QuestionnaireSession, SessionFormation
from convive.formation.rules.formation import Moment
from tests.formation.factories_formation import (
    create_inscription_essai,
    create_organisme_essai,
    create_programme_essai,
)

pytestmark = pytest.mark.django_db
NOMS = ("Une", "Deux", "Trois", "Quatre", "Cinq", "Six")


@pytest.fixture
def url(session) -> str:
    return reverse("formation:session_bilan", args=[session.espace_id, session.pk])


@pytest.fixture
def suivie(session) -> SessionFormation:
    """Six people who came, one who missed a half-day, one who gave up, one who withdrew."""
    demis = list(session.demi_journees.all())
    for nom in NOMS:
        inscription = create_inscription_essai(session, nom, email=f"{nom.lower()}@exemple.fr")
        for demi in demis:
            is_absente = nom == "Une" and demi.moment == Moment.MATIN and demi.date == session.date_debut
            Emargement.objects.create(
                demi_journee=demi,
                inscription=inscription,
                presence="absent" if is_absente else "present",
                motif="Malade" if is_absente else "",
            )
        QuestionnaireSession.objects.create(
            session=session,
            inscription=inscription,
            cle="a_chaud",
            reponses={"objectifs": 4 if nom != "Une" else 1, "recommander": "oui"},
            termine_le=timezone.now(),
        )
    create_inscription_essai(session, "Abandonne", etat="abandon", motif="Malade")
    create_inscription_essai(session, "Désiste", etat="desistement", motif="Un poste")
    return session


def test_each_number_keeps_its_total(url, suivie, organisatrice, django_assert_max_num_queries):
    with django_assert_max_num_queries(22):
        page = organisatrice.get(url).content.decode()
    for phrase in ("7 sur 8", "5 sur 7", "1 sur 7", "6 sur 6", "<b>5 sur 6</b>", "100\u00a0%"):
        assert phrase in page
    # Six times 14 hours less one half-day, and nothing of whoever gave up; 7 times 14 were planned.
    assert "<b>80\u00a0h\u00a030</b> sur 98\u00a0h prévues" in page


def test_a_session_that_is_not_over_says_so(url, session, organisatrice):
    page = organisatrice.get(url).content.decode()
    assert "La session n’est pas finie" in page
    assert "Personne n’est encore inscrit." in page


def test_nothing_is_added_up_under_three_answers(url, session, organisatrice):
    for nom in NOMS[:2]:
        inscription = create_inscription_essai(session, nom)
        QuestionnaireSession.objects.create(
            session=session,
            inscription=inscription,
            cle="a_chaud",
            reponses={"garder": f"Mot de {nom}"},
            termine_le=timezone.now(),
        )
    page = organisatrice.get(url).content.decode()
    assert "Secret" in page
    assert "Mot de" not in page


@pytest.mark.parametrize("format", ["docx", "odt", "pdf"])
def test_it_leaves_as_a_document(url, suivie, organisatrice, format):
    documents = reverse("documents:document_list", args=[suivie.espace_id])
    saisie = {"document": "bilan_session", "choix": str(suivie.pk), "format": format}
    answer = organisatrice.post(documents, saisie)
    assert answer.status_code == 200
    assert f'.{format}"' in answer.headers["Content-Disposition"]


def test_a_document_of_another_body_is_refused(session, organisatrice, chargee):
    voisin = create_organisme_essai(chargee, "L’Autre Rive, formation")
    ailleurs = SessionFormation.objects.create(
        espace=voisin.espace, programme=create_programme_essai(voisin.espace), numero="2026-01", titre="Ailleurs"
    )
    documents = reverse("documents:document_list", args=[session.espace_id])
    saisie = {"document": "bilan_session", "choix": str(ailleurs.pk), "format": "docx"}
    assert "Content-Disposition" not in organisatrice.post(documents, saisie).headers


def test_it_costs_the_same_with_many(url, suivie, organisatrice, count_queries_get):
    once = count_queries_get(organisatrice, url)
    for rang in range(20):
        create_inscription_essai(suivie, f"Personne {rang}")
    assert count_queries_get(organisatrice, url) == once
