"""Long jobs: asked once, run once, ended whatever happens, never stuck."""

import errno
from datetime import timedelta
from threading import Event, Thread

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from convive.documents.actions import execution
from convive.documents.actions.execution import Battements, SuiviTravail, TravailInterrompu, run_travail
from convive.documents.actions.travail import (
    MAX_OUVERTS,
    close_travail,
    delete_travaux,
    delete_travaux_perimes,
    reopen_travail,
    reopen_travaux_perdus,
    submit_travail,
)
from convive.documents.models import EtatTravail, Travail
from convive.documents.models.travail import SILENCE_MAX
from convive.documents.refus import TravailRefuse
from convive.documents.travaux import RegistreTravaux, Resultat, TypeTravail, TypeTravailInconnu, travaux
from convive.espaces.actions.membre import close_membre, update_membre
from convive.espaces.models import Role
from convive.journal.models import Journal

pytestmark = pytest.mark.django_db


def run(travail: Travail) -> Travail:
    run_travail.call(str(travail.pk), travail.essai)
    travail.refresh_from_db()
    return travail


def silence(travail: Travail, **champs: object) -> Travail:
    """Its worker was killed while it ran."""
    Travail.objects.filter(pk=travail.pk).update(
        etat=EtatTravail.EN_COURS, battement=timezone.now() - SILENCE_MAX - timedelta(seconds=1), **champs
    )
    travail.refresh_from_db()
    return travail


def test_job_ends_with_its_file_and_tells_it(espace, elue, travaux_d_essai, settings):
    settings.TRAVAUX_JOURS = 3
    travail = submit_travail(by=elue, type_travail="essai_bref", espace=espace, arguments={"mot": "salut"})
    assert (travail.etat, travail.progression) == (EtatTravail.FINI, 100)
    with travail.fichier.open() as fichier:
        assert fichier.read() == b"salut"
    assert travail.fichier.name.startswith(f"espaces/{espace.pk}/travaux/")
    assert "sultat" not in travail.fichier.name
    assert travail.nom_fichier == "Résultat d’essai.txt"
    assert travail.expire_le.date() == (timezone.now() + timedelta(days=3)).date()
    assert travaux_d_essai == [travail]
    trace = Journal.objects.get(objet_uuid=travail.pk)
    assert (trace.geste, trace.espace_uuid, trace.auteur) == ("soumettre", espace.pk, elue)


def test_job_of_a_person_lives_outside_espaces(etrangere, travaux_d_essai):
    travail = submit_travail(by=etrangere, type_travail="essai_bref")
    assert travail.fichier.name.startswith(f"comptes/{etrangere.pk}/travaux/")
    assert list(Travail.objects.visible_to(etrangere)) == [travail]


def test_job_may_end_with_a_page(elue, travaux_d_essai):
    travail = submit_travail(by=elue, type_travail="essai_page")
    assert (travail.etat, travail.url, travail.fichier.name) == (EtatTravail.FINI, "/espaces/", "")


@pytest.mark.parametrize(
    ("type_travail", "phrase"),
    [("essai_casse", "Une erreur de Convive"), ("essai_refuse", "Il n’y a encore rien à mettre")],
)
def test_failure_is_explained_in_french(type_travail, phrase, elue, travaux_d_essai):
    travail = submit_travail(by=elue, type_travail=type_travail)
    assert travail.etat == EtatTravail.ECHOUE
    assert travail.erreur.startswith(phrase)
    assert travaux_d_essai == [travail]


def test_full_disk_is_said(elue, travaux_d_essai, monkeypatch):
    def fail(*_args, **_kwargs):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("django.core.files.storage.FileSystemStorage._save", fail)
    assert "plus de place sur le disque" in submit_travail(by=elue, type_travail="essai_bref").erreur


def test_unknown_job_is_refused_at_once_and_explained_later(elue, travaux_d_essai, en_file):
    with pytest.raises(TypeTravailInconnu):
        submit_travail(by=elue, type_travail="inconnu")
    travail = submit_travail(by=elue, type_travail="essai_bref")
    del travaux._types["essai_bref"]
    assert "ne sait plus préparer" in run(travail).erreur


def test_same_request_twice_makes_one_job(espace, elue, travaux_d_essai, en_file):
    first = submit_travail(by=elue, type_travail="essai_bref", espace=espace, arguments={"mot": "a"})
    assert submit_travail(by=elue, type_travail="essai_bref", espace=espace, arguments={"mot": "a"}) == first
    assert submit_travail(by=elue, type_travail="essai_bref", espace=espace, arguments={"mot": "b"}) != first
    assert submit_travail(by=elue, type_travail="essai_bref", arguments={"mot": "a"}) != first
    assert DBTaskResult.objects.count() == 3
    # Once done, the same request is a new one, since what it reads may have changed.
    run(first)
    assert submit_travail(by=elue, type_travail="essai_bref", espace=espace, arguments={"mot": "a"}) != first


