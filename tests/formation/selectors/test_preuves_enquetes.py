"""Questionnaires prove by how many answered; what was answered is never read here."""

import pytest
from django.utils import timezone

from convive.formation.models import QuestionnaireSession
from convive.formation.rules.qualiopi import EtatPreuve
from convive.formation.rules.sortes_preuves import SORTES
from convive.formation.selectors.fournisseurs_preuves import TABLES
from convive.formation.selectors.qualiopi import read_audit
from tests.formation.factories_formation import create_inscription_essai, create_organisme_essai, create_session_essai

pytestmark = pytest.mark.django_db


@pytest.fixture
def session(chargee):
    return create_session_essai(create_organisme_essai(chargee).espace, jours=-40)


def read_etats(session) -> dict[str, EtatPreuve]:
    audit = read_audit(session.espace, session, timezone.localdate())
    return {lue.sorte.cle: lue.etat for lu in audit.indicateurs for lue in lu.sortes}


def answer(session, inscription, cle: str, **champs) -> None:
    valeurs = {"reponses": {"changer": "Un mot à moi"}, "termine_le": timezone.now()} | champs
    QuestionnaireSession.objects.create(session=session, inscription=inscription, cle=cle, **valeurs)


def test_a_test_is_expected_of_everybody_an_opinion_only_to_be_asked_again(session):
    une, deux = create_inscription_essai(session), create_inscription_essai(session, "Léandre Vauzelle")
    etats = read_etats(session)
    assert (etats["test_fin"], etats["a_chaud"]) == (EtatPreuve.MANQUE, EtatPreuve.MANQUE)
    for cle in ("test_fin", "a_chaud"):
        answer(session, une, cle)
    etats = read_etats(session)
    assert (etats["test_fin"], etats["a_chaud"]) == (EtatPreuve.INCOMPLETE, EtatPreuve.INCOMPLETE)
    answer(session, deux, "a_chaud", termine_le=None, rappels=2)
    etats = read_etats(session)
    assert (etats["test_fin"], etats["a_chaud"]) == (EtatPreuve.INCOMPLETE, EtatPreuve.FAITE)
    answer(session, deux, "test_fin")
    assert read_etats(session)["test_fin"] is EtatPreuve.FAITE
    audit = read_audit(session.espace, session, timezone.localdate())
    assert "Un mot à moi" not in repr([lu.sortes for lu in audit.indicateurs])


def test_without_somebody_who_funds_nobody_is_asked(session):
    create_inscription_essai(session)
    assert read_etats(session)["avis_financeur"] is EtatPreuve.FAITE


def test_every_kind_of_proof_has_who_gives_it():
    assert {sorte for table in TABLES for sorte in table} == set(SORTES)
