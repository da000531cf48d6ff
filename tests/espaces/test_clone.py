"""Another espace is born of one, without its people."""

from datetime import timedelta

import pytest
from django.utils import timezone

from convive.espaces.actions.copie import clone_espace
from convive.espaces.actions.note import SaisieNote, create_note
from convive.espaces.copie.ecriture import compute_empreinte_espace
from convive.espaces.models import Espace, PointDepart, Role, TypeEspace
from convive.journal.models import Journal

pytestmark = pytest.mark.django_db


@pytest.fixture
def source(espace, chargee, elue, settings, tmp_path) -> Espace:
    settings.MEDIA_ROOT = tmp_path / "fichiers"
    create_note(by=chargee, espace=espace, saisie=SaisieNote("Le samedi", "Ouvrir le samedi matin."))
    return espace


def test_a_clone_to_practise_has_an_end_and_a_starting_point(source, chargee):
    fin = timezone.localdate() + timedelta(days=9)
    clone = clone_espace(by=chargee, espace=source, nom="Pour essayer", chargee=chargee, expire_le=fin)
    assert (clone.nom, clone.type, clone.expire_le) == ("Pour essayer", TypeEspace.ENTRAINEMENT, fin)
    assert [(m.compte, m.role) for m in clone.membres.all()] == [(chargee, Role.CHARGE_COOPERATION)]
    assert clone.notes.get().texte == "Ouvrir le samedi matin."
    assert PointDepart.objects.get().espace == clone
    gestes = {(line.espace_uuid, line.geste) for line in Journal.objects.filter(auteur=chargee)}
    assert {(clone.pk, "creer"), (source.pk, "exporter")} <= gestes


def test_a_clone_to_work_is_like_the_first(source, chargee):
    clone = clone_espace(by=chargee, espace=source, nom=source.nom, chargee=chargee)
    assert (clone.type, clone.expire_le) == (source.type, None)
    assert not PointDepart.objects.exists()
    assert compute_empreinte_espace(clone) == compute_empreinte_espace(source)


def test_a_clone_of_the_structure_leaves_out_what_people_wrote(source, chargee, etrangere):
    clone = clone_espace(by=None, espace=source, nom="Structure", chargee=etrangere, structure=True)
    assert [t.nom for t in clone.thematiques.all()] == [t.nom for t in source.thematiques.all()]
    assert clone.perimetres.count() == 1
    assert not clone.notes.exists()
    assert clone.membres.get().compte == etrangere


def test_the_clone_of_a_practice_espace_has_an_end_of_its_own(source, chargee, settings):
    settings.ESPACE_JOURS_ENTRAINEMENT = 5
    Espace.objects.filter(pk=source.pk).update(type=TypeEspace.ENTRAINEMENT, expire_le=timezone.localdate())
    clone = clone_espace(by=chargee, espace=source, nom="Encore", chargee=chargee)
    assert clone.expire_le == timezone.localdate() + timedelta(days=5)
    assert PointDepart.objects.get().espace == clone
