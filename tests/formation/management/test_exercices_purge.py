from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from convive.espaces.models import Espace
from tests.formation.factories_exercice import create_depart_essai, create_exercice_essai
from tests.formation.factories_formation import create_organisme_essai, create_session_essai

pytestmark = pytest.mark.django_db


def test_run_on_a_day_to_come_it_says_then_erases(chargee, settings, tmp_path, capsys):
    settings.MEDIA_ROOT = tmp_path
    session = create_session_essai(create_organisme_essai(chargee).espace)
    exercice = create_exercice_essai(chargee, session, create_depart_essai(chargee))
    call_command("exercices_purge")
    assert capsys.readouterr().err == "0\u00a0territoire effacé.\n"
    jour = (timezone.localdate() + timedelta(days=105)).isoformat()
    call_command("exercices_purge", "--dry-run", "--jour", jour)
    sorties = capsys.readouterr()
    assert (sorties.out, sorties.err) == ("Territoire d’exercice de Groupe A\n", "1\u00a0territoire à effacer.\n")
    assert Espace.objects.filter(pk=exercice.exercice_id).exists()
    call_command("exercices_purge", "--jour", jour)
    assert capsys.readouterr().err == "1\u00a0territoire effacé.\n"
    assert not Espace.objects.filter(pk=exercice.exercice_id).exists()
