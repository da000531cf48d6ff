"""The journal only grows, and the database holds its closed lists."""

from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction

from convive.journal.models import Geste, Journal, ModificationJournalInterdite, SuppressionJournalInterdite
from convive.socle.objets import Reference
from tests.journal.factories import ESPACE, create_journal

pytestmark = pytest.mark.django_db


def test_row_reads_as_a_sentence() -> None:
    assert str(create_journal()) == "Camille Roux a créé : Objet 0"


def test_written_row_is_not_changed() -> None:
    journal = create_journal()
    journal.objet_libelle = "Autre"
    with pytest.raises(ModificationJournalInterdite):
        journal.save()
    with pytest.raises(ModificationJournalInterdite):
        Journal.objects.get().save(update_fields=["objet_libelle"])
    assert Journal.objects.get().objet_libelle == "Objet 0"


def test_row_built_with_the_identifier_of_another_does_not_replace_it() -> None:
    journal = create_journal()
    with pytest.raises(IntegrityError), transaction.atomic():
        create_journal(uuid=journal.uuid, objet_libelle="Autre")
    assert Journal.objects.get().objet_libelle == "Objet 0"


def test_written_row_is_not_deleted() -> None:
    journal = create_journal()
    with pytest.raises(SuppressionJournalInterdite):
        journal.delete()
    assert Journal.objects.count() == 1


def test_rows_are_neither_changed_nor_deleted_together() -> None:
    journal = create_journal()
    with pytest.raises(ModificationJournalInterdite):
        Journal.objects.update(objet_libelle="Autre")
    with pytest.raises(ModificationJournalInterdite):
        Journal.objects.filter(pk=journal.pk).update(objet_libelle="Autre")
    with pytest.raises(ModificationJournalInterdite):
        Journal.objects.bulk_update([journal], ["objet_libelle"])
    with pytest.raises(ModificationJournalInterdite):
        Journal.objects.update_or_create(pk=journal.pk, defaults={"objet_libelle": "Autre"})
    with pytest.raises(SuppressionJournalInterdite):
        Journal.objects.for_espace(ESPACE).delete()
    assert Journal.objects.get().objet_libelle == "Objet 0"


def test_bulk_creation_does_not_replace_rows() -> None:
    journal = create_journal()
    again = Journal(pk=journal.pk, auteur_nom="Z", geste=Geste.CREER, objet_type="x", objet_uuid=uuid4())
    with pytest.raises(ModificationJournalInterdite):
        Journal.objects.bulk_create(
            [again], update_conflicts=True, unique_fields=["uuid"], update_fields=["auteur_nom"]
        )
    Journal.objects.bulk_create(
        [Journal(auteur_nom="Z", geste=Geste.CREER, objet_type="x", objet_uuid=uuid4())], batch_size=10
    )
    assert Journal.objects.filter(auteur_nom="Z").count() == 1


def test_row_outlives_its_author() -> None:
    compte = get_user_model().objects.create_user("camille@exemple.fr", None, "Camille Roux")
    journal = create_journal(auteur=compte)
    assert list(compte.gestes.all()) == [journal]
    compte.delete()
    journal.refresh_from_db()
    assert journal.auteur is None
    assert journal.auteur_nom == "Camille Roux"


@pytest.mark.parametrize(
    ("champs", "constraint"),
    [
        ({"geste": "inventer"}, "journal_geste_connu"),
        ({"objet_type": ""}, "journal_objet_type_rempli"),
        ({"auteur_nom": ""}, "journal_auteur_nom_rempli"),
    ],
    ids=["geste", "objet_type", "auteur_nom"],
)
def test_database_refuses(champs: dict[str, Any], constraint: str) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        create_journal(**champs)


def test_rows_are_filtered_by_espace_and_by_objet() -> None:
    mine, other = create_journal(1), create_journal(2, espace_uuid=None)
    assert list(Journal.objects.for_espace(ESPACE)) == [mine]
    assert list(Journal.objects.for_objet(other.reference)) == [other]
    assert list(Journal.objects.for_objet(Reference("membre", other.objet_uuid))) == []


def test_newest_comes_first() -> None:
    rows = [create_journal(rang) for rang in (2, 1, 3)]
    assert list(Journal.objects.all()) == [rows[2], rows[0], rows[1]]


@pytest.mark.parametrize("geste", Geste)
def test_label_of_a_gesture_completes_a_sentence(geste: Geste) -> None:
    assert geste.value.isascii()
    assert geste.label.startswith("a ")
