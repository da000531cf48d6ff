"""The rows of the job that is learnt: a path, a self-assessment."""

from convive.formation.models.competence import AutoEvaluation, NoteCompetence
from convive.formation.models.parcours import EtapePriseDePoste, PrisePoste

__all__ = ["AutoEvaluation", "EtapePriseDePoste", "NoteCompetence", "PrisePoste"]
