"""A tool of the trade that a team keeps in its espace: filled in a course and brought home, or begun here."""

from typing import Any

from django.db import models
from django.db.models import Q

from convive.espaces.models import Espace, EspaceLieQuerySet
from convive.prise_poste.models.acces import get_places_droit
from convive.prise_poste.rules import outils as regles
from convive.socle.maison import Inclus, Maison
from convive.socle.objets import ModeleUuid


class OutilRempliQuerySet(EspaceLieQuerySet["OutilRempli"]):
    def visible_to(self, compte: Any) -> "OutilRempliQuerySet":
        """Those of the espaces where this compte works in the team."""
        if not compte.is_authenticated:
            return self.none()
        return self.filter(espace__in=get_places_droit(compte, regles.DROIT_OUTILS).values("espace"))


class OutilRempli(ModeleUuid):
    """`cle` is the key of the tool in the contents; `valeurs` holds the text of each of its boxes, by the key of the
    box. `provenance` says where it came from; `source` is the group that filled it in a course, so that it is brought
    home once. `version` grows at each change."""

    espace = models.ForeignKey(Espace, verbose_name="espace", on_delete=models.CASCADE, related_name="outils_remplis")
    cle = models.CharField("outil", max_length=40)
    titre = models.CharField("titre", max_length=regles.MAX_TITRE)
    valeurs = models.JSONField("textes", default=dict, blank=True)
    provenance = models.CharField("d’où il vient", max_length=300, blank=True)
    source = models.UUIDField("groupe qui l’a rempli", null=True, blank=True, editable=False)
    version = models.PositiveIntegerField("version", default=1)

    objects = OutilRempliQuerySet.as_manager()

    # Which group it came from means nothing elsewhere.
    maison = Maison(
        "outil_rempli",
        "l’outil",
        libelle="Outil de travail",
        page="prise_poste:outil_detail",
        copie=Inclus(sans=("source",)),
    )

    class Meta:
        db_table = "formation_outilrempli"
        verbose_name = "outil rempli"
        verbose_name_plural = "outils remplis"
        ordering = ["espace", "-updated_at", "uuid"]
        constraints = [
            models.CheckConstraint(condition=~Q(titre="") & ~Q(cle=""), name="outil_rempli_nomme"),
            models.UniqueConstraint(
                fields=["espace", "cle", "source"],
                condition=Q(source__isnull=False),
                name="outil_rempli_emporte_une_fois",
            ),
        ]

    def __str__(self) -> str:
        return self.titre
