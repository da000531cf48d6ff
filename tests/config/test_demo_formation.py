"""The training body of the demonstration has run a session, prepares another, and keeps its registers."""

import re
from collections import Counter

import pytest
from django.utils import timezone

from convive.config.demo.selectors import get_espace_demo, get_recit_demo
from convive.formation.models import DocumentFormation, Emargement, SessionFormation
from convive.formation.rules.presence import Presence
from convive.formation.sceau import is_intact
from convive.formation.selectors.qualiopi import read_audit

FICHIER = get_recit_demo().find_fichier("formation")


def test_file_is_well_written():
    texte = FICHIER.read_text(encoding="utf-8")
    assert "'" not in texte
    for adresse in re.findall(r"\S+@\S+", texte):
        assert adresse.rstrip(",}").endswith(".invalid")


@pytest.mark.django_db
def test_eight_people_came_and_five_are_to_come(demo):
    espace = get_espace_demo("organisme_formation")
    finie, suivante = SessionFormation.objects.filter(espace=espace).order_by("date_debut")
    assert (finie.inscriptions.count(), suivante.inscriptions.count()) == (8, 5)
    assert (finie.etat, suivante.etat) == ("terminee", "ouverte")
    today = timezone.localdate()
    assert finie.date_fin < today < suivante.date_debut
    assert finie.date_debut.weekday() < 4
    emargements = Emargement.objects.filter(demi_journee__session=finie, inscription__isnull=False)
    assert (emargements.count(), emargements.filter(presence=Presence.ABSENT.value).count()) == (32, 1)


@pytest.mark.django_db
def test_the_papers_of_the_session_that_is_over_were_issued(demo):
    documents = DocumentFormation.objects.filter(espace=get_espace_demo("organisme_formation"))
    nombres = Counter(documents.values_list("sorte", flat=True))
    assert (nombres["attestation"], nombres["certificat"], nombres["feuille"]) == (8, 8, 4)
    heures = {document.contenu["heures_suivies"] for document in documents.filter(sorte="certificat")}
    # Someone missed a half-day, someone came late.
    assert len(heures) == 3
    assert all(is_intact(document) for document in documents)


@pytest.mark.django_db
def test_neither_the_body_nor_its_finished_session_shows_a_gap(demo):
    espace, today = get_espace_demo("organisme_formation"), timezone.localdate()
    finie = SessionFormation.objects.filter(espace=espace).order_by("date_debut")[0]
    for session in (None, finie):
        ecarts = [str(lu.indicateur.numero) for lu in read_audit(espace, session, today).ecarts]
        assert ecarts == [], session
