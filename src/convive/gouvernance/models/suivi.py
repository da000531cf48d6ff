"""What comes after a decision: notes, what it changed elsewhere, what each organisation made of what it promised."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from convive.acteurs.models import Organisation
from convive.documents.models import Gel
from convive.espaces.models import Espace, get_espaces_droit
from convive.gouvernance.models.decision import Decision
from convive.gouvernance.rules import engagements as regles_engagements
from convive.gouvernance.rules import instances as regles
from convive.gouvernance.rules.suivi import MAX_NOTE, MAX_VERS
from convive.plan_action.models import ChangementStatut
from convive.plan_action.rules.plan import VisibiliteNote
from convive.socle.champs import ChampListe
from convive.socle.maison import INCLUS, Maison
from convive.socle.objets import AvecReference, ModeleUuid


class ParDecisionQuerySet[M: models.Model](models.QuerySet[M]):
    """Rows of a decision, for whoever reads it."""

    def visible_to(self, compte: Any) -> "ParDecisionQuerySet[M]":
        return self.filter(decision__in=Decision.objects.visible_to(compte).order_by().values("pk"))


class SuiviDecision(ModeleUuid):
    """A dated follow-up note. Written once: a mistake is mended by another note."""

    decision = models.ForeignKey(Decision, verbose_name="décision", on_delete=models.CASCADE, related_name="suivis")
    date = models.DateField("date")
    texte = models.TextField("note", max_length=MAX_NOTE)
    auteur = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="écrite par",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="suivis_decisions",
    )
    auteur_libelle = models.CharField("nom", max_length=regles.MAX_NOM_PERSONNE, blank=True)

    objects = ParDecisionQuerySet["SuiviDecision"].as_manager()

    maison = Maison(copie=INCLUS)

    class Meta:
        verbose_name = "note de suivi d’une décision"
        verbose_name_plural = "notes de suivi des décisions"
        ordering = ["decision_id", "-date", "-created_at"]
        constraints = [models.CheckConstraint(condition=~Q(texte=""), name="suivi_decision_rempli")]

    def __str__(self) -> str:
        return self.texte[:80]


class EffetDecision(AvecReference, ModeleUuid):
    """What a decision did to one of its objects: the move of an action, the end of an enjeu, a text that is frozen.

    `avant` is what was there, by column, so that a mistake can be undone; once undone, `defait_le` is set and the row
    stays.
    """

    decision = models.ForeignKey(Decision, verbose_name="décision", on_delete=models.CASCADE, related_name="effets")
    vers = models.CharField("effet", max_length=MAX_VERS)
    avant = models.JSONField("état d’avant", default=dict, blank=True)
    changement_statut = models.ForeignKey(
        ChangementStatut,
        verbose_name="changement de statut",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="effets_decisions",
    )
    gel = models.ForeignKey(
        Gel,
        verbose_name="version gardée",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="effets_decisions",
    )
    par = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="noté par",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="effets_decisions",
    )
    defait_le = models.DateTimeField("défait le", null=True, blank=True)

    objects = ParDecisionQuerySet["EffetDecision"].as_manager()

    maison = Maison(copie=INCLUS)

    class Meta:
        verbose_name = "effet d’une décision"
        verbose_name_plural = "effets des décisions"
        ordering = ["decision_id", "created_at", "uuid"]
        indexes = [models.Index(fields=["objet_type", "objet_uuid"], name="effet_decision_objet")]
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "objet_type", "objet_uuid"],
                condition=Q(defait_le__isnull=True),
                name="effet_decision_une_fois",
            )
        ]

    def __str__(self) -> str:
        return self.vers


class SuiviEngagementQuerySet(models.QuerySet["SuiviEngagement"]):
    def visible_to(self, compte: Any) -> "SuiviEngagementQuerySet":
        """Shared ones for whoever reads the commitments; internal ones for the team, and for whoever wrote them."""
        if not compte.is_authenticated:
            return self.none()
        equipe = Q(espace__in=get_espaces_droit(compte, regles.DROIT_LIRE_TOUT))
        return self.filter(
            Q(visibilite=VisibiliteNote.PARTAGEE.value) | Q(auteur=compte.pk) | equipe,
            espace__in=get_espaces_droit(compte, regles_engagements.DROIT_LIRE_ENGAGEMENTS),
        )


class SuiviEngagement(AvecReference, ModeleUuid):
    """Where a commitment of an organisation is, on a day: the last row counts, the others stay. The reference names
    what it was written in: an action, a decision, the convention."""

    espace = models.ForeignKey(
        Espace, verbose_name="espace", on_delete=models.CASCADE, related_name="suivis_engagements"
    )
    organisation = models.ForeignKey(
        Organisation, verbose_name="organisation", on_delete=models.CASCADE, related_name="suivis_engagements"
    )
    etat = ChampListe(
        "où il en est", regles_engagements.EtatEngagement, max_length=10, connu="suivi_engagement_etat_connu"
    )
    phrase = models.CharField("en une phrase", max_length=regles_engagements.MAX_PHRASE)
    date = models.DateField("date")
    visibilite = ChampListe(
        "qui le lit",
        VisibiliteNote,
        max_length=10,
        default=VisibiliteNote.PARTAGEE.value,
        connu="suivi_engagement_visibilite_connue",
    )
    auteur = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="écrit par",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="suivis_engagements",
    )
    auteur_libelle = models.CharField("nom", max_length=regles.MAX_NOM_PERSONNE, blank=True)

    objects = SuiviEngagementQuerySet.as_manager()

    maison = Maison(copie=INCLUS)

    class Meta:
        verbose_name = "suivi d’un engagement"
        verbose_name_plural = "suivis des engagements"
        ordering = ["espace_id", "-date", "-created_at"]
        indexes = [
            models.Index(fields=["espace", "organisation", "-date"], name="suivi_engagement_organisation"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(phrase=""), name="suivi_engagement_dit"),
        ]

    def __str__(self) -> str:
        return self.get_etat_display()
