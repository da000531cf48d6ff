"""Who sits where: everyone once, one part for one person, no work lost."""

from random import Random

import pytest

from convive.formation.actions.groupes import PlaceSaisie, clone_places, create_places_hasard, update_places
from convive.formation.models import GroupeAtelier, PlaceAtelier, ReponseAtelier
from convive.formation.refus import FormationRefusee
from convive.journal.models import Journal
from tests.formation.factories_atelier import create_atelier_essai, create_salle_essai

pytestmark = pytest.mark.django_db


def draw(graine: int) -> Random:
    return Random(graine)  # noqa: S311 - seats in a room, not secrets


@pytest.fixture
def salle(chargee):
    session, personnes = create_salle_essai(chargee, 7)
    return create_atelier_essai(session), personnes


def list_assis(atelier) -> list[tuple[str, int, str]]:
    rows = PlaceAtelier.objects.filter(atelier=atelier).order_by("inscription__nom")
    return list(rows.values_list("inscription__nom", "groupe__ordre", "role"))


def test_places_are_saved_once(salle, chargee):
    atelier, personnes = salle
    places = [PlaceSaisie(personnes[0], 1, "maire"), PlaceSaisie(personnes[1], 2)]
    with pytest.raises(FormationRefusee, match="n’existe pas"):
        update_places(by=chargee, atelier=atelier, places=places)
    places[0] = PlaceSaisie(personnes[0], 1, "dgs")
    for _ in range(2):
        update_places(by=chargee, atelier=atelier, places=places)
    assert list_assis(atelier) == [("Personne 1", 1, "dgs"), ("Personne 2", 2, "")]
    assert Journal.objects.filter(objet_type="atelier").count() == 1


def test_one_card_for_one_person_of_a_group(salle, chargee):
    atelier, (une, deux, *_) = salle
    with pytest.raises(FormationRefusee, match="deux personnes jouent"):
        update_places(by=chargee, atelier=atelier, places=[PlaceSaisie(une, 1, "dgs"), PlaceSaisie(deux, 1, "dgs")])
    update_places(by=chargee, atelier=atelier, places=[PlaceSaisie(une, 1, "dgs"), PlaceSaisie(deux, 2, "dgs")])
    assert len(list_assis(atelier)) == 2


def test_a_group_that_wrote_does_not_go(salle, chargee):
    atelier, (une, deux, *_) = salle
    update_places(by=chargee, atelier=atelier, places=[PlaceSaisie(une, 1), PlaceSaisie(deux, 2)])
    groupe = GroupeAtelier.objects.get(atelier=atelier, ordre=2)
    ReponseAtelier.objects.create(atelier=atelier, groupe=groupe, champ="note_elus-faits", texte="Trois faits")
    with pytest.raises(FormationRefusee, match="Groupe 2 a déjà écrit"):
        update_places(by=chargee, atelier=atelier, places=[PlaceSaisie(une, 1), PlaceSaisie(deux, 1)])
    update_places(by=chargee, atelier=atelier, places=[PlaceSaisie(deux, 1), PlaceSaisie(une, 2)])
    assert GroupeAtelier.objects.get(atelier=atelier, ordre=2) == groupe
    assert ReponseAtelier.objects.get().groupe == groupe


def test_chance_seats_everyone_and_always_plays_the_chargee(salle, chargee):
    atelier, personnes = salle
    create_places_hasard(by=chargee, atelier=atelier, inscriptions=personnes, nombre=2, hasard=draw(3))
    assis = list_assis(atelier)
    assert len(assis) == 7
    assert [(ordre, role) for _, ordre, role in assis if role == "chargee"] != []
    assert {ordre for _, ordre, role in assis if role == "chargee"} == {1, 2}


@pytest.mark.parametrize("nombre", [0, 13])
def test_a_number_of_groups_that_cannot_be_is_refused(salle, chargee, nombre):
    atelier, personnes = salle
    with pytest.raises(FormationRefusee, match="groupes"):
        create_places_hasard(by=chargee, atelier=atelier, inscriptions=personnes, nombre=nombre, hasard=draw(0))


def test_without_anyone_there_is_no_group(salle, chargee):
    with pytest.raises(FormationRefusee, match="inscrit"):
        create_places_hasard(by=chargee, atelier=salle[0], inscriptions=[], nombre=2, hasard=draw(0))


def test_the_groups_of_another_workshop_are_taken_again_without_its_parts(salle, chargee):
    atelier, personnes = salle
    outil = create_atelier_essai(atelier.session, "frise", "outil")
    with pytest.raises(FormationRefusee, match="à reprendre"):
        clone_places(by=chargee, atelier=outil, source=atelier, hasard=draw(1))
    create_places_hasard(by=chargee, atelier=atelier, inscriptions=personnes, nombre=3, hasard=draw(1))
    clone_places(by=chargee, atelier=outil, source=atelier, hasard=draw(1))
    assert [place[:2] for place in list_assis(outil)] == [place[:2] for place in list_assis(atelier)]
    assert {role for *_, role in list_assis(outil)} == {""}


def test_a_closed_workshop_keeps_its_groups(salle, chargee):
    atelier, (une, *_) = salle
    atelier.clos_le = atelier.ouvert_le
    atelier.save()
    with pytest.raises(FormationRefusee, match="clos"):
        update_places(by=chargee, atelier=atelier, places=[PlaceSaisie(une, 1)])
