"""Notifications, and the preferences of the person who receives them."""

from collections.abc import Collection
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

from convive.echanges.branchements import branchements, get_condition_objet_visible
from convive.echanges.models.discussion import INTERNES, MAX_NOM, Discussion
from convive.echanges.models.lettre_semaine import EtatLettre, LettreSemaine
from convive.echanges.rules import Canal
from convive.espaces.models import Espace, get_espaces
from convive.socle.evenements import evenements
from convive.socle.maison import Exclus, Maison
from convive.socle.objets import AvecReference, ModeleUuid, TypeObjet, objets

JOURS = (
    (1, "le lundi"),
    (2, "le mardi"),
    (3, "le mercredi"),
    (4, "le jeudi"),
    (5, "le vendredi"),
    (6, "le samedi"),
    (7, "le dimanche"),
)
MAX_CLE_EVENEMENT = 40


def list_types() -> list[TypeObjet]:
    """The types of objects that a notification may be about: those named by events, and those people can discuss."""
    types = {type_objet.cle: type_objet for type_objet in branchements.get_types()}
    declares = {type_objet.cle: type_objet for type_objet in objets.get_all()}
    for evenement in evenements.get_all():
        if evenement.objet_type in declares:
            types[evenement.objet_type] = declares[evenement.objet_type]
    return list(types.values())


class NotificationQuerySet(models.QuerySet["Notification"]):
    def visible_to(self, compte: Any, *, cles: Collection[str] | None = None) -> "NotificationQuerySet":
        """The person's notifications about objects that she can still see: losing an espace or a role hides them.

        `cles`, if known, are the only types of objects that the rows are about: each type costs a subquery.
        """
        if not compte.is_authenticated:
            return self.none()
        return self.filter(
            Q(is_interne=False) | Q(espace__in=get_espaces(compte, INTERNES)),
            get_condition_objet_visible(compte, [t for t in list_types() if cles is None or t.cle in cles]),
            compte=compte.pk,
            espace__in=get_espaces(compte),
        )

    def non_lues(self) -> "NotificationQuerySet":
        """The notifications that the bell counts."""
        return self.filter(is_lue=False, is_dans_convive=True)

    def pour_lettre(self) -> "NotificationQuerySet":
        """Unread notifications that no letter has told yet. One whose letter may not have been sent is told again."""
        parties = LettreSemaine.objects.filter(pk=OuterRef("lettre"), etat=EtatLettre.ENVOYEE)
        return self.filter(~Exists(parties), is_lue=False)


class Notification(AvecReference, ModeleUuid):
    """One event, notified once to one person. It never holds the text of a comment, which is read where it was written.

    `source_uuid` is the line of the journal or the comment that caused it. `is_dans_convive` is false for what the
    person wants in her letter only.
    """

    compte = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="compte", on_delete=models.CASCADE, related_name="notifications"
    )
    espace = models.ForeignKey(Espace, verbose_name="espace", on_delete=models.CASCADE, related_name="notifications")
    evenement = models.CharField("événement", max_length=MAX_CLE_EVENEMENT)
    source_uuid = models.UUIDField("source")
    discussion = models.ForeignKey(
        Discussion,
        verbose_name="discussion",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="notifications",
    )
    auteur = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="auteur·e",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="notifications_causees",
    )
    auteur_nom = models.CharField("nom de l’auteur·e", max_length=MAX_NOM)
    is_interne = models.BooleanField("interne", default=False)
    is_dans_convive = models.BooleanField("montrée dans Convive", default=True)
    is_lue = models.BooleanField("lue", default=False)
    date_courriel = models.DateTimeField("courriel parti le", null=True, blank=True)
    lettre = models.ForeignKey(
        LettreSemaine,
        verbose_name="lettre",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="notifications",
    )

    objects = NotificationQuerySet.as_manager()

    maison = Maison(copie=Exclus("Ce dont une personne a été prévenue n’appartient qu’à elle."))

    class Meta:
        verbose_name = "notification"
        verbose_name_plural = "notifications"
        ordering = ["-created_at", "uuid"]
        indexes = [
            models.Index(fields=["compte", "is_lue", "-created_at"], name="notification_compte"),
            models.Index(fields=["source_uuid"], name="notification_source"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["compte", "source_uuid"], name="notification_une_par_evenement"),
            models.CheckConstraint(condition=~Q(auteur_nom=""), name="notification_auteur_nom_rempli"),
        ]

    def __str__(self) -> str:
        return f"{self.evenement} : {self.auteur_nom}"


class PreferenceNotification(models.Model):
    """How a person wants to be notified. Without a row, the defaults apply: in Convive, and a letter on Monday.

    `canaux` maps the key of an event to a `Canal`; an event that is not in it has its default.
    """

    compte = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name="compte",
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="preference_notification",
    )
    canaux = models.JSONField("canaux", default=dict, blank=True)
    jour_lettre = models.PositiveSmallIntegerField(
        "jour de la lettre", choices=JOURS, null=True, blank=True, default=1, help_text="Vide : pas de lettre."
    )

    class Meta:
        verbose_name = "préférence de notification"
        verbose_name_plural = "préférences de notification"
        constraints = [
            models.CheckConstraint(
                condition=Q(jour_lettre__isnull=True) | Q(jour_lettre__range=(1, 7)), name="preference_jour_de_semaine"
            ),
        ]

    def __str__(self) -> str:
        return str(self.compte)

    def get_canal(self, evenement: str) -> Canal:
        try:
            return Canal(self.canaux.get(evenement, Canal.CONVIVE))
        except ValueError:
            return Canal.CONVIVE


class Sourdine(models.Model):
    """An espace that a person has muted: no notifications from it, neither in Convive nor in her letter."""

    compte = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="compte", on_delete=models.CASCADE, related_name="sourdines"
    )
    espace = models.ForeignKey(Espace, verbose_name="espace", on_delete=models.CASCADE, related_name="sourdines")

    maison = Maison(copie=Exclus("Ce qu’une personne ne veut pas recevoir n’appartient qu’à elle."))

    class Meta:
        verbose_name = "espace en sourdine"
        verbose_name_plural = "espaces en sourdine"
        constraints = [models.UniqueConstraint(fields=["compte", "espace"], name="sourdine_une_fois")]

    def __str__(self) -> str:
        return f"{self.compte} : {self.espace}"
