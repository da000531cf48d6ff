"""The documents issued by an organisme, exactly as issued."""

from django.db import models
from django.db.models import Q

from convive.espaces.models import Espace
from convive.formation.models.inscription import Inscription
from convive.formation.models.programme import FormationQuerySet
from convive.formation.models.session import SESSION, SessionFormation
from convive.formation.rules import document as regles
from convive.formation.rules import formation as regles_formation
from convive.socle.champs import ChampListe
from convive.socle.maison import Maison
from convive.socle.objets import ModeleUuid


class DocumentFormation(ModeleUuid):
    """A document with its number, never reused, and the code that verifies it. `contenu` is its frozen content;
    `empreinte` and `sceau` prove that it has not changed. `cible` is whom or what it is for: a session has one valid
    document per kind and cible. A cancelled document is kept, with the reason."""

    espace = models.ForeignKey(
        Espace, verbose_name="espace", on_delete=models.CASCADE, related_name="documents_formation"
    )
    session = models.ForeignKey(
        SessionFormation, verbose_name="session", on_delete=models.CASCADE, related_name="documents"
    )
    inscription = models.ForeignKey(
        Inscription,
        verbose_name="stagiaire",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="documents",
    )
    sorte = ChampListe("sorte", regles.SorteDocument, max_length=12, connu="document_formation_sorte_connue")
    cible = models.CharField("pour qui", max_length=regles.MAX_CIBLE)
    destinataire = models.CharField("adressé à", max_length=regles_formation.MAX_COURT)
    annee = models.PositiveSmallIntegerField("année")
    rang = models.PositiveIntegerField("rang dans l’année")
    code = models.CharField("code de vérification", max_length=regles.LONGUEUR_CODE)
    empreinte_code = models.CharField("empreinte du code", max_length=64, unique=True)
    contenu = models.JSONField("contenu")
    empreinte = models.CharField("empreinte SHA-256", max_length=64)
    sceau = models.CharField("sceau", max_length=64)
    emis_le = models.DateTimeField("émis le")
    emis_par = models.CharField("émis par", max_length=regles_formation.MAX_COURT)
    annule_le = models.DateTimeField("annulé le", null=True, blank=True)
    motif_annulation = models.CharField("pourquoi il est annulé", max_length=regles.MAX_MOTIF, blank=True)
    envoi_le = models.DateTimeField("envoi commencé le", null=True, blank=True)
    envoye_le = models.DateTimeField("envoyé le", null=True, blank=True)

    objects = FormationQuerySet["DocumentFormation"].as_manager()

    maison = Maison(copie=SESSION)

    class Meta:
        verbose_name = "document d’une session"
        verbose_name_plural = "documents des sessions"
        ordering = ["espace", "-annee", "-rang"]
        constraints = [
            models.UniqueConstraint(fields=["espace", "annee", "rang"], name="document_formation_numero_unique"),
            models.UniqueConstraint(
                fields=["session", "sorte", "cible"],
                condition=Q(annule_le__isnull=True),
                name="document_formation_un_vivant",
            ),
            models.CheckConstraint(
                condition=Q(annule_le__isnull=True, motif_annulation="")
                | (Q(annule_le__isnull=False) & ~Q(motif_annulation="")),
                name="document_formation_annule_motive",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_sorte_display()} n°\u00a0{self.numero}"

    @property
    def numero(self) -> str:
        return regles.format_numero(self.annee, self.rang)

    @property
    def code_lisible(self) -> str:
        return regles.format_code(self.code)

    @property
    def is_annule(self) -> bool:
        return self.annule_le is not None
