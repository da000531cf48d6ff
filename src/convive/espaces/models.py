"""Espaces, their dated périmètres, their members, invitations and thématiques."""

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from convive.espaces.rules import (
    MAX_NOM_ESPACE,
    PHRASES_INVITATION,
    EtatInvitation,
    get_dernier_jour,
    get_etat_invitation,
    is_en_cours,
)
from convive.socle.objets import ModeleUuid
from convive.territoires.models import Perimetre


class TypeEspace(models.TextChoices):
    TERRITOIRE = "territoire", "Territoire"
    DEPARTEMENT = "departement", "Département (Caf)"
    ORGANISME_FORMATION = "organisme_formation", "Organisme de formation"
    CABINET = "cabinet", "Cabinet"
    ENTRAINEMENT = "entrainement", "Entraînement"


class Role(models.TextChoices):
    CHARGE_COOPERATION = "charge_cooperation", "Chargé·e de coopération"
    COORDONNATEUR_THEMATIQUE = "coordonnateur_thematique", "Coordonnateur·rice thématique"
    DIRECTION = "direction", "Direction"
    ELU = "elu", "Élu·e"
    CONSEILLER_CAF = "conseiller_caf", "Conseiller·e Caf"
    PARTENAIRE = "partenaire", "Partenaire"
    LECTURE = "lecture", "Lecture"
    FORMATEUR = "formateur", "Formateur·rice"
    ADMINISTRATEUR_TECHNIQUE = "administrateur_technique", "Administrateur·rice technique"


def get_condition_en_cours() -> Q:
    """The database twin of `rules.is_en_cours`, for today."""
    today = timezone.localdate()
    return Q(date_debut__lte=today) & (Q(date_fin__isnull=True) | Q(date_fin__gt=today))


class EspaceQuerySet(models.QuerySet["Espace"]):
    def visible_to(self, compte: Any) -> "EspaceQuerySet":
        """Espaces of which the person is a member today; none for an anonymous visitor."""
        if not compte.is_authenticated:
            return self.none()
        membres = Membre.objects.en_cours().filter(espace=OuterRef("pk"), compte=compte.pk)
        return self.filter(Exists(membres))


class Espace(ModeleUuid):
    """A cooperation workspace: it outlives the conventions that it signs."""

    nom = models.CharField("nom", max_length=MAX_NOM_ESPACE)
    type = models.CharField("type", max_length=30, choices=TypeEspace, default=TypeEspace.TERRITOIRE)
    expire_le = models.DateField("expire le", null=True, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="créé par",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="espaces_crees",
    )

    objects = EspaceQuerySet.as_manager()

    class Meta:
        verbose_name = "espace"
        verbose_name_plural = "espaces"
        ordering = ["nom", "uuid"]
        constraints = [
            models.CheckConstraint(condition=~Q(nom=""), name="espace_nom_rempli"),
            models.CheckConstraint(condition=Q(type__in=TypeEspace.values), name="espace_type_connu"),
        ]

    def __str__(self) -> str:
        return self.nom

    @property
    def is_expire(self) -> bool:
        """From the day `expire_le` on, the espace is read and no longer changed."""
        return self.expire_le is not None and self.expire_le <= timezone.localdate()


class EspaceLieQuerySet[M: models.Model](models.QuerySet[M]):
    """Rows that reach their espace by the field `espace`."""

    def visible_to(self, compte: Any) -> "EspaceLieQuerySet[M]":
        return self.filter(espace__in=Espace.objects.visible_to(compte))

    def en_cours(self) -> "EspaceLieQuerySet[M]":
        return self.filter(get_condition_en_cours())


