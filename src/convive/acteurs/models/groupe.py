"""Lists of people and organisations that one writes to together."""

from django.db import models
from django.db.models import Q

from convive.acteurs.models.annuaire import AnnuaireQuerySet
from convive.acteurs.models.organisation import Organisation
from convive.acteurs.models.personne import Personne
from convive.acteurs.rules.annuaire import MAX_NOM
from convive.espaces.models import Espace
from convive.socle.maison import INCLUS, Maison
from convive.socle.objets import ModeleUuid


class Groupe(ModeleUuid):
    """« Les membres du comité technique petite enfance »."""

    espace = models.ForeignKey(Espace, verbose_name="espace", on_delete=models.CASCADE, related_name="groupes")
    nom = models.CharField("nom", max_length=MAX_NOM)
    description = models.CharField("à quoi il sert", max_length=300, blank=True)
    personnes = models.ManyToManyField(Personne, verbose_name="personnes", blank=True, related_name="groupes")
    organisations = models.ManyToManyField(
        Organisation, verbose_name="organisations", blank=True, related_name="groupes"
    )

    objects = AnnuaireQuerySet.as_manager()

    maison = Maison("groupe", "le groupe", page="acteurs:groupe_detail", cherche=("nom", "description"), copie=INCLUS)

    class Meta:
        verbose_name = "groupe de contacts"
        verbose_name_plural = "groupes de contacts"
        ordering = ["espace", "nom", "uuid"]
        constraints = [
            models.UniqueConstraint(fields=["espace", "nom"], name="groupe_nom_unique"),
            models.CheckConstraint(condition=~Q(nom=""), name="groupe_nom_rempli"),
        ]

    def __str__(self) -> str:
        return self.nom
