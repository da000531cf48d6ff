"""Bulk writes are told to whoever listens, in their transaction."""

import pytest
from django.db import transaction

from convive.espaces.models import Espace, Thematique
from convive.socle.suivi import is_suivi, lignes_changees
from convive.territoires.models import Perimetre

pytestmark = pytest.mark.django_db


@pytest.fixture
def espace(db) -> Espace:
    return Espace.objects.create(nom="Espace")


@pytest.fixture
def entendu():
    heard: list[set] = []

    def receiver(pks, **_):
        heard.append(set(pks))

    lignes_changees.connect(receiver, sender=Thematique)
    yield heard
    lignes_changees.disconnect(receiver, sender=Thematique)


def test_update_tells_the_rows_that_it_took_out_of_the_queryset(espace, entendu):
    row = Thematique.objects.create(espace=espace, nom="Ancien nom")
    Thematique.objects.filter(nom="Ancien nom").update(nom="Nouveau nom")
    assert entendu == [{row.pk}]


def test_update_of_nothing_is_silent(espace, entendu):
    assert Thematique.objects.filter(nom="absente").update(nom="x") == 0
    assert entendu == []


def test_bulk_create_and_bulk_update_are_told(espace, entendu):
    rows = [Thematique(espace=espace, nom=f"Thème {rank}") for rank in range(3)]
    Thematique.objects.bulk_create(rows)
    for row in rows:
        row.ordre = 7
    espace.thematiques.bulk_update(rows, ["ordre"])
    assert entendu == [{row.pk for row in rows}] * 2


def test_a_refused_write_tells_nothing_that_stays(espace, entendu):
    row = Thematique.objects.create(espace=espace, nom="Gardé")

    def refuse(**_):
        raise RuntimeError

    lignes_changees.connect(refuse, sender=Thematique)
    try:
        with pytest.raises(RuntimeError), transaction.atomic():
            Thematique.objects.filter(pk=row.pk).update(nom="Changé")
    finally:
        lignes_changees.disconnect(refuse, sender=Thematique)
    row.refresh_from_db()
    assert row.nom == "Gardé"


def test_models_say_whether_they_are_followed():
    assert is_suivi(Thematique)
    assert not is_suivi(Perimetre)
