"""Who came: one tap twice is one tap; the code of the room. Thirty people at once: `test_concurrence.py`."""

import pytest

from convive.espaces.models import TentativeLien
from convive.gouvernance.actions.emargement import record_pointage
from convive.gouvernance.actions.participant import update_presences
from convive.gouvernance.cles import build_cle, read_cle
from convive.gouvernance.rules.instances import GouvernanceRefusee
from convive.gouvernance.rules.seances import Touche
from convive.journal.models import Journal
from tests.gouvernance.factories import create_participant_essai, create_seance_essai

pytestmark = pytest.mark.django_db


@pytest.fixture
def seance(gouvernance):
    return create_seance_essai(gouvernance.copil, 0, statut="en_cours", numero=3)


def test_a_double_tap_is_one_tap(seance, chargee):
    participant = create_participant_essai(seance)
    assert update_presences(by=chargee, seance=seance, presences={participant.pk: "present"}) == 1
    participant.refresh_from_db()
    arrivee = participant.arrive_le
    assert arrivee is not None
    assert update_presences(by=chargee, seance=seance, presences={participant.pk: "present"}) == 0
    participant.refresh_from_db()
    assert (participant.presence, participant.arrive_le, participant.moyen) == ("present", arrivee, "liste")
    assert Journal.objects.filter(objet_uuid=seance.pk).count() == 1
    with pytest.raises(GouvernanceRefusee):
        update_presences(by=chargee, seance=seance, presences={participant.pk: "envolé"})


def test_nobody_is_ticked_before_or_after_the_séance(gouvernance, chargee):
    participant = create_participant_essai(gouvernance.convoquee)
    for seance in (gouvernance.convoquee, gouvernance.close):
        with pytest.raises(GouvernanceRefusee):
            update_presences(by=chargee, seance=seance, presences={participant.pk: "present"})


def test_the_code_of_the_room_ticks_a_name_and_takes_back_what_it_ticked(seance, chargee):
    moi, autre = create_participant_essai(seance), create_participant_essai(seance, "Yann Corbet")
    update_presences(by=chargee, seance=seance, presences={autre.pk: "excuse"})

    def point(participant, *, is_annulation=False):
        record_pointage(seance=seance, participant=participant, is_annulation=is_annulation, adresse_ip="10.0.0.1")

    point(moi.pk)
    point(moi.pk)
    moi.refresh_from_db()
    assert (moi.presence, moi.moyen) == ("present", "qr")
    point(moi.pk, is_annulation=True)
    # What the team noted is not changed from the room.
    point(autre.pk)
    point(autre.pk, is_annulation=True)
    point(seance.pk)
    moi.refresh_from_db()
    autre.refresh_from_db()
    assert (moi.presence, autre.presence, autre.moyen) == ("inconnue", "excuse", "liste")
    empreinte = TentativeLien.objects.values_list("empreinte_adresse", flat=True)[0]
    TentativeLien.objects.bulk_create([TentativeLien(sorte="envoi", empreinte_adresse=empreinte) for _ in range(200)])
    with pytest.raises(GouvernanceRefusee, match="Trop d’essais"):
        point(moi.pk)


def test_the_key_of_the_room_is_signed(seance):
    cle = build_cle(seance)
    assert read_cle(cle) == seance.pk
    assert read_cle(cle + "x") is None
    assert read_cle("x" * 300) is None


def test_a_tap_that_comes_after_a_later_one_of_its_page_changes_nothing(seance, chargee):
    """The browser dropped the first request for the second; a slow server reads it last."""
    participant, autre = create_participant_essai(seance), create_participant_essai(seance, "Une autre")

    def tap(presence, touche, qui=participant):
        update_presences(by=chargee, seance=seance, presences={qui.pk: presence}, touche=touche)
        qui.refresh_from_db()
        return qui.presence

    assert tap("excuse", Touche("page", 2)) == "excuse"
    assert tap("present", Touche("page", 1)) == "excuse"
    # Another row, another page, a form without script: each counts.
    assert tap("present", Touche("page", 1), autre) == "present"
    assert tap("present", Touche("autre", 1)) == "present"
    assert tap("represente", None) == "represente"
    # Said again, the same tap keeps its rank: an older one is still too late.
    assert tap("represente", Touche("autre", 5)) == "represente"
    assert tap("excuse", Touche("autre", 4)) == "represente"
