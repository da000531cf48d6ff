"""Attachments and letterheads travel with their espace; what a copy says of a file is checked; no file outlives it."""

from base64 import b64encode
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from convive.documents.actions import lecture
from convive.documents.actions.modele import close_modele, create_modele
from convive.documents.actions.piece import create_version, delete_piece
from convive.documents.actions.travail import submit_travail
from convive.documents.fichiers import build_chemin
from convive.documents.inspection import inspect_fichier
from convive.documents.models import ModeleDocument, PieceJointe, VersionPiece
from convive.documents.selectors.modele import get_modeles_actuels
from convive.espaces.actions.suppression import delete_espace, purge_espaces
from convive.espaces.copie.archive import CopieRefusee
from convive.espaces.models import Espace, Note
from tests.documents.factories import create_note, create_piece_jointe
from tests.documents.fichiers import PDF, build_office, build_photo
from tests.documents.mairie import build_docx_mairie, build_odt_mairie, rewrite
from tests.espaces.copies import build_zip, change, get_empreinte, read_lignes, read_zip, seal, take_up, write_lignes
from tests.espaces.factories import create_espace_civraisien

pytestmark = pytest.mark.django_db
VERSIONS = "donnees/documents.versionpiece.jsonl"
MODELES = "donnees/documents.modeledocument.jsonl"


def test_attachments_come_back_with_their_versions_on_the_same_objects(espace, chargee, etrangere):
    piece = create_piece_jointe(espace, by=chargee, objet=create_note(espace, chargee), titre="Sur la note")
    create_version(by=chargee, piece=piece, fichier=inspect_fichier("Nouveau.docx", build_office("docx")))
    create_piece_jointe(espace, by=chargee, nom="photo.jpg", contenu=build_photo(), titre="Sur l’espace")
    delete_piece(by=chargee, piece=create_piece_jointe(espace, by=chargee, titre="Retirée"))
    autre = take_up(build_zip(espace), etrangere)
    pieces = {piece.titre: piece for piece in PieceJointe.objects.filter(espace=autre).with_versions()}
    assert set(pieces) == {"Sur la note", "Sur l’espace", "Retirée"}
    assert pieces["Sur la note"].objet_uuid == Note.objects.get(espace=autre).pk
    assert pieces["Sur l’espace"].objet_uuid == autre.pk
    assert pieces["Retirée"].date_suppression is not None
    assert [version.numero for version in pieces["Sur la note"].versions.all()] == [2, 1]
    premiere = pieces["Sur la note"].versions.all()[1]
    assert premiere.fichier.name.startswith(f"espaces/{autre.pk}/pieces/")
    with premiere.fichier.open() as fichier:
        assert fichier.read() == PDF
    assert set(PieceJointe.objects.visible_to(etrangere).filter(espace=autre)) == {
        pieces["Sur la note"],
        pieces["Sur l’espace"],
    }


def test_words_of_a_file_are_read_again_and_never_taken_from_the_copy(espace, chargee, etrangere):
    create_piece_jointe(espace, by=chargee)
    files = read_zip(build_zip(espace))
    assert b"Accueil collectif" not in files[VERSIONS]
    autre = take_up(seal(files), etrangere)
    assert VersionPiece.objects.get(piece__espace=autre).texte == "Accueil collectif"
    assert get_empreinte(build_zip(autre)) == get_empreinte(seal(files)), "reading its words changes nothing of it"


def test_files_of_a_copy_are_read_in_one_job_some_at_a_time(espace, chargee, etrangere, en_file, monkeypatch):
    monkeypatch.setattr(lecture, "TAILLE_LOT", 2)
    for numero in range(5):
        create_piece_jointe(espace, by=chargee, titre=f"Pièce {numero}")
    VersionPiece.objects.update(date_lecture=timezone.now())
    DBTaskResult.objects.all().delete()
    autre = take_up(build_zip(espace), etrangere)
    assert not VersionPiece.objects.filter(piece__espace=autre, date_lecture__isnull=False).exists()
    assert DBTaskResult.objects.get().task_path.endswith("read_versions_espace")
    for rest in (3, 1, 0):
        lecture.read_versions_espace.func(str(autre.pk))
        assert VersionPiece.objects.filter(piece__espace=autre, date_lecture__isnull=True).count() == rest
    assert set(VersionPiece.objects.filter(piece__espace=autre).values_list("texte", flat=True)) == {
        "Accueil collectif"
    }


@pytest.mark.parametrize(
    "mensonge", [{"extension": "docx"}, {"empreinte": "0" * 64}, {"nom_fichier": "x.exe", "extension": "png"}]
)
def test_copy_that_lies_about_a_file_is_refused(mensonge, espace, chargee, etrangere):
    create_piece_jointe(espace, by=chargee)
    files = change(read_zip(build_zip(espace)), VERSIONS, **mensonge)
    with pytest.raises(CopieRefusee):
        take_up(seal(files), etrangere)
    assert VersionPiece.objects.count() == 1


# --- The letterhead of the institution ---


@pytest.fixture
def avec_modele(espace, chargee) -> Espace:
    create_modele(by=chargee, espace=espace, nom_fichier="Papier.docx", contenu=build_docx_mairie())
    return espace


