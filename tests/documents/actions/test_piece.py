"""Attach, replace, remove, bring back, forget; who sees what; the place that it takes."""

import errno
from datetime import timedelta
from threading import Event, Thread

import pytest
from django.db import connection
from django.utils import timezone

from convive.documents.actions import lecture
from convive.documents.actions.lecture import read_version, read_versions_oubliees
from convive.documents.actions.piece import (
    SaisiePiece,
    create_piece,
    create_version,
    delete_piece,
    delete_pieces_oubliees,
    restore_piece,
    update_piece,
)
from convive.documents.fichiers import delete_fichiers
from convive.documents.inspection import inspect_fichier
from convive.documents.models import PieceJointe, VersionPiece, Visibilite
from convive.documents.models.piece import get_textes
from convive.documents.refus import DocumentRefuse
from convive.espaces.models import Espace
from convive.espaces.permissions import EspaceExpire
from convive.journal.models import Journal
from tests.documents.factories import create_note, create_piece_jointe
from tests.documents.fichiers import PDF, build_office
from tests.espaces.factories import create_espace_civraisien

pytestmark = pytest.mark.django_db


def list_fichiers(settings) -> list[str]:
    return sorted(
        str(path.relative_to(settings.MEDIA_ROOT)) for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()
    )


def test_piece_is_kept_under_a_name_of_ours_and_written_in_the_journal(espace, elue, settings):
    piece = create_piece_jointe(espace, by=elue, nom="Compte rendu.pdf")
    version = piece.versions.get()
    assert list_fichiers(settings) == [version.fichier.name]
    assert version.fichier.name.startswith(f"espaces/{espace.pk}/pieces/")
    assert "rendu" not in version.fichier.name
    assert (version.numero, version.nom_fichier, version.taille_octets) == (1, "Compte rendu.pdf", len(PDF))
    trace = Journal.objects.get(objet_uuid=piece.pk)
    assert (trace.geste, trace.auteur, trace.espace_uuid) == ("creer", elue, espace.pk)


def test_words_of_the_file_feed_the_search(espace, elue):
    piece = create_piece_jointe(espace, by=elue, nom="Bilan.pdf", titre="Bilan", description="De l’année")
    titre, corps = get_textes(piece)
    assert titre == "Bilan"
    for mots in ("De l’année", "Bilan.pdf", "Accueil collectif"):
        assert mots in corps


def test_file_that_cannot_be_read_has_no_words(espace, elue, monkeypatch):
    monkeypatch.setattr(lecture, "COMMANDE", ["false"])
    version = create_piece_jointe(espace, by=elue).versions.get()
    assert (version.texte, version.date_lecture is None) == ("", False)


def test_file_that_blocks_its_reader_blocks_nobody_else(espace, elue, monkeypatch):
    monkeypatch.setattr(lecture, "SECONDES", 0.1)
    monkeypatch.setattr(lecture, "COMMANDE", ["sh", "-c", "sleep 30"])
    assert create_piece_jointe(espace, by=elue).versions.get().texte == ""


def test_version_whose_worker_died_is_read_later(espace, elue, en_file):
    version = create_piece_jointe(espace, by=elue).versions.get()
    assert version.date_lecture is None
    assert read_versions_oubliees() == 0
    VersionPiece.objects.update(created_at=timezone.now() - timedelta(minutes=11))
    assert read_versions_oubliees() == 1
    read_version.call(str(version.pk))
    version.refresh_from_db()
    assert version.texte == "Accueil collectif"
    assert read_versions_oubliees() == 0
    read_version.call(str(version.pk))


def test_new_file_takes_the_place_of_the_former_which_stays(espace, elue, chargee):
    piece = create_piece_jointe(espace, by=elue)
    docx = inspect_fichier("Nouveau.docx", build_office("docx"))
    assert create_version(by=chargee, piece=piece, fichier=docx).numero == 2
    piece = PieceJointe.objects.with_versions().get()
    assert [version.numero for version in piece.versions.all()] == [2, 1]
    assert piece.actuelle.nom_fichier == "Nouveau.docx"
    assert piece.actuelle.created_by == chargee


