"""The rows of the job that is learnt: a path, a self-assessment, what is expected of the post, who does what."""

from convive.formation.models.competence import AutoEvaluation, NoteCompetence
from convive.formation.models.lettre import LettreMission, ObjectifMission
from convive.formation.models.parcours import EtapePriseDePoste, PrisePoste
from convive.formation.models.passation import Passation
from convive.formation.models.raci import LigneRaci

__all__ = [
    "AutoEvaluation",
    "EtapePriseDePoste",
    "LettreMission",
    "LigneRaci",
    "NoteCompetence",
    "ObjectifMission",
    "Passation",
    "PrisePoste",
]
