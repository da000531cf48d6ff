"""Who is told, of what, once, and only of what she sees; never the author."""

from datetime import timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from convive.documents.models import Travail
from convive.echanges.actions.discussion import create_reponse, delete_commentaire
from convive.echanges.actions.notification import (
    Nouvelle,
    create_notifications,
    delete_notifications_anciennes,
    notify_travail,
    update_notifications_lues,
)
from convive.echanges.actions.preference import delete_lettre, update_preference
from convive.echanges.actions.suivi import update_suivi
from convive.echanges.models import Notification, PreferenceNotification, Sourdine
from convive.echanges.rules import Canal, get_jour_relatif, get_semaine, is_jour_de_lettre
from convive.echanges.selectors.notification import count_non_lues, get_preference, list_notifications
from convive.espaces.actions.invitation import validate_invitation
from convive.espaces.actions.membre import close_membre, update_membre
from convive.espaces.actions.note import SaisieNote, delete_note, update_note
from convive.journal.actions import record_geste
from convive.socle.objets import objets
from tests.echanges.factories import answer, publish
from tests.espaces.factories import create_compte, create_invitation, create_membre, create_note_essai

pytestmark = pytest.mark.django_db


def list_phrases(compte) -> list[str]:
    return [groupe.phrase for jour in list_notifications(compte) for groupe in jour.groupes]


def change(note, by, texte: str) -> None:
    note.refresh_from_db()
    update_note(by=by, note=note, saisie=SaisieNote(note.titre, texte, note.version))


@pytest.fixture
def note(espace, chargee):
    return create_note_essai(espace, "Petites vacances", by=chargee)


def test_author_of_a_note_is_told_of_what_is_said_and_changed(espace, note, chargee, elue):
    publish(elue, espace, sur=note)
    change(note, elue, "Un autre texte.")
    assert list_phrases(chargee) == ["Elue a modifié « Petites vacances »", "Elue a commenté « Petites vacances »"]
    assert list_phrases(elue) == []


def test_nobody_is_told_of_what_she_does_herself(espace, note, chargee):
    change(note, chargee, "Un autre texte.")
    publish(chargee, espace, sur=note)
    assert not Notification.objects.exists()


def test_whoever_is_asked_is_told_once(espace, note, chargee, elue, directeur):
    premier = publish(elue, espace, sur=note, mentions=(directeur, chargee))
    assert list_phrases(directeur) == ["Elue vous demande votre avis sur « Petites vacances »"]
    # She follows the note too, and hears of it once.
    assert list_phrases(chargee) == ["Elue vous demande votre avis sur « Petites vacances »"]
    answer(chargee, premier.discussion)
    assert list_phrases(directeur)[0] == "Chargee a commenté « Petites vacances »"
    assert count_non_lues(elue) == 1


def test_several_of_a_day_make_one_line(espace, note, chargee, elue, partenaire):
    premier = publish(elue, espace, sur=note)
    answer(partenaire, premier.discussion)
    answer(elue, premier.discussion)
    assert list_phrases(chargee) == ["3 échanges sur « Petites vacances »"]
    (jour,) = list_notifications(chargee)
    assert len(jour.groupes[0].uuids) == 3
    assert count_non_lues(chargee) == 3


def test_internal_comment_tells_only_those_who_may_know(espace, note, chargee, directeur, elue, partenaire):
    for compte in (elue, partenaire, directeur):
        update_suivi(by=compte, espace=espace, reference=objets.get_reference(note), is_actif=True)
    publish(chargee, espace, sur=note, is_interne=True)
    assert {row.compte for row in Notification.objects.all()} == {directeur}
    (jour,) = list_notifications(directeur)
    assert jour.groupes[0].is_interne
    espace.membres.filter(compte=directeur).update(role="elu")
    assert count_non_lues(directeur) == 0
    assert list_notifications(directeur) == []


def test_no_longer_following_is_respected_except_when_asked(espace, note, chargee, elue):
    update_suivi(by=chargee, espace=espace, reference=objets.get_reference(note), is_actif=False)
    premier = publish(elue, espace, sur=note)
    assert list_phrases(chargee) == []
    answer(elue, premier.discussion, mentions=(chargee,))
    assert list_phrases(chargee) == ["Elue vous demande votre avis sur « Petites vacances »"]


