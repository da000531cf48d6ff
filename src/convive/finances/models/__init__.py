"""The rows of the money of a CTG."""

from convive.finances.models.bareme_adopte import BaremeAdopte
from convive.finances.models.cle_repartition import CleRepartition
from convive.finances.models.parametre import Parametre
from convive.finances.models.scenario import ScenarioFinances

__all__ = ["BaremeAdopte", "CleRepartition", "Parametre", "ScenarioFinances"]