def test_same_form_sent_again_gives_the_same_job_even_finished(elue, travaux_d_essai):
    first = submit_travail(by=elue, type_travail="essai_bref", jeton="formulaire-1")
    assert submit_travail(by=elue, type_travail="essai_bref", jeton="formulaire-1") == first
    assert submit_travail(by=elue, type_travail="essai_bref", jeton="formulaire-2") != first


def test_database_refuses_a_second_open_job(elue, travaux_d_essai, en_file):
    first = submit_travail(by=elue, type_travail="essai_bref")
    with pytest.raises(IntegrityError), transaction.atomic():
        Travail.objects.create(type="essai_bref", libelle="x", created_by=elue, cle=first.cle)


def test_one_person_does_not_fill_the_queue(elue, chargee, travaux_d_essai, en_file):
    for rang in range(MAX_OUVERTS):
        submit_travail(by=elue, type_travail="essai_bref", arguments={"mot": str(rang)})
    with pytest.raises(TravailRefuse, match="attendez la fin"):
        submit_travail(by=elue, type_travail="essai_bref")
    assert submit_travail(by=chargee, type_travail="essai_bref")


def test_right_is_asked_again_before_the_run(espace, chargee, elue, travaux_d_essai, en_file):
    travail = submit_travail(by=elue, type_travail="essai_bref", espace=espace)
    update_membre(by=chargee, membre=espace.membres.get(compte=elue), role=Role.LECTURE, dernier_jour=None)
    assert "plus le droit" in run(travail).erreur
    autre = submit_travail(by=elue, type_travail="essai_bref", espace=espace, arguments={"mot": "b"})
    close_membre(by=chargee, membre=espace.membres.get(compte=elue))
    assert "plus le droit" in run(autre).erreur


def test_cancelled_job_never_starts(elue, travaux_d_essai, en_file):
    travail = submit_travail(by=elue, type_travail="essai_bref")
    close_travail(by=elue, travail=travail)
    close_travail(by=elue, travail=travail)
    assert run(travail).etat == EtatTravail.ANNULE
    assert travaux_d_essai == []
    assert Journal.objects.filter(objet_uuid=travail.pk, geste="clore").count() == 1


def test_running_job_stops_at_its_next_step_when_it_is_cancelled(elue, travaux_d_essai, en_file):
    def cancel_then_go_on(suivi):
        close_travail(by=elue, travail=suivi.travail)
        suivi.record_progression(50)
        pytest.fail("the job went on")

    travaux.record(TypeTravail("essai_annule", "Essai", run=cancel_then_go_on, is_permis=lambda _: True))
    assert run(submit_travail(by=elue, type_travail="essai_annule")).etat == EtatTravail.ANNULE


def test_file_of_a_job_cancelled_at_the_last_moment_is_not_kept(elue, travaux_d_essai, en_file, settings):
    def cancel_and_end(suivi):
        close_travail(by=elue, travail=suivi.travail)
        return Resultat("x.txt", b"x", "text/plain")

    travaux.record(TypeTravail("essai_annule", "Essai", run=cancel_and_end, is_permis=lambda _: True))
    assert run(submit_travail(by=elue, type_travail="essai_annule")).etat == EtatTravail.ANNULE
    assert not [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]


def test_job_whose_last_beat_is_of_tomorrow_is_lost_too(elue, travaux_d_essai, en_file):
    travail = silence(submit_travail(by=elue, type_travail="essai_bref"))
    Travail.objects.filter(pk=travail.pk).update(battement=timezone.now() + timedelta(hours=5))
    travail.refresh_from_db()
    assert travail.is_perdu
    assert reopen_travaux_perdus() == 1


def test_lost_job_is_taken_again_once_then_declared_failed(
    elue, travaux_d_essai, en_file, django_capture_on_commit_callbacks
):
    travail = silence(submit_travail(by=elue, type_travail="essai_bref"))
    assert travail.is_perdu
    assert reopen_travaux_perdus() == 1
    travail.refresh_from_db()
    assert (travail.etat, travail.essai, travail.reprises) == (EtatTravail.EN_ATTENTE, 2, 1)
    assert DBTaskResult.objects.count() == 2
    assert reopen_travaux_perdus() == 0
    silence(travail)
    with django_capture_on_commit_callbacks(execute=True):
        assert reopen_travaux_perdus() == 1
    travail.refresh_from_db()
    assert travail.etat == EtatTravail.ECHOUE
    assert "Recommencez" in travail.erreur
    assert travaux_d_essai == [travail]
    # Asked again by the person, it has its automatic chance again.
    reopen_travail(by=elue, travail=travail)
    silence(travail)
    reopen_travaux_perdus()
    travail.refresh_from_db()
    assert travail.etat == EtatTravail.EN_ATTENTE


