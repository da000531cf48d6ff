"""Notes of the reading, and one’s own project: for her alone."""

import pytest
from django.utils import timezone

from convive.formation.actions.lecture import SaisieNote, delete_projet, import_projet, record_note
from convive.formation.models import ProjetApporte, ReponseAtelier
from convive.formation.refus import FormationRefusee
from convive.formation.rules.lecture import MAX_TEXTE_PROJET
from convive.journal.models import Journal
from tests.formation.factories_atelier import create_atelier_essai, create_salle_essai

pytestmark = pytest.mark.django_db


@pytest.fixture
def lecture(chargee):
    session, (une, _) = create_salle_essai(chargee)
    return create_atelier_essai(session, "lecture_critique", "lecture"), une


def note(
    lecture, niveau: int | None, texte: str = "", base: str = "", projet: str = "valmeraude", critere: str = "choix"
):
    atelier, une = lecture
    return record_note(inscription=une, atelier=atelier, saisie=SaisieNote(projet, critere, niveau, base, texte))


def test_a_note_and_its_reason_are_kept_once(lecture):
    for _ in range(2):
        note(lecture, 1, "Quatorze ambitions", "")
    row = ReponseAtelier.objects.get()
    assert (row.champ, row.niveau, row.texte, row.version) == ("valmeraude-choix", 1, "Quatorze ambitions", 1)
    assert not Journal.objects.exists()


def test_a_note_changes_even_when_the_words_have_to_be_settled(lecture):
    note(lecture, 1, "Un")
    redaction, row = note(lecture, 3, "Deux")
    assert not redaction.is_gardee
    assert (row.niveau, row.texte) == (3, "Un")


@pytest.mark.parametrize(
    ("change", "motif"),
    [({"projet": "inconnu"}, "grille"), ({"critere": "inconnu"}, "grille"), ({"niveau": 4}, "0 à 3")],
    ids=str,
)
def test_what_is_not_of_the_grid_is_refused(lecture, change, motif):
    with pytest.raises(FormationRefusee, match=motif):
        note(lecture, **{"niveau": 1, **change})


def test_another_workshop_has_no_grid(lecture):
    jeu = create_atelier_essai(lecture[0].session)
    with pytest.raises(FormationRefusee, match="grille"):
        note((jeu, lecture[1]), 1)
    with pytest.raises(FormationRefusee, match="lecture"):
        import_projet(inscription=lecture[1], atelier=jeu, titre="Le mien", texte="…")


def test_one_s_project_takes_the_place_of_the_former_and_leaves_with_its_notes(lecture):
    atelier, une = lecture
    for texte in ("Premier", "Second"):
        import_projet(inscription=une, atelier=atelier, titre="Le mien", texte=texte)
    assert ProjetApporte.objects.get().texte == "Second"
    note(lecture, 2, projet="sien")
    note(lecture, 2)
    for _ in range(2):
        delete_projet(inscription=une, atelier=atelier)
    assert not ProjetApporte.objects.exists()
    assert ReponseAtelier.objects.get().champ == "valmeraude-choix"


def test_a_file_without_words_is_said(lecture):
    with pytest.raises(FormationRefusee, match="aucun mot"):
        import_projet(inscription=lecture[1], atelier=lecture[0], titre="Le mien", texte=" \n ")


def test_a_long_project_is_cut(lecture):
    projet = import_projet(inscription=lecture[1], atelier=lecture[0], titre="Long", texte="a" * (MAX_TEXTE_PROJET + 5))
    assert len(projet.texte) == MAX_TEXTE_PROJET


def test_once_closed_nothing_moves(lecture):
    lecture[0].clos_le = timezone.now()
    lecture[0].save()
    for geste in (
        lambda: note(lecture, 1),
        lambda: import_projet(inscription=lecture[1], atelier=lecture[0], titre="x", texte="x"),
        lambda: delete_projet(inscription=lecture[1], atelier=lecture[0]),
    ):
        with pytest.raises(FormationRefusee, match="clos"):
            geste()