def test_same_file_again_changes_nothing(espace, elue, settings):
    piece = create_piece_jointe(espace, by=elue)
    before = list_fichiers(settings)
    assert create_version(by=elue, piece=piece, fichier=inspect_fichier("autre nom.pdf", PDF)).numero == 1
    assert list_fichiers(settings) == before


def test_words_change_and_the_former_are_in_the_journal(espace, elue):
    piece = create_piece_jointe(espace, by=elue, titre="Avant")
    update_piece(by=elue, piece=piece, saisie=SaisiePiece("Après", "", Visibilite.INTERNE))
    piece.refresh_from_db()
    assert (piece.titre, piece.visibilite) == ("Après", "interne")
    assert Journal.objects.get(objet_uuid=piece.pk, geste="modifier").detail["avant"]["titre"] == "Avant"


def test_removed_piece_waits_then_is_forgotten_with_its_files(
    espace, elue, settings, django_capture_on_commit_callbacks
):
    piece = create_piece_jointe(espace, by=elue)
    delete_piece(by=elue, piece=piece)
    delete_piece(by=elue, piece=piece)
    assert Journal.objects.filter(objet_uuid=piece.pk, geste="supprimer").count() == 1
    assert not PieceJointe.objects.visible_to(elue).exists()
    restore_piece(by=elue, piece=piece)
    restore_piece(by=elue, piece=piece)
    assert Journal.objects.filter(objet_uuid=piece.pk, geste="restaurer").count() == 1
    delete_piece(by=elue, piece=piece)
    PieceJointe.objects.update(date_suppression=timezone.now() - timedelta(days=29))
    assert delete_pieces_oubliees() == 0
    PieceJointe.objects.update(date_suppression=timezone.now() - timedelta(days=30))
    with django_capture_on_commit_callbacks(execute=True):
        assert delete_pieces_oubliees() == 1
    assert list_fichiers(settings) == []
    assert not VersionPiece.objects.exists()


def test_attachments_of_an_object_that_is_gone_leave_30_days_later(espace, elue, chargee):
    note = create_note(espace, chargee)
    piece = create_piece_jointe(espace, by=elue, objet=note)
    gardee = create_piece_jointe(espace, by=elue)
    note.delete()
    delete_pieces_oubliees()
    piece.refresh_from_db()
    gardee.refresh_from_db()
    assert piece.date_suppression is not None
    assert gardee.date_suppression is None


def test_full_disk_is_said_and_leaves_nothing(espace, elue, settings, monkeypatch):
    def fail(*_args, **_kwargs):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("django.core.files.storage.FileSystemStorage._save", fail)
    with pytest.raises(DocumentRefuse, match="plus de place"):
        create_piece_jointe(espace, by=elue)
    assert not PieceJointe.objects.exists()


def test_disk_that_refuses_is_said(espace, elue, monkeypatch):
    def fail(*_args, **_kwargs):
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr("django.core.files.storage.FileSystemStorage._save", fail)
    with pytest.raises(DocumentRefuse, match="n’a pas pu garder"):
        create_piece_jointe(espace, by=elue)


def test_quota_counts_every_version_and_leaves_nothing_behind(espace, elue, settings):
    settings.ESPACE_MAX_OCTETS = 2 * len(PDF)
    piece = create_piece_jointe(espace, by=elue)
    create_piece_jointe(espace, by=elue)
    with pytest.raises(DocumentRefuse, match="occupent"):
        create_piece_jointe(espace, by=elue)
    with pytest.raises(DocumentRefuse, match="occupent"):
        create_version(by=elue, piece=piece, fichier=inspect_fichier("a.docx", build_office("docx")))
    assert len(list_fichiers(settings)) == 2