class PerimetreEspace(ModeleUuid):
    """The communes of an espace between two dates; a change closes the old row and keeps it."""

    espace = models.ForeignKey(Espace, verbose_name="espace", on_delete=models.CASCADE, related_name="perimetres")
    perimetre = models.ForeignKey(
        Perimetre, verbose_name="périmètre", on_delete=models.PROTECT, related_name="perimetres_espaces"
    )
    date_debut = models.DateField("du")
    date_fin = models.DateField("jusqu’au (exclu)", null=True, blank=True)

    objects = EspaceLieQuerySet.as_manager()

    class Meta:
        verbose_name = "périmètre d’un espace"
        verbose_name_plural = "périmètres des espaces"
        ordering = ["espace", "-date_debut", "uuid"]
        constraints = [
            models.UniqueConstraint(
                fields=["espace"], condition=Q(date_fin__isnull=True), name="perimetre_espace_un_seul_ouvert"
            ),
            models.CheckConstraint(
                condition=Q(date_fin__isnull=True) | Q(date_fin__gte=F("date_debut")),
                name="perimetre_espace_dates_ordonnees",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.espace} : {self.perimetre}"


class Membre(ModeleUuid):
    """The place of a person in an espace."""

    espace = models.ForeignKey(Espace, verbose_name="espace", on_delete=models.CASCADE, related_name="membres")
    compte = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="compte", on_delete=models.CASCADE, related_name="membres"
    )
    role = models.CharField("rôle", max_length=30, choices=Role)
    communes = models.JSONField(
        "communes", default=list, blank=True, help_text="Codes Insee auxquels la place se limite ; vide : toutes."
    )
    date_debut = models.DateField("du")
    date_fin = models.DateField("jusqu’au (exclu)", null=True, blank=True)

    objects = EspaceLieQuerySet.as_manager()

    class Meta:
        verbose_name = "membre"
        verbose_name_plural = "membres"
        ordering = ["espace", "role", "uuid"]
        constraints = [
            models.UniqueConstraint(
                fields=["espace", "compte"], condition=Q(date_fin__isnull=True), name="membre_un_seul_ouvert"
            ),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="membre_role_connu"),
            models.CheckConstraint(
                condition=Q(date_fin__isnull=True) | Q(date_fin__gte=F("date_debut")), name="membre_dates_ordonnees"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.compte} ({self.get_role_display()})"

    @property
    def dernier_jour(self) -> date | None:
        """What people call the end of a mandate: the last day that counts."""
        return self.date_fin and get_dernier_jour(self.date_fin)

    @property
    def is_en_cours(self) -> bool:
        return is_en_cours(self.date_debut, self.date_fin, timezone.localdate())


class InvitationQuerySet(EspaceLieQuerySet["Invitation"]):
    def en_attente(self) -> "InvitationQuerySet":
        """Neither accepted, declined nor revoked; it may have expired."""
        return self.filter(date_acceptation__isnull=True, date_refus__isnull=True, date_revocation__isnull=True)


class Invitation(ModeleUuid):
    """A place offered to an e-mail address, once; the key leaves by e-mail, only its print stays here."""

    espace = models.ForeignKey(Espace, verbose_name="espace", on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField("adresse e-mail")
    role = models.CharField("rôle", max_length=30, choices=Role)
    empreinte_cle = models.CharField("empreinte de la clé", max_length=64, unique=True)
    expire_le = models.DateTimeField("expire le")
    date_envoi = models.DateTimeField("e-mail parti le", null=True, blank=True)
    date_acceptation = models.DateTimeField("acceptée le", null=True, blank=True)
    date_refus = models.DateTimeField("déclinée le", null=True, blank=True)
    date_revocation = models.DateTimeField("annulée le", null=True, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="envoyée par",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="invitations_envoyees",
    )

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = "invitation"
        verbose_name_plural = "invitations"
        ordering = ["espace", "-created_at", "uuid"]
        constraints = [
            models.UniqueConstraint(
                fields=["espace", "email"],
                condition=Q(date_acceptation__isnull=True, date_refus__isnull=True, date_revocation__isnull=True),
                name="invitation_une_seule_en_attente",
            ),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="invitation_role_connu"),
            models.CheckConstraint(
                condition=Q(date_acceptation__isnull=True, date_refus__isnull=True)
                | Q(date_acceptation__isnull=True, date_revocation__isnull=True)
                | Q(date_refus__isnull=True, date_revocation__isnull=True),
                name="invitation_un_seul_sort",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email} ({self.get_role_display()})"

    def get_etat(self, now: datetime | None = None) -> EtatInvitation:
        return get_etat_invitation(
            now=now or timezone.now(),
            expire_le=self.expire_le,
            date_acceptation=self.date_acceptation,
            date_refus=self.date_refus,
            date_revocation=self.date_revocation,
        )

    @property
    def is_en_attente(self) -> bool:
        return self.get_etat() is EtatInvitation.EN_ATTENTE

    @property
    def phrase_perimee(self) -> str:
        """What a stale link says; empty while the invitation waits."""
        return PHRASES_INVITATION.get(self.get_etat(), "")

    @property
    def is_expiree(self) -> bool:
        return self.get_etat() is EtatInvitation.EXPIREE


class Thematique(ModeleUuid):
    """A theme on which the people of an espace work: petite enfance, jeunesse…"""

    espace = models.ForeignKey(Espace, verbose_name="espace", on_delete=models.CASCADE, related_name="thematiques")
    nom = models.CharField("nom", max_length=80)
    ordre = models.PositiveSmallIntegerField("ordre", default=0)

    objects = EspaceLieQuerySet.as_manager()

    class Meta:
        verbose_name = "thématique"
        verbose_name_plural = "thématiques"
        ordering = ["espace", "ordre", "nom"]
        constraints = [
            models.UniqueConstraint(fields=["espace", "nom"], name="thematique_nom_unique"),
            models.CheckConstraint(condition=~Q(nom=""), name="thematique_nom_rempli"),
        ]

    def __str__(self) -> str:
        return self.nom
