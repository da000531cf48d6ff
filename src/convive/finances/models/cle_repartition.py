"""By what the money of an action is shared among communes."""

from django.db import models

from convive.espaces.models import LigneCahier
from convive.espaces.permissions import PILOTES, TERRITOIRES
from convive.finances.models.parametre import DOMAINE
from convive.finances.rules.repartition import MAX_UNITE, Cle
from convive.plan_action.models import FicheAction
from convive.plan_action.permissions import LECTEURS
from convive.socle.champs import ChampListe
from convive.socle.droits import Droit
from convive.socle.maison import INCLUS, Maison


class CleRepartition(LigneCahier):
    """One at most for an action; without any, the population. `parts`: code of a commune → a number written as text,
    for a key that is typed, in `unite`."""

    LIRE = Droit(
        *(DOMAINE, "La part de chaque commune", "lire", LECTEURS),
        "Un accès limité à des communes ne lit que leurs pages.",
        types=TERRITOIRES,
        ligne="Le plan d’actions et son budget",
    )
    ECRIRE = Droit(
        *(DOMAINE, "La part de chaque commune", "choisir la clé", PILOTES),
        "Par quoi une somme se partage entre les communes.",
        place_entiere=True,
        types=TERRITOIRES,
    )

    fiche = models.OneToOneField(
        FicheAction, verbose_name="action", on_delete=models.CASCADE, related_name="cle_repartition"
    )
    cle = ChampListe("répartie selon", Cle, max_length=20, default=Cle.POPULATION.value, connu="cle_repartition_connue")
    unite = models.CharField("unité des parts", max_length=MAX_UNITE, blank=True)
    parts = models.JSONField("parts", default=dict, blank=True)

    maison = Maison(
        *("cle_repartition", "la clé de répartition"),
        page="finances:cle_list",
        copie=INCLUS,
        droits=(LIRE, ECRIRE),
    )

    class Meta:
        verbose_name = "clé de répartition"
        verbose_name_plural = "clés de répartition"
        ordering = ["espace", "created_at", "uuid"]

    def __str__(self) -> str:
        return f"{self.fiche}\u00a0: {self.get_cle_display().lower()}"
