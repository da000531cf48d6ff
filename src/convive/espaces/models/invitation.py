"""Places offered by e-mail."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q

from convive.espaces.models.espace import AvecLimites, Espace, EspaceLieQuerySet, Role
from convive.espaces.models.offre import EN_ATTENTE, Offre
from convive.espaces.rules import (
    MAX_NOM_INVITE,
    PHRASES_INVITATION,
    get_dernier_jour,
    get_etat_invitation,
)
from convive.socle.maison import Exclus, Maison
from convive.socle.objets import ModeleUuid


class InvitationQuerySet(EspaceLieQuerySet["Invitation"]):
    def en_attente(self) -> "InvitationQuerySet":
        """Neither accepted, declined nor revoked; it may have expired."""
        return self.filter(EN_ATTENTE)


class Invitation(AvecLimites, Offre, ModeleUuid):
    """A place offered to an e-mail address, once; the key leaves by e-mail, only its print stays here.

    The place will have the role, the limits and the end (`date_fin`, first day that no longer counts) written here.
    """

    # Never stored: only its sender, where no e-mail leaves, is given it.
    url_a_copier = ""

    espace = models.ForeignKey(Espace, verbose_name="espace", on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField("adresse e-mail")
    nom = models.CharField("nom", max_length=MAX_NOM_INVITE, blank=True)
    role = models.CharField("rôle", max_length=30, choices=Role)
    thematiques = models.ManyToManyField(
        "espaces.Thematique",
        verbose_name="thématiques",
        blank=True,
        related_name="invitations",
        help_text="Thématiques auxquelles la place se limitera ; vide : toutes.",
    )
    date_fin = models.DateField("fin de la place (exclue)", null=True, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="envoyée par",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="invitations_envoyees",
    )

    regle_etat = staticmethod(get_etat_invitation)
    objects = InvitationQuerySet.as_manager()

    maison = Maison(
        "invitation",
        "l’invitation",
        page="espaces:membre_list",
        args=("espace_id",),
        visible_to=lambda compte: Invitation.objects.for_droit(compte, "espaces", "Les invitations", "gérer"),
        copie=Exclus("Une invitation est un secret à usage unique."),
    )

    class Meta:
        verbose_name = "invitation"
        verbose_name_plural = "invitations"
        ordering = ["espace", "-created_at", "uuid"]
        constraints = [
            models.UniqueConstraint(
                fields=["espace", "email"],
                condition=EN_ATTENTE,
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

    @property
    def dernier_jour(self) -> date | None:
        """The last day of the place that is offered."""
        return self.date_fin and get_dernier_jour(self.date_fin)

    @property
    def phrase_perimee(self) -> str:
        """What a stale link says; empty while the invitation waits."""
        return PHRASES_INVITATION.get(self.get_etat(), "")
