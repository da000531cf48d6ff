"""Files attached to any object of an espace, with every version that was given."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import models
from django.db.models import Q
from django.utils import timezone

from convive.documents.fichiers import build_chemin
from convive.documents.inspection import inspect_fichier
from convive.documents.inspection.formats import FORMATS_PIECES, FormatPiece
from convive.documents.porteurs import porteurs
from convive.documents.refus import DocumentRefuse
from convive.documents.rules import MAX_NOM_FICHIER
from convive.espaces.models import Espace, EspaceLieQuerySet, get_espaces_droit
from convive.socle.maison import INCLUS, Inclus, Maison
from convive.socle.objets import AvecReference, ModeleUuid, get_condition_objet

DOMAINE = "documents"
DROIT_VOIR_PIECES = (DOMAINE, "Les pièces jointes", "voir")
DROIT_VOIR_INTERNES = (DOMAINE, "Les pièces jointes internes", "voir")
DUREE_CORBEILLE = timedelta(days=30)
MAX_TITRE = 150
MAX_DESCRIPTION = 1_000
MAX_ALTERNATIVE = 300


class Visibilite(models.TextChoices):
    TOUS = "tous", "Toute personne qui voit la page"
    INTERNE = "interne", "L’équipe : chargé·es de coopération, direction, coordonnateur·rices thématiques"


def get_chemin_piece(version: "VersionPiece", _nom_fichier: str) -> str:
    return build_chemin("pieces", espace_uuid=version.piece.espace_id)


class PieceJointeQuerySet(EspaceLieQuerySet["PieceJointe"]):
    def visible_to(self, compte: Any, *, with_supprimees: bool = False) -> "PieceJointeQuerySet":
        """Whoever sees the object sees its attachments, unless they are kept for the team.

        One small query first: which types of objects carry some there. Asking them all takes longer than the page.
        """
        if not compte.is_authenticated:
            return self.none()
        siennes = self.filter(
            Q(visibilite=Visibilite.TOUS) | Q(espace__in=get_espaces_droit(compte, DROIT_VOIR_INTERNES)),
            espace__in=get_espaces_droit(compte, DROIT_VOIR_PIECES),
        )
        siennes = siennes if with_supprimees else siennes.presentes()
        cles = set(siennes.order_by().values_list("objet_type", flat=True).distinct())
        types = [type_objet for type_objet in porteurs.list_types() if type_objet.cle in cles]
        visibles = get_condition_objet(types, lambda type_objet: type_objet.visible_to(compte))
        return siennes.filter(visibles) if types else siennes.none()

    def presentes(self) -> "PieceJointeQuerySet":
        return self.filter(date_suppression__isnull=True)

    def a_oublier(self) -> "PieceJointeQuerySet":
        """Removed long enough ago."""
        return self.filter(date_suppression__lte=timezone.now() - DUREE_CORBEILLE)

    def with_versions(self) -> "PieceJointeQuerySet":
        """The versions, the latest first, without the words that were read in them; one query more."""
        versions = VersionPiece.objects.defer("texte").select_related("created_by")
        return self.prefetch_related(models.Prefetch("versions", versions))


def get_textes(piece: "PieceJointe") -> tuple[str, str]:
    """Its words, and those of its latest file."""
    version = piece.versions.first()
    lus = (version.nom_fichier, version.texte) if version else ()
    return piece.titre, "\n".join(filter(None, (piece.description, piece.texte_alternatif, *lus)))


class PieceJointe(ModeleUuid, AvecReference):
    """A removed one is hidden, kept 30 days, then forgotten with its files."""

    espace = models.ForeignKey(Espace, verbose_name="espace", on_delete=models.CASCADE, related_name="pieces_jointes")
    titre = models.CharField("titre", max_length=MAX_TITRE)
    description = models.CharField("description", max_length=MAX_DESCRIPTION, blank=True)
    texte_alternatif = models.CharField("texte alternatif", max_length=MAX_ALTERNATIVE, blank=True)
    visibilite = models.CharField("visible de", max_length=10, choices=Visibilite, default=Visibilite.TOUS)
    date_suppression = models.DateTimeField("retirée le", null=True, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="déposée par",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="pieces_deposees",
    )

    objects = PieceJointeQuerySet.as_manager()

    maison = Maison(
        "piece_jointe",
        "la pièce jointe",
        page="documents:piece_detail",
        corbeille="with_supprimees",
        cherche=get_textes,
        copie=INCLUS,
    )

    class Meta:
        verbose_name = "pièce jointe"
        verbose_name_plural = "pièces jointes"
        ordering = ["espace", "-created_at", "uuid"]
        indexes = [
            models.Index(fields=["objet_type", "objet_uuid"], name="piece_objet"),
            models.Index(fields=["espace", "-created_at"], name="piece_espace"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(titre=""), name="piece_titre_rempli"),
            models.CheckConstraint(condition=Q(visibilite__in=Visibilite.values), name="piece_visibilite_connue"),
        ]

    def __str__(self) -> str:
        return self.titre

    @property
    def actuelle(self) -> "VersionPiece":
        """The latest version; no query after `with_versions`."""
        return self.versions.all()[0]

    @property
    def is_interne(self) -> bool:
        return self.visibilite == Visibilite.INTERNE


def inspect_version(version: "VersionPiece", _champ: str, fichier: "File[Any]") -> None:
    """A file that comes back is inspected like one that someone gives: its row may not say another type or print."""
    try:
        inspecte = inspect_fichier(version.nom_fichier, fichier.read())
    except DocumentRefuse as refus:
        raise ValidationError(list(refus.messages)) from refus
    dite = (version.extension, version.empreinte, version.taille_octets)
    if dite != (inspecte.format.extension, inspecte.empreinte, len(inspecte.contenu)):
        raise ValidationError(f"Le fichier « {version.nom_fichier} » n’est pas celui que la copie annonce.")


class VersionPiece(ModeleUuid):
    """A file as it was given, once: it never changes, a new one takes its place."""

    piece = models.ForeignKey(PieceJointe, verbose_name="pièce", on_delete=models.CASCADE, related_name="versions")
    numero = models.PositiveSmallIntegerField("numéro")
    fichier = models.FileField("fichier", upload_to=get_chemin_piece, max_length=200)
    nom_fichier = models.CharField("nom du fichier", max_length=MAX_NOM_FICHIER)
    extension = models.CharField("type", max_length=10)
    taille_octets = models.PositiveBigIntegerField("taille en octets")
    empreinte = models.CharField("empreinte SHA-256", max_length=64)
    texte = models.TextField("mots lus dans le fichier", blank=True)
    date_lecture = models.DateTimeField("lu le", null=True, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="déposée par",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="versions_de_pieces",
    )

    # The words of a file are read again there: nobody can put in them what the file does not say.
    maison = Maison(copie=Inclus(sans=("texte", "date_lecture"), controle=inspect_version))

    class Meta:
        verbose_name = "version d’une pièce jointe"
        verbose_name_plural = "versions des pièces jointes"
        ordering = ["piece", "-numero"]
        constraints = [
            models.UniqueConstraint(fields=["piece", "numero"], name="version_piece_numero_unique"),
            models.CheckConstraint(condition=Q(extension__in=list(FORMATS_PIECES)), name="version_piece_type_connu"),
            models.CheckConstraint(condition=Q(taille_octets__gt=0), name="version_piece_non_vide"),
            models.CheckConstraint(condition=~Q(nom_fichier=""), name="version_piece_nom_rempli"),
        ]

    def __str__(self) -> str:
        return f"{self.nom_fichier} (version {self.numero})"

    @property
    def format(self) -> FormatPiece:
        return FORMATS_PIECES[self.extension]
