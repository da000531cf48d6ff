"""Discussions about any object, their comments, and the people whose advice they ask for."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from convive.echanges.branchements import branchements, get_condition_objet_visible
from convive.echanges.rules import MAX_TEXTE
from convive.espaces.models import Espace, Membre, Role, get_espaces
from convive.socle.formats import avec_de
from convive.socle.maison import INCLUS, Exclus, Maison
from convive.socle.objets import AvecReference, ModeleUuid
from convive.socle.suivi import QuerySetSuivi

MAX_NOM = 150
LECTEURS = frozenset(Role.values) - {Role.ADMINISTRATEUR_TECHNIQUE.value}
INTERNES = frozenset({Role.CHARGE_COOPERATION.value, Role.COORDONNATEUR_THEMATIQUE.value, Role.DIRECTION.value})


class DiscussionQuerySet(models.QuerySet["Discussion"]):
    def visible_to(self, compte: Any) -> "DiscussionQuerySet":
        """Discussions in the espaces of a compte, about objects that it can see; internal ones for three roles only.

        A small query first finds the types that are discussed there: checking every type would take longer than the
        rest of the page.
        """
        if not compte.is_authenticated:
            return self.none()
        internes = Q(espace__in=get_espaces(compte, INTERNES))
        siennes = self.filter(Q(is_interne=False) | internes, espace__in=get_espaces(compte, LECTEURS))
        cles = set(siennes.order_by().values_list("objet_type", flat=True).distinct())
        types = [type_objet for type_objet in branchements.get_types() if type_objet.cle in cles]
        return siennes.filter(get_condition_objet_visible(compte, types)) if types else siennes.none()

    def for_membre(self, membre: Membre) -> "DiscussionQuerySet":
        """The discussions of its espace that a membre may read, for an object already known to be visible."""
        rows = self.filter(espace=membre.espace_id)
        return rows if membre.role in INTERNES else rows.filter(is_interne=False)


class Discussion(AvecReference, ModeleUuid):
    """A discussion about one object, opened by a first comment. Whether it is internal can never change afterwards."""

    espace = models.ForeignKey(Espace, verbose_name="espace", on_delete=models.CASCADE, related_name="discussions")
    is_interne = models.BooleanField("interne", default=False, help_text="Coopération, coordination et direction.")
    ouverte_le = models.DateTimeField("ouverte le", default=timezone.now)
    ouverte_par = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="ouverte par",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="discussions_ouvertes",
    )
    active_le = models.DateTimeField("dernier commentaire le", default=timezone.now)
    reglee_le = models.DateTimeField("réglée le", null=True, blank=True)
    reglee_par = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="réglée par",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="discussions_reglees",
    )
    reglee_par_nom = models.CharField("nom de qui l’a réglée", max_length=MAX_NOM, blank=True)

    objects = DiscussionQuerySet.as_manager()

    maison = Maison("discussion", page="echanges:discussion_detail", copie=INCLUS)

    class Meta:
        verbose_name = "discussion"
        verbose_name_plural = "discussions"
        ordering = ["-active_le", "uuid"]
        indexes = [
            models.Index(fields=["objet_type", "objet_uuid", "-active_le"], name="discussion_objet"),
            models.Index(fields=["espace", "-active_le"], name="discussion_espace"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(reglee_le__isnull=True, reglee_par_nom="")
                | (Q(reglee_le__isnull=False) & ~Q(reglee_par_nom="")),
                name="discussion_reglee_par_quelqu_un",
            ),
        ]

    def __str__(self) -> str:
        return "Discussion interne" if self.is_interne else "Discussion"

    @property
    def is_reglee(self) -> bool:
        return self.reglee_le is not None


class CommentaireQuerySet(QuerySetSuivi["Commentaire"]):
    def visible_to(self, compte: Any) -> "CommentaireQuerySet":
        """Comments of visible discussions, except the deleted ones."""
        visibles = Discussion.objects.visible_to(compte).order_by()
        return self.filter(discussion__in=visibles, supprime_le__isnull=True).select_related("discussion")


def get_textes(commentaire: "Commentaire") -> tuple[str, str]:
    marque = "Commentaire interne" if commentaire.discussion.is_interne else "Commentaire"
    return f"{marque} {avec_de(commentaire.auteur_nom)}", commentaire.texte


class Commentaire(ModeleUuid):
    """A comment. The author's name is copied, so that the comment still has one when the compte is deleted.

    A deleted comment loses its text but keeps its place, so that the replies to it still make sense.
    """

    discussion = models.ForeignKey(
        Discussion, verbose_name="discussion", on_delete=models.CASCADE, related_name="commentaires"
    )
    auteur = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="auteur·e",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="commentaires",
    )
    auteur_nom = models.CharField("nom de l’auteur·e", max_length=MAX_NOM)
    texte = models.TextField("texte", max_length=MAX_TEXTE, blank=True)
    publie_le = models.DateTimeField("publié le", default=timezone.now)
    modifie_le = models.DateTimeField("corrigé le", null=True, blank=True)
    supprime_le = models.DateTimeField("supprimé le", null=True, blank=True)
    is_retire = models.BooleanField("retiré par une autre personne", default=False)

    objects = CommentaireQuerySet.as_manager()

    maison = Maison("commentaire", espace="discussion.espace_id", cherche=get_textes, copie=INCLUS)

    class Meta:
        verbose_name = "commentaire"
        verbose_name_plural = "commentaires"
        ordering = ["discussion", "publie_le", "uuid"]
        constraints = [
            models.CheckConstraint(condition=~Q(auteur_nom=""), name="commentaire_auteur_nom_rempli"),
            models.CheckConstraint(
                condition=(Q(supprime_le__isnull=True) & ~Q(texte="")) | Q(supprime_le__isnull=False, texte=""),
                name="commentaire_texte_ou_supprime",
            ),
        ]

    def __str__(self) -> str:
        return f"Commentaire {avec_de(self.auteur_nom)}"

    def get_absolute_url(self) -> str:
        """The anchor of the comment on the page of its discussion."""
        discussion = reverse("echanges:discussion_detail", args=[self.discussion.espace_id, self.discussion_id])
        return f"{discussion}#commentaire-{self.pk}"

    @property
    def is_supprime(self) -> bool:
        return self.supprime_le is not None


class Mention(models.Model):
    """Someone whose advice a comment asks for."""

    commentaire = models.ForeignKey(
        Commentaire, verbose_name="commentaire", on_delete=models.CASCADE, related_name="mentions"
    )
    compte = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="compte", on_delete=models.CASCADE, related_name="mentions"
    )

    maison = Maison(copie=Exclus("Les personnes appartiennent à l’installation."))

    class Meta:
        verbose_name = "mention"
        verbose_name_plural = "mentions"
        constraints = [models.UniqueConstraint(fields=["commentaire", "compte"], name="mention_une_fois")]

    def __str__(self) -> str:
        return f"{self.compte} ({self.commentaire})"
