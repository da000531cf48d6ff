"""Strengths, weaknesses, opportunities and threats, one thématique at a time."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from convive.diagnostic.models.constat import Constat
from convive.diagnostic.rules.afom import DROIT_LIRE_AFOM, MAX_TEXTE, Quadrant
from convive.espaces.models import Espace, EspaceLieQuerySet, Membre, Thematique
from convive.socle.champs import ChampListe
from convive.socle.droits import droits
from convive.socle.maison import INCLUS, Echanges, Maison
from convive.socle.objets import ModeleUuid


class Poids(models.IntegerChoices):
    SIMPLE = 1, "compte"
    FORT = 2, "compte beaucoup"
    MAJEUR = 3, "décisif"


class ElementAfomQuerySet(EspaceLieQuerySet["ElementAfom"]):
    def visible_to(self, compte: Any) -> "ElementAfomQuerySet":
        """A place limited to thématiques reads those of its own; limits of communes cut nothing here."""
        if not compte.is_authenticated:
            return self.none()
        liens = Membre.thematiques.through._default_manager.filter(membre=OuterRef("pk"))
        places = Membre.objects.en_cours().filter(
            ~Exists(liens) | Exists(liens.filter(thematique=OuterRef(OuterRef("thematique")))),
            espace=OuterRef("espace"),
            compte=compte.pk,
            role__in=droits.get_roles(*DROIT_LIRE_AFOM),
        )
        return self.filter(Exists(places))


def filter_lecteurs(membres: "QuerySet[Membre]", element: Any) -> "QuerySet[Membre]":
    """The places without limits of thématiques, and those of its own."""
    liens = Membre.thematiques.through._default_manager.filter(membre=OuterRef("pk"))
    return membres.filter(
        ~Exists(liens) | Exists(liens.filter(thematique=element.thematique_id)),
        role__in=sorted(droits.get_roles(*DROIT_LIRE_AFOM)),
    )


class ElementAfom(ModeleUuid):
    """One line of a quadrant. `constat` is the one it came from, when there is one; its words are its own."""

    espace = models.ForeignKey(Espace, verbose_name="espace", on_delete=models.CASCADE, related_name="elements_afom")
    thematique = models.ForeignKey(
        Thematique, verbose_name="thématique", on_delete=models.CASCADE, related_name="elements_afom"
    )
    quadrant = ChampListe("quadrant", Quadrant, max_length=20, connu="afom_quadrant_connu")
    texte = models.CharField("texte", max_length=MAX_TEXTE)
    poids = models.PositiveSmallIntegerField("poids", choices=Poids, default=Poids.SIMPLE)
    ordre = models.PositiveSmallIntegerField("ordre", default=0)
    constat = models.ForeignKey(
        Constat,
        verbose_name="constat",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="elements_afom",
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="posé par",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="elements_afom_poses",
    )

    objects = ElementAfomQuerySet.as_manager()

    maison = Maison(
        "element_afom",
        "la ligne d’AFOM",
        libelle="Ligne d’AFOM",
        cherche=("texte", "get_quadrant_display"),
        echanges=Echanges(filter_lecteurs),
        copie=INCLUS,
    )

    class Meta:
        verbose_name = "élément d’AFOM"
        verbose_name_plural = "éléments d’AFOM"
        ordering = ["thematique", "quadrant", "ordre", "created_at"]
        indexes = [models.Index(fields=["espace", "thematique"], name="afom_thematique")]
        constraints = [
            models.CheckConstraint(condition=~Q(texte=""), name="afom_texte_rempli"),
            models.CheckConstraint(condition=Q(poids__in=Poids.values), name="afom_poids_connu"),
        ]

    def __str__(self) -> str:
        return self.texte

    def get_absolute_url(self) -> str:
        """Its quadrant, in the AFOM of its thématique."""
        url = reverse("diagnostic:afom_detail", args=[self.espace_id, self.thematique_id])
        return f"{url}#{self.quadrant}"
