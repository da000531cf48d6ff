"""The agenda that an espace usually starts from, for each kind of body."""

from django.db import models

from convive.espaces.models import Espace, EspaceLieQuerySet
from convive.gouvernance.rules import instances as regles
from convive.socle.champs import ChampListe
from convive.socle.maison import INCLUS, Maison
from convive.socle.objets import ModeleUuid


class OrdreDuJourUsuel(ModeleUuid):
    """In place of the one that Convive brings for this kind of body. `points` holds rows of a title, a nature and a
    number of minutes, as `rules.seances.load_points` reads them."""

    espace = models.ForeignKey(
        Espace, verbose_name="espace", on_delete=models.CASCADE, related_name="ordres_du_jour_usuels"
    )
    type = ChampListe("type d’instance", regles.TypeInstance, max_length=25, connu="ordre_du_jour_usuel_type_connu")
    points = models.JSONField("points", default=list)

    objects = EspaceLieQuerySet["OrdreDuJourUsuel"].as_manager()

    maison = Maison(copie=INCLUS)

    class Meta:
        verbose_name = "ordre du jour usuel"
        verbose_name_plural = "ordres du jour usuels"
        ordering = ["espace_id", "type"]
        constraints = [
            models.UniqueConstraint(fields=["espace", "type"], name="ordre_du_jour_usuel_unique"),
        ]

    def __str__(self) -> str:
        return self.get_type_display()