def test_only_what_is_still_seen(espace, note, chargee, elue, partenaire):
    update_suivi(by=partenaire, espace=espace, reference=objets.get_reference(note), is_actif=True)
    publish(elue, espace, sur=note)
    assert count_non_lues(partenaire) == 1
    delete_note(by=chargee, note=note)
    assert count_non_lues(partenaire) == count_non_lues(chargee) == 0
    assert list_notifications(partenaire) == []
    publish(elue, espace, sur=espace, mentions=(partenaire,))
    assert count_non_lues(partenaire) == 1
    close_membre(by=chargee, membre=espace.membres.get(compte=partenaire))
    assert count_non_lues(partenaire) == 0


def test_count_is_kept_until_something_changes(espace, note, chargee, elue, directeur, django_assert_num_queries):
    publish(elue, espace, sur=note, mentions=(directeur,))
    publish(elue, espace, sur=espace, mentions=(directeur,))
    assert count_non_lues(directeur) == 2
    # What is new, her places, the journal: nothing is asked of what she sees.
    with django_assert_num_queries(3):
        assert count_non_lues(directeur) == 2
    lue = Notification.objects.filter(compte=directeur, objet_uuid=note.pk).values_list("pk", flat=True)
    update_notifications_lues(by=directeur, uuids=list(lue))
    assert count_non_lues(directeur) == 1
    # A right that is withdrawn without a word in the journal.
    espace.membres.filter(compte=directeur).update(role="administrateur_technique")
    assert count_non_lues(directeur) == 0


def test_place_closed_or_compte_inactive_is_not_told(espace, note, chargee, elue, partenaire):
    for compte in (elue, partenaire):
        update_suivi(by=compte, espace=espace, reference=objets.get_reference(note), is_actif=True)
    close_membre(by=chargee, membre=espace.membres.get(compte=elue))
    partenaire.is_active = False
    partenaire.save()
    publish(chargee, espace, sur=note)
    assert not Notification.objects.exists()


def test_taken_back_comment_takes_its_notifications(espace, note, chargee, elue):
    commentaire = publish(elue, espace, sur=note)
    delete_commentaire(by=elue, commentaire=commentaire, libelle="x")
    assert not Notification.objects.exists()


def test_same_event_again_tells_nobody(espace, elue, chargee):
    nouvelle = Nouvelle("commentaire", espace.pk, objets.get_reference(espace), uuid4(), elue.pk, "Elue")
    for _ in range(2):
        create_notifications(nouvelle, [chargee.pk, chargee.pk, elue.pk])
    assert Notification.objects.count() == 1


def test_sending_the_same_form_again_tells_nobody(espace, note, chargee, elue):
    premier, cle = publish(elue, espace, sur=note), uuid4()
    update_notifications_lues(by=chargee)
    for _ in range(2):
        create_reponse(by=elue, discussion=premier.discussion, libelle="x", texte="Encore", cle=cle)
    assert count_non_lues(chargee) == 1


def test_gesture_that_fails_tells_nobody(espace, note, chargee, elue):
    def fail() -> None:
        with transaction.atomic():
            publish(elue, espace, sur=note)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert not Notification.objects.exists()


def test_number_of_people_does_not_change_the_number_of_queries(espace, note, chargee, elue):
    with CaptureQueriesContext(connection) as one:
        publish(elue, espace, sur=note)
    for rang in range(15):
        compte = create_compte(f"suiveuse-{rang}")
        create_membre(espace, compte, "lecture")
        update_suivi(by=compte, espace=espace, reference=objets.get_reference(note), is_actif=True)
    with CaptureQueriesContext(connection) as many:
        publish(elue, espace, sur=note)
    assert Notification.objects.count() == 17
    assert len(many) <= len(one)


def test_invitation_accepted_tells_who_sent_it(espace, chargee):
    invitation, _ = create_invitation(espace, "nouvelle@exemple.fr")
    validate_invitation(by=create_compte("nouvelle"), invitation=invitation)
    assert list_phrases(chargee) == ["Nouvelle a accepté votre invitation"]


def test_changed_place_tells_its_holder_and_opens_a_page_that_she_may_read(connecte, espace, chargee, partenaire):
    membre = espace.membres.get(compte=partenaire)
    update_membre(by=chargee, membre=membre, role="lecture", dernier_jour=None)
    (jour,) = list_notifications(partenaire)
    assert jour.groupes[0].phrase == "Chargee a modifié votre rôle ou la fin de votre accès"
    assert connecte(partenaire).get(jour.groupes[0].url).status_code == 200


def test_link_asked_again_tells_who_sent_it(espace, chargee):
    from convive.espaces.models import LienMagique

    lien = LienMagique.objects.create(
        espace=espace,
        objet_type="espace",
        objet_uuid=espace.pk,
        geste="essai",
        email="creche@exemple.fr",
        nom="La crèche",
        empreinte_cle="x" * 64,
        expire_le=timezone.now(),
        created_by=chargee,
    )
    with transaction.atomic():
        record_geste(
            auteur=SimpleNamespace(is_authenticated=False),
            geste="soumettre",
            objet_type="lien",
            objet_uuid=lien.pk,
            objet_libelle="x",
            espace_uuid=espace.pk,
            au_nom_de="La crèche",
        )
    assert list_phrases(chargee) == ["La crèche demande un nouveau lien"]


