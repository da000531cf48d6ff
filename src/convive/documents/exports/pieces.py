"""Every attachment of an espace that a person sees, in one ZIP."""

import csv
import io
import zipfile
from tempfile import TemporaryFile

from django.core.files.storage import default_storage
from django.utils import timezone
from django.utils.text import slugify

from convive.documents.permissions import can_list_pieces
from convive.documents.refus import TravailRefuse
from convive.documents.selectors.piece import LignePiece, list_pieces_a_emporter
from convive.documents.travaux import Resultat, Suivi, TypeTravail, travaux
from convive.espaces.selectors.membre import get_membre

TRAVAIL_PIECES = "pieces_espace"
SOMMAIRE = "Sommaire.csv"
OCTETS_LUS = 1024 * 1024


def build_pieces(suivi: Suivi) -> Resultat:
    """The latest version of each, under its readable name, and a table that says where each was attached."""
    membre = get_membre(suivi.compte, suivi.espace.pk) if suivi.espace else None
    lignes = list_pieces_a_emporter(membre) if membre else []
    if membre is None or not lignes:
        raise TravailRefuse("Vous ne voyez aucune pièce jointe dans cet espace.")
    fichier = TemporaryFile()  # noqa: SIM115 - closed once it is kept
    pris: set[str] = set()
    sommaire = io.StringIO()
    table = csv.writer(sommaire, delimiter=";")
    table.writerow(["Fichier", "Titre", "Description", "Jointe à", "Déposée le"])
    with zipfile.ZipFile(fichier, "w", zipfile.ZIP_STORED) as archive:
        for rang, ligne in enumerate(lignes):
            suivi.record_progression(5 + 90 * rang // len(lignes), f"Pièce {rang + 1} sur {len(lignes)}")
            nom = _build_nom(ligne.piece.actuelle.nom_fichier, pris)
            if _add(archive, ligne, nom):
                table.writerow([_neutralise(cellule) for cellule in _build_ligne(ligne, nom)])
        archive.writestr(SOMMAIRE, sommaire.getvalue().encode("utf-8-sig"))
    fichier.seek(0)
    nom = f"{slugify(membre.espace.nom)[:60] or 'espace'}-pieces-{timezone.localdate():%Y-%m-%d}.zip"
    return Resultat(nom, fichier, "application/zip")


def _add(archive: zipfile.ZipFile, ligne: LignePiece, nom: str) -> bool:
    """A file that the disk lost is left out of the archive and of its table."""
    try:
        with default_storage.open(ligne.piece.actuelle.fichier.name or "") as source, archive.open(nom, "w") as cible:
            while morceau := source.read(OCTETS_LUS):
                cible.write(morceau)
    except FileNotFoundError:
        return False
    return True


def _build_nom(nom: str, pris: set[str]) -> str:
    """Two attachments of one name keep each its own, on systems that do not tell cases apart too."""
    tige, _, extension = nom.rpartition(".")
    candidat, rang = nom, 1
    while candidat.casefold() in pris or candidat == SOMMAIRE:
        rang += 1
        candidat = f"{tige} ({rang}).{extension}"
    pris.add(candidat.casefold())
    return candidat


def _build_ligne(ligne: LignePiece, nom: str) -> list[str]:
    piece = ligne.piece
    objet = f"{ligne.objet.type_libelle} : {ligne.objet.libelle}" if ligne.objet else ""
    return [nom, piece.titre, piece.description, objet, f"{timezone.localtime(piece.created_at):%d/%m/%Y}"]


def _neutralise(cellule: str) -> str:
    """A spreadsheet runs what begins as a formula: a word that someone typed never does."""
    return f"'{cellule}" if cellule.startswith(("=", "+", "-", "@", "\t", "\r")) else cellule


def record_travaux() -> None:
    travaux.record(
        TypeTravail(TRAVAIL_PIECES, "Les pièces jointes de l’espace (ZIP)", run=build_pieces, is_permis=can_list_pieces)
    )
