"""What trainees write: kept, joined, theirs; and nothing of it in the journal."""

import pytest
from django.utils import timezone

from convive.formation.actions.reponse import record_reponse
from convive.formation.models import ReponseAtelier
from convive.formation.refus import FormationRefusee
from convive.journal.models import Journal
from convive.prise_poste.rules.case import SaisieCase
from tests.formation.factories_atelier import create_atelier_essai, create_groupe_essai, create_salle_essai

pytestmark = pytest.mark.django_db
FAITS = "note_elus-faits"


@pytest.fixture
def salle(chargee):
    session, personnes = create_salle_essai(chargee, 3)
    atelier = create_atelier_essai(session)
    create_groupe_essai(atelier, (personnes[0], "chargee"), (personnes[1], "dgs"))
    return atelier, personnes


def write(salle, qui: int, champ: str, texte: str, base: str = ""):
    return record_reponse(inscription=salle[1][qui], atelier=salle[0], saisie=SaisieCase(champ, base, texte))


def test_a_group_writes_one_text(salle):
    write(salle, 0, FAITS, "19 400 € en 2025")
    ecrite = write(salle, 1, FAITS, "19 400 € en 2025\nOnze familles", "19 400 € en 2025")
    assert ecrite.redaction.is_gardee
    row = ReponseAtelier.objects.get()
    assert (row.texte, row.version, row.ecrit_par) == ("19 400 € en 2025\nOnze familles", 2, salle[1][1])
    write(salle, 1, FAITS, row.texte, row.texte)
    assert ReponseAtelier.objects.get().version == 2


def test_two_at_once_in_one_passage_lose_nothing(salle):
    write(salle, 0, FAITS, "un")
    write(salle, 0, FAITS, "un peu", "un")
    ecrite = write(salle, 1, FAITS, "un jour", "un")
    assert not ecrite.redaction.is_gardee
    assert ReponseAtelier.objects.get().texte == "un peu"


def test_what_is_one_s_own_is_kept_apart_from_the_group(salle):
    for qui in (0, 1):
        write(salle, qui, "observer-1", f"vu par {qui}")
    assert set(ReponseAtelier.objects.values_list("inscription__nom", "groupe")) == {
        ("Personne 1", None),
        ("Personne 2", None),
    }


def test_the_journal_holds_none_of_it(salle):
    write(salle, 0, "notes", "Un mot à moi")
    assert not Journal.objects.exists()


def test_who_has_no_group_writes_for_herself_alone(salle):
    assert write(salle, 2, "notes", "Seule").reponse is not None
    with pytest.raises(FormationRefusee, match="pas dans un groupe"):
        write(salle, 2, FAITS, "Sans groupe")


@pytest.mark.parametrize("champ", ["inconnu", "debat-1", "frise-dates"])
def test_a_box_that_is_not_shown_is_not_written(salle, champ):
    with pytest.raises(FormationRefusee, match="case"):
        write(salle, 0, champ, "…")


def test_the_debrief_is_written_once_open(salle):
    salle[0].retour_le = timezone.now()
    salle[0].save()
    assert write(salle, 0, "debat-1", "Que la note était loyale").reponse is not None


@pytest.mark.parametrize(
    ("change", "motif"),
    [({"clos_le": timezone.now()}, "clos"), ({"ouvert_le": None}, "plus ouvert")],
    ids=["clos", "pas_ouvert"],
)
def test_out_of_its_time_nothing_is_written(salle, change, motif):
    for champ, valeur in change.items():
        setattr(salle[0], champ, valeur)
    salle[0].save()
    with pytest.raises(FormationRefusee, match=motif):
        write(salle, 0, "notes", "…")
    assert not ReponseAtelier.objects.exists()


def test_the_workshop_of_another_session_is_not_open(salle, chargee):
    session, _ = create_salle_essai(chargee)
    ailleurs = create_atelier_essai(session)
    with pytest.raises(FormationRefusee, match="plus ouvert"):
        write((ailleurs, salle[1]), 0, "notes", "…")
