from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from convive.espaces.models import Espace, TypeEspace

pytestmark = pytest.mark.django_db


def run_clone(*args: object, **options: object) -> Espace:
    out = StringIO()
    call_command("espace_clone", *args, stdout=out, stderr=StringIO(), **options)
    return Espace.objects.get(pk=out.getvalue().strip())


def test_espace_clone_makes_an_espace(espace, etrangere):
    clone = run_clone(str(espace.pk), nom="Autre", compte=etrangere.email)
    assert (clone.nom, clone.type, clone.membres.get().compte) == ("Autre", TypeEspace.TERRITOIRE, etrangere)


def test_espace_clone_makes_a_practice_espace(espace, etrangere, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    fin = timezone.localdate() + timedelta(days=3)
    clone = run_clone(str(espace.pk), nom="Essai", compte=etrangere.email, entrainement=fin, structure=True)
    assert (clone.type, clone.expire_le) == (TypeEspace.ENTRAINEMENT, fin)


def test_espace_clone_says_what_is_wrong(espace, chargee, settings):
    with pytest.raises(CommandError, match="Aucun espace"):
        call_command("espace_clone", "rien", nom="a", compte=chargee.email)
    with pytest.raises(CommandError, match="Aucun compte"):
        call_command("espace_clone", str(espace.pk), nom="a", compte="personne@exemple.fr")
    settings.COPIE_MAX_LIGNES = 1
    with pytest.raises(CommandError, match="trop de lignes"):
        call_command("espace_clone", str(espace.pk), nom="a", compte=chargee.email)