def test_worker_thought_dead_writes_nothing_any_more(elue, travaux_d_essai, en_file):
    travail = submit_travail(by=elue, type_travail="essai_bref")
    former = SuiviTravail(silence(travail))
    reopen_travaux_perdus()
    travail.refresh_from_db()
    with pytest.raises(TravailInterrompu):
        former.record_progression(50)
    assert not former.record_battement()
    assert not former.record_fin(etat=EtatTravail.FINI)
    assert run(travail).etat == EtatTravail.FINI


def test_same_message_read_twice_runs_once(elue, travaux_d_essai, en_file):
    travail = run(submit_travail(by=elue, type_travail="essai_bref"))
    fin = travail.date_fin
    assert run(travail).date_fin == fin
    assert len(travaux_d_essai) == 1


def test_reopen_leaves_what_is_open_or_done(elue, travaux_d_essai, en_file):
    travail = submit_travail(by=elue, type_travail="essai_bref")
    assert reopen_travail(by=elue, travail=travail).essai == 1
    run(travail)
    assert reopen_travail(by=elue, travail=travail).essai == 1


def test_reopen_refuses_a_twin(elue, travaux_d_essai, en_file):
    travail = submit_travail(by=elue, type_travail="essai_bref")
    close_travail(by=elue, travail=travail)
    submit_travail(by=elue, type_travail="essai_bref")
    with pytest.raises(TravailRefuse, match="déjà en cours"):
        reopen_travail(by=elue, travail=travail)


def test_files_past_their_date_are_deleted_and_can_be_made_again(
    elue, travaux_d_essai, settings, django_capture_on_commit_callbacks
):
    travail = submit_travail(by=elue, type_travail="essai_bref")
    assert delete_travaux_perimes() == 0
    Travail.objects.update(expire_le=timezone.now() - timedelta(seconds=1))
    travail.refresh_from_db()
    assert not travail.is_telechargeable
    with django_capture_on_commit_callbacks(execute=True):
        assert delete_travaux_perimes() == 1
    assert not [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]
    travail.refresh_from_db()
    assert reopen_travail(by=elue, travail=travail).is_telechargeable


def test_person_who_is_erased_takes_her_jobs_with_her(
    elue, chargee, travaux_d_essai, settings, django_capture_on_commit_callbacks
):
    submit_travail(by=elue, type_travail="essai_bref")
    autre = submit_travail(by=chargee, type_travail="essai_bref")
    with django_capture_on_commit_callbacks(execute=True):
        delete_travaux(elue)
    assert list(Travail.objects.all()) == [autre]
    assert len([path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]) == 1


def test_trace_of_old_jobs_is_forgotten(elue, travaux_d_essai):
    travail = submit_travail(by=elue, type_travail="essai_page")
    Travail.objects.update(created_at=timezone.now() - timedelta(days=91))
    delete_travaux_perimes()
    assert not Travail.objects.filter(pk=travail.pk).exists()


def test_what_follows_a_job_stops_nobody(elue, travaux_d_essai):
    def fail(_travail):
        raise ValueError

    travaux._suites = {"casse": fail, **travaux._suites}
    assert submit_travail(by=elue, type_travail="essai_bref").etat == EtatTravail.FINI
    assert len(travaux_d_essai) == 1


def test_incomplete_declaration_is_refused():
    from django.core.exceptions import ImproperlyConfigured

    with pytest.raises(ImproperlyConfigured):
        RegistreTravaux().record(TypeTravail("avec espace", "x", run=print, is_permis=lambda _: True))


def test_beats_stop_with_the_longest_time_of_the_job(monkeypatch):
    monkeypatch.setattr(execution, "SECONDES_BATTEMENT", 0.01)

    class Suivi:
        coups = 0

        def record_battement(self) -> bool:
            self.coups += 1
            return True

    suivi = Suivi()
    battements = Battements(suivi, timedelta(seconds=0.05))
    battements.start()
    battements.join(5)
    assert suivi.coups == 5


@pytest.mark.skipif(connection.vendor == "sqlite", reason="proved on a SQLite file in test_travailleur.py")
@pytest.mark.django_db(transaction=True)
def test_eight_clicks_at_the_same_time_make_one_job(elue, travaux_d_essai, monkeypatch):
    from django.tasks import task_backends

    monkeypatch.setitem(task_backends.settings, "default", {"BACKEND": "django_tasks_db.DatabaseBackend"})
    ready, made = Event(), []

    def click() -> None:
        ready.wait()
        try:
            made.append(submit_travail(by=elue, type_travail="essai_bref").pk)
        finally:
            connection.close()

    threads = [Thread(target=click) for _ in range(8)]
    for thread in threads:
        thread.start()
    ready.set()
    for thread in threads:
        thread.join()
    assert len(made) == 8
    assert len(set(made)) == 1
    assert DBTaskResult.objects.count() == 1
