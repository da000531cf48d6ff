"""Practice territories: asked for once, made from a starting point, put back, erased in their time."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.db import transaction
from django.utils import timezone

from convive.espaces.actions.note import SaisieNote, create_note
from convive.espaces.copie.ecriture import export_espace
from convive.espaces.copie.effacement import delete_tout
from convive.espaces.models import Espace, Membre, Note, Role
from convive.formation.actions import exercice as actions_exercice
from convive.formation.actions.exercice import (
    build_exercice,
    create_exercices,
    delete_exercice,
    invite_stagiaire,
    join_exercice,
    purge_exercices,
    reset_exercice,
)
from convive.formation.models import TerritoireExercice
from convive.formation.refus import FormationRefusee
from convive.formation.rules.exercice import Demande, EtatExercice
from convive.journal.models import Geste, Journal
from tests.espaces.factories import create_compte
from tests.formation.factories_exercice import create_depart_essai, create_exercice_essai
from tests.formation.factories_formation import create_inscription_essai, create_organisme_essai, create_session_essai

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fichiers(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def session(chargee):
    return create_session_essai(create_organisme_essai(chargee).espace)


@pytest.fixture
def depart(chargee) -> Espace:
    return create_depart_essai(chargee)


def build_url(secret: str) -> str:
    return f"https://exemple.invalid/{secret}"


def test_asked_twice_there_is_one(session, chargee):
    inscription = create_inscription_essai(session)
    demandes = [Demande(inscription.nom, str(inscription.pk)), Demande("Groupe A")]
    assert len(create_exercices(by=chargee, session=session, demandes=demandes)) == 2
    assert create_exercices(by=chargee, session=session, demandes=demandes) == []
    assert set(session.territoires_exercice.values_list("nom", "etat")) == {
        ("Ysoline Ferrandou", "a_creer"),
        ("Groupe A", "a_creer"),
    }
    assert Journal.objects.filter(objet_type="territoire_exercice", geste=Geste.CREER).count() == 2


def test_two_trainees_of_the_same_name_are_told_apart(session, chargee):
    deux = [create_inscription_essai(session), create_inscription_essai(session)]
    create_exercices(by=chargee, session=session, demandes=[Demande(row.nom, str(row.pk)) for row in deux])
    noms = set(session.territoires_exercice.values_list("nom", flat=True))
    assert noms == {"Ysoline Ferrandou", "Ysoline Ferrandou (2)"}


def test_a_trainee_with_a_compte_is_at_home_in_a_copy_of_its_own(session, chargee, depart):
    stagiaire = create_compte("stagiaire")
    inscription = create_inscription_essai(session, compte=stagiaire, email=stagiaire.email)
    exercice = create_exercice_essai(chargee, session, depart, inscription)
    espace = exercice.exercice
    assert espace is not None
    assert (exercice.etat, espace.type, espace.expire_le) == ("pret", "entrainement", exercice.expire_le)
    assert list(espace.membres.values_list("compte", "role")) == [(stagiaire.pk, Role.CHARGE_COOPERATION)]
    assert espace.notes.get().titre == "Le matin"
    # Isolated: what is written here is nowhere else.
    create_note(by=stagiaire, espace=espace, saisie=SaisieNote("À moi", "Un essai."))
    assert depart.notes.count() == 1
    join_exercice(by=chargee, exercice=exercice)
    join_exercice(by=chargee, exercice=exercice)
    assert list(espace.membres.filter(compte=chargee).values_list("role", flat=True)) == [Role.FORMATEUR]
    reset_exercice(by=chargee, exercice=exercice)
    assert list(espace.notes.values_list("titre", flat=True)) == ["Le matin"]
    assert not Membre.objects.filter(espace=depart, compte=stagiaire).exists()


def test_made_once_even_when_the_job_runs_again(session, chargee, depart):
    exercice = create_exercice_essai(chargee, session, depart)
    count = Espace.objects.count()
    with export_espace(depart) as copie:
        assert not build_exercice(
            by=chargee, uuid=exercice.pk, source=depart, copie=copie, expire_le=timezone.localdate()
        )
    assert Espace.objects.count() == count


def test_a_copy_that_is_refused_is_said_and_tried_again(session, chargee, depart):
    (exercice,) = create_exercices(by=chargee, session=session, demandes=[Demande("Groupe A")])
    fin = timezone.localdate() + timedelta(days=5)
    count = Espace.objects.count()
    with export_espace(depart) as copie:
        abimee = copie.read()[:-200]
    with export_espace(depart) as copie:
        copie.seek(0)
        copie.truncate()
        copie.write(abimee)
        assert not build_exercice(by=chargee, uuid=exercice.pk, source=depart, copie=copie, expire_le=fin)
    exercice.refresh_from_db()
    assert exercice.etat == EtatExercice.ECHEC
    assert exercice.erreur
    assert Espace.objects.count() == count
    with export_espace(depart) as copie:
        assert build_exercice(by=chargee, uuid=exercice.pk, source=depart, copie=copie, expire_le=fin)
    exercice.refresh_from_db()
    assert (exercice.etat, exercice.erreur) == (EtatExercice.PRET, "")


def write_exercice(chargee, session, depart) -> TerritoireExercice:
    exercice = TerritoireExercice.objects.filter(session=session).first()
    if exercice is None:
        (exercice,) = create_exercices(by=chargee, session=session, demandes=[Demande("Groupe A")])
    fin = timezone.localdate() + timedelta(days=5)
    with export_espace(depart) as copie:
        build_exercice(by=chargee, uuid=exercice.pk, source=depart, copie=copie, expire_le=fin)
    exercice.refresh_from_db()
    return exercice


def test_rows_that_do_not_say_what_the_copy_says_are_erased(session, chargee, depart, monkeypatch):
    """They are read again once others may write: what is wrong then was never open to anyone."""
    count, create = Espace.objects.count(), actions_exercice.create_clone

    def create_autre(**options) -> Espace:
        clone = create(**options)
        Note.objects.filter(espace=clone).update(texte="Autre chose.")
        assert not clone.membres.exists()
        return clone

    with monkeypatch.context() as patch:
        patch.setattr(actions_exercice, "create_clone", create_autre)
        exercice = write_exercice(chargee, session, depart)
    assert (exercice.etat, exercice.exercice) == (EtatExercice.ECHEC, None)
    assert "rien n’a été gardé" in exercice.erreur
    assert Espace.objects.count() == count
    assert write_exercice(chargee, session, depart).etat == EtatExercice.PRET


def test_stopped_between_two_steps_it_is_made_when_asked_again(session, chargee, depart, monkeypatch):
    def stop(*_, **__) -> None:
        raise RuntimeError("coupure")

    for step in ("complete_clone", "create_charge"):
        with monkeypatch.context() as patch:
            patch.setattr(actions_exercice, step, stop)
            with pytest.raises(RuntimeError, match="coupure"):
                write_exercice(chargee, session, depart)
    # Written and compared: only its door is left to open, whatever became of the starting point.
    before = Espace.objects.get(prete_a__session=session)
    depart.notes.all().delete()
    exercice = write_exercice(chargee, session, depart)
    assert (exercice.etat, exercice.exercice) == (EtatExercice.PRET, before)
    assert before.notes.count() == before.membres.count() == 1


def test_the_door_opens_by_a_message_or_at_once(session, chargee, depart, django_capture_on_commit_callbacks):
    exercice = create_exercice_essai(chargee, session, depart)
    sans_compte = create_inscription_essai(session, "Léandre Vauzelle", email="leandre@exemple.invalid")
    with django_capture_on_commit_callbacks(execute=True):
        assert invite_stagiaire(by=chargee, exercice=exercice, inscription=sans_compte, build_url=build_url)
    assert mail.outbox[-1].to == ["leandre@exemple.invalid"]
    avec = create_inscription_essai(session, "Maïwenn Cordelle", compte=create_compte("maiwenn"))
    for _ in range(2):
        assert not invite_stagiaire(by=chargee, exercice=exercice, inscription=avec, build_url=build_url)
    assert Membre.objects.filter(espace=exercice.exercice, compte=avec.compte).count() == 1
    with pytest.raises(FormationRefusee, match="pas d’adresse"):
        invite_stagiaire(
            by=chargee, exercice=exercice, inscription=create_inscription_essai(session, "Sans"), build_url=build_url
        )


def test_what_is_over_is_erased_and_its_line_stays(session, chargee, depart):
    today = timezone.localdate()
    exercice = create_exercice_essai(chargee, session, depart, expire_le=today - timedelta(days=15))
    jeune = create_exercices(by=chargee, session=session, demandes=[Demande("Groupe B")])[0]
    espace = exercice.exercice_id
    assert purge_exercices(today=today - timedelta(days=1)) == []
    assert purge_exercices(today=today, dry_run=True) == ["Territoire d’exercice de Groupe A"]
    assert Espace.objects.filter(pk=espace).exists()
    assert purge_exercices(today=today) == ["Territoire d’exercice de Groupe A"]
    assert not Espace.objects.filter(pk=espace).exists()
    assert not Note.objects.filter(espace=espace).exists()
    exercice.refresh_from_db()
    assert (exercice.etat, exercice.efface_le, exercice.exercice) == (EtatExercice.EFFACE, today, None)
    jeune.refresh_from_db()
    assert jeune.etat == EtatExercice.A_CREER
    assert purge_exercices(today=date(2099, 1, 1)) == []
    with pytest.raises(FormationRefusee, match="n’existe plus"):
        reset_exercice(by=chargee, exercice=exercice)
    # The same group may have another one.
    assert len(create_exercices(by=chargee, session=session, demandes=[Demande("Groupe A")])) == 1


def test_erased_twice_leaves_one_line(session, chargee, depart):
    exercice = create_exercice_essai(chargee, session, depart)
    for _ in range(2):
        delete_exercice(by=chargee, exercice=exercice, today=timezone.localdate())
    lignes = Journal.objects.filter(objet_type="territoire_exercice", geste=Geste.EFFACER)
    assert lignes.count() == 1


def test_what_a_body_lent_goes_with_it(session, chargee, depart):
    exercice = create_exercice_essai(chargee, session, depart)
    with transaction.atomic():
        delete_tout(session.espace)
    assert not Espace.objects.filter(pk=exercice.exercice_id).exists()
    assert not TerritoireExercice.objects.exists()
    assert Espace.objects.filter(pk=depart.pk).exists()
