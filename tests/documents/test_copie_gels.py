"""Frozen states travel with their espace: the proof holds, the seal is made anew, no name leaves."""

import json

import pytest
from django.db.models import QuerySet

from convive.documents.models import Gel
from convive.documents.rules.gel import Verdict
from convive.documents.sceau import get_verdict
from convive.espaces.models import Note
from tests.documents.factories import create_gel_note
from tests.espaces.copies import build_zip, change, read_zip, seal, take_up

pytestmark = pytest.mark.django_db
GELS = "donnees/documents.gel.jsonl"


def test_frozen_state_comes_back_with_its_proof(espace, chargee, etrangere):
    gel = create_gel_note(espace, chargee, texte="Deux relais.\n\nVoir la note.")
    autre = take_up(build_zip(espace), etrangere)
    repris = Gel.objects.get(espace=autre)
    assert repris.pk != gel.pk
    assert repris.objet_uuid == Note.objects.get(espace=autre).pk
    assert (repris.empreinte, repris.titre, repris.motif) == (gel.empreinte, gel.titre, gel.motif)
    assert repris.date_gel == gel.date_gel
    assert get_verdict(repris) is Verdict.INTACT
    assert repris.sceau != gel.sceau
    assert repris.date_reprise is not None
    assert set(Gel.objects.visible_to(etrangere).filter(espace=autre)) == {repris}


def test_proof_holds_when_the_text_names_identifiers_of_the_copy(espace, chargee, etrangere):
    note = Note.objects.create(espace=espace, titre="Une autre")
    gel = create_gel_note(espace, chargee, texte=f"Voir /notes/{note.pk}/ et aussi\n\n{note.pk}")
    autre = take_up(build_zip(espace), etrangere)
    repris = Gel.objects.get(espace=autre)
    neuf = Note.objects.get(espace=autre, titre="Une autre")
    assert str(neuf.pk) in repris.contenu
    assert repris.contenu != gel.contenu
    assert repris.empreinte == gel.empreinte
    assert get_verdict(repris) is Verdict.INTACT


def test_copy_holds_neither_the_name_of_the_author_nor_the_seal(espace, chargee, etrangere):
    gel = create_gel_note(espace, chargee)
    ligne = json.loads(read_zip(build_zip(espace))[GELS])
    assert not {"auteur_nom", "sceau", "created_by", "date_reprise"} & set(ligne)
    assert gel.sceau not in json.dumps(ligne)
    repris = Gel.objects.get(espace=take_up(build_zip(espace), etrangere))
    assert repris.auteur == "Chargé·e de coopération"
    assert repris.created_by is None


def test_state_of_what_is_gone_travels_and_stays_with_the_pilots(espace, chargee, etrangere, lectrice):
    create_gel_note(espace, chargee)
    Note.objects.all().delete()
    autre = take_up(build_zip(espace), etrangere)
    repris = Gel.objects.get(espace=autre)
    assert get_verdict(repris) is Verdict.INTACT
    assert set(Gel.objects.visible_to(etrangere)) == {repris}
    assert not Gel.objects.visible_to(lectrice).exists()


def test_altered_state_travels_and_says_that_it_is_altered(espace, chargee, etrangere):
    gel = create_gel_note(espace, chargee)
    QuerySet(Gel).update(titre="Falsifié")
    repris = Gel.objects.get(espace=take_up(build_zip(espace), etrangere))
    assert (repris.sceau, repris.empreinte) == ("", gel.empreinte)
    assert get_verdict(repris) is Verdict.CONTENU_CHANGE


def test_copy_whose_content_was_rewritten_is_not_sealed(espace, chargee, etrangere):
    create_gel_note(espace, chargee)
    files = change(read_zip(build_zip(espace)), GELS, contenu='{"version":1,"elements":[],"donnees":{}}')
    repris = Gel.objects.get(espace=take_up(seal(files), etrangere))
    assert get_verdict(repris) is Verdict.CONTENU_CHANGE
    assert repris.date_reprise is not None
