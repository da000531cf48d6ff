"""The index says what the objects say, whatever writes them; a new searched type cannot forget it."""

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from convive.espaces.actions.copie import export_copie, import_copie
from convive.espaces.actions.note import delete_note
from convive.espaces.models import Espace, Note, Thematique
from convive.recherche.actions import update_index
from convive.recherche.models import EntreeRecherche
from convive.recherche.selectors import is_index_perime, list_types_cherches
from convive.recherche.suivi import write_ensemble
from convive.socle.suivi import is_suivi
from tests.espaces.factories import create_espace_civraisien

pytestmark = pytest.mark.django_db


def list_entrees(cle: str) -> set[str]:
    return set(EntreeRecherche.objects.filter(objet_type=cle).values_list("titre", flat=True))


@pytest.fixture
def note(espace: Espace, chargee) -> Note:
    return Note.objects.create(espace=espace, titre="La crèche", texte="# Places\n- vingt", created_by=chargee)


def test_every_searched_model_tells_its_bulk_writes():
    """A type declares `get_textes`: the queryset of its model inherits from `convive.socle.suivi.QuerySetSuivi`."""
    assert [t.cle for t in list_types_cherches() if not is_suivi(t.model)] == []


def test_a_row_is_indexed_when_it_is_saved_and_forgotten_when_it_is_deleted(note: Note, espace: Espace):
    entree = EntreeRecherche.objects.get(objet_type="note")
    assert (entree.titre, entree.corps, entree.espace_id) == ("La crèche", "Places\nvingt", espace.pk)
    note.titre = "Le multi-accueil"
    note.save()
    assert list_entrees("note") == {"Le multi-accueil"}
    note.delete()
    assert list_entrees("note") == set()


def test_a_row_is_indexed_by_bulk_writes(note: Note, espace: Espace):
    Note.objects.bulk_create([Note(espace=espace, titre=f"Note {rank}") for rank in range(2)])
    Note.objects.filter(pk=note.pk).update(titre="Renommée")
    assert list_entrees("note") == {"Renommée", "Note 0", "Note 1"}
    Note.objects.filter(espace=espace).delete()
    assert list_entrees("note") == set()


def test_rows_written_together_are_indexed_at_the_end_as_they_are_then(note: Note, espace: Espace):
    with transaction.atomic(), write_ensemble():
        note.titre = "Un titre"
        note.save()
        note.titre = "Dernier titre"
        note.save()
        autre = Note.objects.create(espace=espace, titre="Écrite ici", texte="Elle aussi")
        Note.objects.filter(pk=autre.pk).update(titre="Changée en nombre")
        assert list_entrees("note") == {"La crèche"}
    assert list_entrees("note") == {"Dernier titre", "Changée en nombre"}


def test_what_fails_is_not_indexed(note: Note, espace: Espace):
    def write_then_fail() -> None:
        with transaction.atomic(), write_ensemble():
            note.titre = "Perdu"
            note.save()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        write_then_fail()
    assert list_entrees("note") == {"La crèche"}
    note.titre = "Ensuite, comme d’habitude"
    note.save()
    assert list_entrees("note") == {"Ensuite, comme d’habitude"}


def test_index_and_action_disappear_together(note: Note):
    note.titre = "Jamais"
    with transaction.atomic():
        note.save()
        transaction.set_rollback(True)
    assert list_entrees("note") == {"La crèche"}


def test_deleting_an_espace_leaves_no_word_of_it(note: Note, espace: Espace):
    espace.delete()
    assert not EntreeRecherche.objects.exists()


def test_a_row_that_says_nothing_has_no_entry(espace: Espace):
    row = Thematique.objects.create(espace=espace, nom="Provisoire")
    Thematique.objects.filter(pk=row.pk).update(nom=" ")
    assert "Provisoire" not in list_entrees("thematique")
    assert "" not in list_entrees("thematique")


def test_reindexing_repairs_what_was_written_behind_its_back(note: Note, espace: Espace, chargee):
    other = create_espace_civraisien(chargee, nom="Autre espace")
    Note.objects.create(espace=other, titre="Ailleurs")
    EntreeRecherche.objects.filter(objet_type="note").update(titre="faux")
    gone = Note.objects.create(espace=espace, titre="Partie")
    Note.objects.filter(pk=gone.pk)._raw_delete("default")
    update_index(espace=espace)
    assert list_entrees("note") == {"La crèche", "faux"}
    update_index()
    assert list_entrees("note") == {"La crèche", "Ailleurs"}
    assert list_entrees("espace") == {espace.nom, "Autre espace"}


def test_reindexing_forgets_types_that_are_not_searched_any_more(note: Note):
    EntreeRecherche.objects.filter(objet_type="note").update(objet_type="ancien_type")
    update_index()
    assert list_entrees("ancien_type") == set()
    assert list_entrees("note") == {"La crèche"}


def test_index_is_stale_when_it_is_missing_or_of_another_analysis(note: Note):
    assert not is_index_perime()
    EntreeRecherche.objects.update(version_analyse=0)
    assert is_index_perime()
    EntreeRecherche.objects.all().delete()
    assert is_index_perime()
    update_index()
    assert not is_index_perime()


def test_command_reindexes_one_espace_or_all(note: Note, espace: Espace, capsys):
    EntreeRecherche.objects.all().delete()
    call_command("recherche_reindexer", espace=str(espace.pk))
    assert list_entrees("note") == {"La crèche"}
    call_command("recherche_reindexer")
    assert "Index de la recherche refait" in capsys.readouterr().err
    with pytest.raises(CommandError, match="Aucun espace"):
        call_command("recherche_reindexer", espace="inconnu")


def test_a_note_put_aside_keeps_its_entry_for_the_day_it_comes_back(note: Note, chargee):
    """It is hidden by `visible_to`, not by the index: bringing it back is enough."""
    delete_note(by=chargee, note=note)
    assert list_entrees("note") == {"La crèche"}


def test_an_imported_copy_is_searched_at_once(note: Note, espace: Espace, chargee):
    with export_copie(by=chargee, espace=espace) as source:
        copie = import_copie(by=chargee, source=source)
    assert EntreeRecherche.objects.filter(espace=copie, objet_type="note", titre="La crèche").exists()