def test_nothing_changes_in_an_espace_that_has_expired(espace, elue):
    piece = create_piece_jointe(espace, by=elue)
    Espace.objects.filter(pk=espace.pk).update(expire_le=timezone.localdate())
    piece = PieceJointe.objects.select_related("espace").get(pk=piece.pk)
    espace.refresh_from_db()
    fichier = inspect_fichier("a.docx", build_office("docx"))
    for geste in (
        lambda: create_piece_jointe(espace, by=elue),
        lambda: create_version(by=elue, piece=piece, fichier=fichier),
        lambda: update_piece(by=elue, piece=piece, saisie=SaisiePiece("x", "", Visibilite.TOUS)),
        lambda: delete_piece(by=elue, piece=piece),
        lambda: restore_piece(by=elue, piece=piece),
    ):
        with pytest.raises(EspaceExpire):
            geste()


def test_who_sees_the_object_sees_its_attachments(
    espace, elue, lectrice, partenaire, administrateur, chargee, etrangere
):
    note = create_note(espace, chargee)
    piece = create_piece_jointe(espace, by=elue, objet=note)
    interne = create_piece_jointe(espace, by=chargee, objet=note, visibilite=Visibilite.INTERNE)
    de_l_espace = create_piece_jointe(espace, by=chargee)
    vues = {
        compte.nom_affiche: set(PieceJointe.objects.visible_to(compte))
        for compte in (elue, lectrice, partenaire, administrateur, chargee, etrangere)
    }
    assert vues["Chargee"] == {piece, interne, de_l_espace}
    assert vues["Elue"] == vues["Lectrice"] == vues["Partenaire"] == {piece, de_l_espace}
    assert vues["Administrateur"] == vues["Etrangere"] == set()


def test_attachments_follow_a_note_that_was_put_aside(espace, chargee):
    note = create_note(espace, chargee)
    create_piece_jointe(espace, by=chargee, objet=note)
    note.date_suppression = timezone.now()
    note.save()
    assert not PieceJointe.objects.visible_to(chargee).exists()


def test_files_of_an_espace_leave_with_it(espace, elue, etrangere, settings, django_capture_on_commit_callbacks):
    create_piece_jointe(espace, by=elue)
    autre = create_espace_civraisien(etrangere, nom="Voisin")
    gardee = create_piece_jointe(autre, by=etrangere)
    with django_capture_on_commit_callbacks(execute=True):
        delete_fichiers(espace)
        espace.delete()
    assert list_fichiers(settings) == [gardee.versions.get().fichier.name]
    assert not (settings.MEDIA_ROOT / "espaces" / str(espace.pk)).exists()
    with django_capture_on_commit_callbacks(execute=True):
        delete_fichiers(espace)


def test_file_is_not_left_when_its_row_cannot_be_written(espace, elue, settings):
    saisie = SaisiePiece("", "", Visibilite.TOUS)
    with pytest.raises(Exception, match="piece_titre_rempli"):
        create_piece(by=elue, espace=espace, objet=espace, saisie=saisie, fichier=inspect_fichier("a.pdf", PDF))
    assert list_fichiers(settings) == []


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite takes writers one by one (IMMEDIATE)")
@pytest.mark.django_db(transaction=True)
def test_two_new_files_at_the_same_moment_are_two_versions(espace, elue, monkeypatch):
    piece, ready = create_piece_jointe(espace, by=elue), Event()
    monkeypatch.setattr(lecture, "COMMANDE", ["false"])

    def replace(rang: int) -> None:
        ready.wait()
        try:
            fichier = inspect_fichier("a.txt", f"version {rang}".encode())
            create_version(by=elue, piece=PieceJointe.objects.get(pk=piece.pk), fichier=fichier)
        finally:
            connection.close()

    threads = [Thread(target=replace, args=(rang,)) for rang in range(6)]
    for thread in threads:
        thread.start()
    ready.set()
    for thread in threads:
        thread.join()
    assert sorted(piece.versions.values_list("numero", flat=True)) == [1, 2, 3, 4, 5, 6, 7]