def test_finished_job_tells_its_person_once_a_run(espace, elue):
    travail = Travail.objects.create(type="x", libelle="Portrait", espace=espace, created_by=elue, cle="1")
    for _ in range(2):
        notify_travail(travail)
    assert list_phrases(elue) == ["La préparation de «\u00a0Portrait\u00a0» est terminée"]
    travail.essai = 2
    notify_travail(travail)
    assert Notification.objects.count() == 2
    travail.espace = None
    notify_travail(travail)
    assert Notification.objects.count() == 2


def test_preferences_are_followed(espace, note, chargee, elue):
    canaux = {"commentaire": Canal.RIEN, "note_modifiee": Canal.LETTRE}
    update_preference(by=chargee, canaux=canaux, jour_lettre=3, sourdines=[])
    publish(elue, espace, sur=note)
    change(note, elue, "Autre")
    assert [row.evenement for row in Notification.objects.all()] == ["note_modifiee"]
    # For the letter only: neither in the bell nor in the list.
    assert count_non_lues(chargee) == 0
    assert list_notifications(chargee) == []
    publish(elue, espace, sur=note, mentions=(chargee,))
    assert count_non_lues(chargee) == 1


def test_espace_that_is_muted_tells_nothing(espace, note, chargee, elue, etrangere):
    ailleurs = etrangere.espaces_crees.get()
    update_preference(by=chargee, canaux={}, jour_lettre=1, sourdines=[espace.pk, ailleurs.pk])
    assert list(Sourdine.objects.values_list("espace", flat=True)) == [espace.pk]
    publish(elue, espace, sur=note, mentions=(chargee,))
    assert not Notification.objects.exists()
    update_preference(by=chargee, canaux={}, jour_lettre=1, sourdines=[])
    publish(elue, espace, sur=note)
    assert count_non_lues(chargee) == 1


def test_preferences_as_at_first_are_not_written(chargee, espace):
    preference = get_preference(chargee)
    assert (preference.jour_lettre, preference.get_canal("mention")) == (1, Canal.CONVIVE)
    assert not PreferenceNotification.objects.exists()
    assert PreferenceNotification(compte=chargee, canaux={"mention": "pigeon"}).get_canal("mention") is Canal.CONVIVE
    delete_lettre(by=chargee)
    assert get_preference(chargee).jour_lettre is None


def test_answering_reads_what_was_waiting(espace, note, chargee, elue):
    premier = publish(elue, espace, sur=note)
    answer(chargee, premier.discussion)
    assert count_non_lues(chargee) == 0


def test_old_notifications_are_deleted(espace, note, chargee, elue):
    publish(elue, espace, sur=note)
    now = timezone.now()
    assert delete_notifications_anciennes(now) == 0
    assert delete_notifications_anciennes(now + timedelta(days=184)) == 1


def test_event_that_nobody_declares_any_more_is_left_out(espace, note, chargee, elue):
    publish(elue, espace, sur=note)
    Notification.objects.update(evenement="d_une_autre_version")
    assert list_notifications(chargee) == []


@pytest.mark.parametrize(
    ("jour", "attendu"),
    [
        ("2026-11-25", "aujourd’hui"),
        ("2026-11-24", "hier"),
        ("2026-11-23", "lundi"),
        ("2026-11-19", "jeudi"),
        ("2026-11-18", "18\u00a0novembre"),
        ("2026-11-01", "1er\u00a0novembre"),
        ("2025-11-25", "25\u00a0novembre\u00a02025"),
        ("2026-11-26", "26\u00a0novembre"),
    ],
)
def test_days_are_said_as_people_do(jour, attendu):
    from datetime import date

    assert get_jour_relatif(date.fromisoformat(jour), date(2026, 11, 25)) == attendu


def test_weeks_are_those_of_the_calendar():
    from datetime import date

    assert (get_semaine(date(2027, 1, 1)).annee, get_semaine(date(2027, 1, 1)).numero) == (2026, 53)
    assert get_semaine(date(2026, 11, 23)) == get_semaine(date(2026, 11, 29))
    mercredi = date(2026, 11, 25)
    assert [is_jour_de_lettre(jour, mercredi) for jour in (1, 3, 4, None)] == [True, True, False, False]
