"""The diagnosis of the demonstration: every chapter begun, a validated version, what was shown at the seminar."""

import re

import pytest
import yaml

from convive.config.demo.selectors import get_recit_demo
from convive.diagnostic.models import Chapitre, Diagnostic
from convive.diagnostic.selectors.etat import list_etats
from convive.documents.models import Gel
from convive.documents.rules.gel import Verdict
from convive.documents.sceau import get_verdict
from tests.config.test_demo_acteurs import get_place

FICHIER = get_recit_demo().find_fichier("diagnostic")


def test_file_is_well_written():
    texte = FICHIER.read_text(encoding="utf-8")
    assert "'" not in texte
    assert not re.search(r"[^\u00a0\s/:][;:?!»]\s", re.sub(r"^\s*[-\w# ]+:.*$", "", texte, flags=re.MULTILINE))
    assert yaml.safe_load(texte)["chapitres"]


@pytest.mark.django_db
def test_demo_has_every_chapter_begun_and_what_was_frozen(demo):
    place = get_place("chargee")
    ancien, actuel = Diagnostic.objects.filter(espace=place.espace).order_by("numero")
    assert (ancien.statut, actuel.statut, actuel.diagnostic_precedent) == ("valide", "en_cours", ancien)
    vides = [c.titre for c in Chapitre.objects.filter(diagnostic=actuel) if not c.has_mots]
    assert vides == ["Sources, millésimes et limites"]
    gels = Gel.objects.filter(objet_type="diagnostic")
    assert {get_verdict(gel) for gel in gels} == {Verdict.INTACT}
    assert [etat.diagnostic for etat in list_etats(place)] == [actuel, actuel, ancien]
