"""The model of an institution: the DOCX, ODT or PPTX whose look its documents take."""

import hashlib
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import models
from django.db.models import Q

from convive.documents.rules.archive import ModeleRefuse
from convive.documents.rules.formats import MAX_NOM_FICHIER
from convive.documents.rules.inspection import inspect_modele
from convive.espaces.models import Espace, EspaceLieQuerySet
from convive.socle.maison import Inclus, Maison
from convive.socle.objets import ModeleUuid


class FormatModele(models.TextChoices):
    DOCX = "docx", "Texte Word (DOCX)"
    ODT = "odt", "Texte LibreOffice (ODT)"
    PPTX = "pptx", "Diapositives (PPTX)"


def get_chemin_modele(modele: "ModeleDocument", _nom_fichier: str) -> str:
    """Named by us: nothing that a visitor typed becomes the name of a file."""
    return f"espaces/{modele.espace_id}/modeles/{modele.pk}.{modele.format}"


class ModeleDocumentQuerySet(EspaceLieQuerySet["ModeleDocument"]):
    def actuels(self) -> "ModeleDocumentQuerySet":
        return self.filter(retire_le__isnull=True)


def inspect_copie(modele: "ModeleDocument", _champ: str, fichier: "File[Any]") -> None:
    """A letterhead that comes back is inspected like one that someone gives; a trap is refused with its reason."""
    contenu = fichier.read()
    try:
        format = inspect_modele(contenu, modele.nom_fichier).format
    except ModeleRefuse as refus:
        raise ValidationError(f"Le modèle de document « {modele.nom_fichier} » est refusé. {refus}") from refus
    dite = (modele.format, modele.empreinte, modele.taille_octets)
    if dite != (format, hashlib.sha256(contenu).hexdigest(), len(contenu)):
        raise ValidationError(f"Le modèle de document « {modele.nom_fichier} » n’est pas celui que la copie annonce.")


class ModeleDocument(ModeleUuid):
    """A reference file that an espace gave; a new one takes the place of the former, which stays."""

    espace = models.ForeignKey(
        Espace, verbose_name="espace", on_delete=models.CASCADE, related_name="modeles_documents"
    )
    format = models.CharField("format", max_length=10, choices=FormatModele)
    nom_fichier = models.CharField("nom du fichier", max_length=MAX_NOM_FICHIER)
    fichier = models.FileField("fichier", upload_to=get_chemin_modele, max_length=200)
    empreinte = models.CharField("empreinte SHA-256", max_length=64)
    taille_octets = models.PositiveIntegerField("taille en octets")
    retire_le = models.DateTimeField("retiré le", null=True, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="déposé par",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="modeles_deposes",
    )

    objects = ModeleDocumentQuerySet.as_manager()

    maison = Maison(
        "modele_document",
        "le modèle de document",
        page="documents:modele_list",
        args=("espace_id",),
        # The letterhead of an institution is part of the frame: an espace cloned without its content keeps it.
        copie=Inclus(controle=inspect_copie, structure=True),
    )

    class Meta:
        verbose_name = "modèle de document"
        verbose_name_plural = "modèles de documents"
        ordering = ["espace", "format", "-created_at", "uuid"]
        constraints = [
            models.UniqueConstraint(
                fields=["espace", "format"], condition=Q(retire_le__isnull=True), name="modele_document_un_seul_actuel"
            ),
            models.CheckConstraint(condition=Q(format__in=FormatModele.values), name="modele_document_format_connu"),
            models.CheckConstraint(condition=~Q(nom_fichier=""), name="modele_document_nom_rempli"),
        ]

    def __str__(self) -> str:
        return self.nom_fichier

    @property
    def is_actuel(self) -> bool:
        return self.retire_le is None
