"""What this package says of its own models when an espace is copied."""

import hashlib
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import models

from convive.documents.actions.gel import sign_gels
from convive.documents.actions.lecture import submit_lecture
from convive.documents.fichiers import delete_fichiers
from convive.documents.inspection import inspect_fichier
from convive.documents.models import Gel, ModeleDocument, PieceJointe, Travail, VersionPiece
from convive.documents.refus import DocumentRefuse
from convive.documents.rules.archive import ModeleRefuse
from convive.documents.rules.inspection import inspect_modele
from convive.espaces.copie.champs import Ailleurs
from convive.espaces.copie.registre import copie


def inspect_version(version: models.Model, _champ: str, fichier: "File[Any]") -> None:
    """A file that comes back is inspected like one that someone gives: its row may not say another type or print."""
    assert isinstance(version, VersionPiece)  # noqa: S101 - the registry calls it for this model alone
    try:
        inspecte = inspect_fichier(version.nom_fichier, fichier.read())
    except DocumentRefuse as refus:
        raise ValidationError(list(refus.messages)) from refus
    dite = (version.extension, version.empreinte, version.taille_octets)
    if dite != (inspecte.format.extension, inspecte.empreinte, len(inspecte.contenu)):
        raise ValidationError(f"Le fichier « {version.nom_fichier} » n’est pas celui que la copie annonce.")


def inspect_modele_copie(modele: models.Model, _champ: str, fichier: "File[Any]") -> None:
    """A letterhead that comes back is inspected like one that someone gives; a trap is refused with its reason."""
    assert isinstance(modele, ModeleDocument)  # noqa: S101 - the registry calls it for this model alone
    contenu = fichier.read()
    try:
        format = inspect_modele(contenu, modele.nom_fichier).format
    except ModeleRefuse as refus:
        raise ValidationError(f"Le modèle de document « {modele.nom_fichier} » est refusé. {refus}") from refus
    dite = (modele.format, modele.empreinte, modele.taille_octets)
    if dite != (format, hashlib.sha256(contenu).hexdigest(), len(contenu)):
        raise ValidationError(f"Le modèle de document « {modele.nom_fichier} » n’est pas celui que la copie annonce.")


def record_copie() -> None:
    # The letterhead of an institution is part of the frame: an espace cloned without its content keeps it.
    copie.record_inclus(ModeleDocument, controle=inspect_modele_copie, structure=True)
    copie.record_exclus(Travail, "Une préparation appartient à la personne qui l’a demandée, et son fichier expire.")
    copie.record_inclus(PieceJointe)
    # The words of a file are read again there: nobody can put in them what the file does not say.
    copie.record_inclus(VersionPiece, sans=("texte", "date_lecture"), controle=inspect_version)
    copie.record_suite(submit_lecture)
    copie.record_effacement(delete_fichiers)
    # A copy holds no name. What was frozen of an object that is gone travels all the same.
    copie.record_inclus(Gel, sans=("sceau", "date_reprise", "auteur_nom"), ailleurs=Ailleurs.DETACHER)
    copie.record_suite(sign_gels)