def test_letterheads_come_back_with_their_files_and_the_print_holds(avec_modele, chargee, etrangere):
    ancien = create_modele(by=chargee, espace=avec_modele, nom_fichier="Ancien.odt", contenu=build_odt_mairie())
    close_modele(by=chargee, modele=ancien)
    parti = build_zip(avec_modele)
    autre = take_up(parti, etrangere)
    assert get_modeles_actuels(autre) == get_modeles_actuels(avec_modele)
    modeles = {modele.nom_fichier: modele for modele in ModeleDocument.objects.filter(espace=autre)}
    assert {nom: modele.is_actuel for nom, modele in modeles.items()} == {"Papier.docx": True, "Ancien.odt": False}
    assert modeles["Papier.docx"].fichier.name == f"espaces/{autre.pk}/modeles/{modeles['Papier.docx'].pk}.docx"
    assert modeles["Papier.docx"].created_by is None
    assert get_empreinte(build_zip(autre)) == get_empreinte(parti)


def test_letterhead_is_part_of_an_espace_cloned_without_its_content(avec_modele, etrangere):
    autre = take_up(build_zip(avec_modele, structure=True), etrangere)
    assert list(get_modeles_actuels(autre)) == ["docx"]


def replace_fichier(files: dict[str, bytes], contenu: bytes, **values: object) -> bytes:
    """The copy, sealed by someone who put another file in the place of the letterhead."""
    (ligne,) = read_lignes(files, MODELES)
    avant, apres = ligne["fichier"]["sha256"], sha256(contenu).hexdigest()
    ligne["fichier"] |= {"sha256": apres, "octets": len(contenu)}
    ligne |= {"empreinte": apres, "taille_octets": len(contenu), **values}
    files = {nom: octets for nom, octets in files.items() if avant not in nom}
    return seal(files | {f"fichiers/{apres}": contenu, MODELES: write_lignes([ligne])})


def test_hostile_letterhead_in_a_copy_is_refused_with_its_reason(avec_modele, etrangere):
    macro = rewrite(build_docx_mairie(), ajouts={"word/vbaProject.bin": b64encode(b"macro")})
    files = read_zip(build_zip(avec_modele))
    before, espaces = list_fichiers(), Espace.objects.count()
    with pytest.raises(CopieRefusee, match=r"Le modèle de document « Papier\.docx » est refusé\. .*macro"):
        take_up(replace_fichier(files, macro), etrangere)
    assert (ModeleDocument.objects.count(), Espace.objects.count()) == (1, espaces)
    assert list_fichiers() == before
    # The same gesture with a sound file goes through: only the inspection refused the other.
    sain = rewrite(build_docx_mairie(), ajouts={"word/media/autre.png": b"x"})
    assert get_modeles_actuels(take_up(replace_fichier(files, sain), etrangere)) == {"docx": sain}


@pytest.mark.parametrize(
    ("mensonge", "raison"),
    [
        ({"format": "odt"}, "n’est pas celui que la copie annonce"),
        ({"empreinte": "0" * 64}, "n’est pas celui que la copie annonce"),
        ({"nom_fichier": "Papier.docm"}, "enregistrez-le en DOCX, sans macros"),
    ],
)
def test_copy_that_lies_about_a_letterhead_is_refused(mensonge, raison, avec_modele, etrangere):
    files = change(read_zip(build_zip(avec_modele)), MODELES, **mensonge)
    with pytest.raises(CopieRefusee, match=raison):
        take_up(seal(files), etrangere)
    assert ModeleDocument.objects.count() == 1


# --- The end of an espace ---


def list_fichiers() -> list[str]:
    racine = Path(default_storage.path(""))
    return sorted(str(path.relative_to(racine)) for path in racine.rglob("*") if path.is_file())


def test_no_file_outlives_an_espace_erased_for_good(
    avec_modele, chargee, etrangere, travaux_d_essai, django_capture_on_commit_callbacks
):
    create_piece_jointe(avec_modele, by=chargee)
    delete_piece(by=chargee, piece=create_piece_jointe(avec_modele, by=chargee, titre="Retirée"))
    submit_travail(by=chargee, type_travail="essai_bref", espace=avec_modele)
    # A write that was cut short: no row names this file.
    default_storage.save(build_chemin("pieces", espace_uuid=avec_modele.pk), ContentFile(b"orphelin"))
    voisin = create_piece_jointe(create_espace_civraisien(etrangere, nom="Voisin"), by=etrangere)
    assert len(list_fichiers()) == 6
    delete_espace(by=chargee, espace=avec_modele)
    plus_tard = timezone.now() + timedelta(days=400)
    with django_capture_on_commit_callbacks(execute=True) as callbacks:
        assert purge_espaces(now=plus_tard) == [avec_modele.nom]
        # Nothing is lost as long as the rows may come back.
        assert len(list_fichiers()) == 6
    assert callbacks
    assert list_fichiers() == [voisin.versions.get().fichier.name]
    assert not Path(default_storage.path(f"espaces/{avec_modele.pk}")).exists()
