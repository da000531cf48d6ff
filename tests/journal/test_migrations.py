"""Lines already written, when a voice got a trace of its own."""

from importlib import import_module

import pytest
from django.apps import apps

from convive.journal.models import Geste, Journal
from tests.journal.factories import create_journal

pytestmark = pytest.mark.django_db


def test_a_former_voice_is_no_longer_a_validation_nor_says_what_was_voted() -> None:
    migration = import_module("convive.journal.migrations.0004_voix_sans_sens")
    decision = {"geste": Geste.VALIDER, "objet_type": "decision"}
    voix = create_journal(1, **decision, detail={"siege": "Une maire", "voix": "contre"})
    lien = create_journal(2, **decision, detail={"lien": "1", "geste": migration.LIEN})
    validee = create_journal(3, **decision, detail={"effet": "validée"})
    migration.rename_voix(apps, None)
    lues = {row.pk: (row.geste, row.detail) for row in Journal.objects.all()}
    assert lues[voix.pk] == (Geste.VOTER, {"siege": "Une maire"})
    assert lues[lien.pk] == (Geste.VOTER, lien.detail)
    assert lues[validee.pk] == (Geste.VALIDER, validee.detail)
    migration.rename_back(apps, None)
    assert not Journal.objects.filter(geste=Geste.VOTER).exists()
