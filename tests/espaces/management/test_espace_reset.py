from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from convive.espaces.actions.note import SaisieNote, create_note
from convive.espaces.models import Espace, TypeEspace
from convive.journal.models import Journal

pytestmark = pytest.mark.django_db


@pytest.fixture
def entrainement(espace, settings, tmp_path) -> Espace:
    settings.MEDIA_ROOT = tmp_path
    espace.type = TypeEspace.ENTRAINEMENT
    espace.save()
    return espace


def test_espace_reset_keeps_and_comes_back(entrainement, chargee):
    err = StringIO()
    call_command("espace_reset", str(entrainement.pk), garder=True, stderr=err)
    create_note(by=chargee, espace=entrainement, saisie=SaisieNote("Essai", ""))
    call_command("espace_reset", str(entrainement.pk), stderr=err)
    assert "Point de départ gardé" in err.getvalue()
    assert "remis à zéro" in err.getvalue()
    assert not entrainement.notes.exists()
    assert Journal.objects.get(geste="restaurer").auteur is None


def test_espace_reset_says_what_is_wrong(entrainement, chargee):
    with pytest.raises(CommandError, match="pas de point de départ"):
        call_command("espace_reset", str(entrainement.pk))
    entrainement.expire_le = timezone.localdate()
    entrainement.save()
    with pytest.raises(CommandError, match="a expiré"):
        call_command("espace_reset", str(entrainement.pk))
