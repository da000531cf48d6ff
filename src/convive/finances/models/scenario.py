"""A scenario that was kept, to be read again and compared."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from convive.espaces.models import LigneCahier
from convive.espaces.permissions import PILOTES, TERRITOIRES
from convive.finances.models.parametre import DOMAINE
from convive.finances.rules.repartition import Cle
from convive.finances.rules.scenario import MAX_POURCENT, MAX_TITRE, Hypotheses
from convive.plan_action.permissions import LECTEURS
from convive.socle.champs import ChampCommune, ChampListe
from convive.socle.droits import Droit
from convive.socle.maison import INCLUS, Maison


class ScenarioFinances(LigneCahier):
    """Hypotheses, never results: these are computed again each time from the money of today."""

    LIRE = Droit(
        *(DOMAINE, "Les scénarios gardés", "lire", LECTEURS),
        "Des simulations, sans valeur contractuelle.",
        types=TERRITOIRES,
        ligne="Le plan d’actions et son budget",
    )
    ECRIRE = Droit(
        *(DOMAINE, "Les scénarios gardés", "garder, changer, supprimer", PILOTES),
        "Chacun peut en essayer un sans le garder.",
        types=TERRITOIRES,
    )

    titre = models.CharField("titre", max_length=MAX_TITRE)
    partante = ChampCommune("commune qui part", blank=True)
    caf_pourcent = models.SmallIntegerField(
        "ce que verse la Caf, en % de plus ou de moins",
        default=0,
        validators=[MinValueValidator(-MAX_POURCENT), MaxValueValidator(MAX_POURCENT)],
    )
    cle = ChampListe("tout répartir selon", Cle, max_length=20, blank=True, connu="scenario_finances_cle_connue")

    maison = Maison(
        *("scenario_finances", "le scénario"),
        page="finances:scenario_list",
        cherche=("titre",),
        copie=INCLUS,
        droits=(LIRE, ECRIRE),
    )

    class Meta:
        verbose_name = "scénario gardé"
        verbose_name_plural = "scénarios gardés"
        ordering = ["espace", "titre", "uuid"]
        constraints = [
            models.CheckConstraint(
                condition=Q(caf_pourcent__gte=-MAX_POURCENT, caf_pourcent__lte=MAX_POURCENT),
                name="scenario_finances_pourcent_possible",
            ),
            models.UniqueConstraint(fields=["espace", "titre"], name="scenario_finances_titre_unique"),
        ]

    def __str__(self) -> str:
        return self.titre

    @property
    def hypotheses(self) -> Hypotheses:
        return Hypotheses(self.titre, self.partante, self.caf_pourcent, Cle(self.cle) if self.cle else None)
