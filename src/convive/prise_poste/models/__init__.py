"""The rows of a new post: the path and the grid of a person, and what belongs to the post itself."""

from convive.prise_poste.models.competence import AutoEvaluation, NoteCompetence
from convive.prise_poste.models.lettre_mission import LettreMission, ObjectifMission
from convive.prise_poste.models.outil import OutilRempli
from convive.prise_poste.models.parcours import EtapePriseDePoste, PrisePoste
from convive.prise_poste.models.passation import Passation
from convive.prise_poste.models.raci import LigneRaci
from convive.prise_poste.models.rapport import RapportActivite

__all__ = [
    "AutoEvaluation",
    "EtapePriseDePoste",
    "LettreMission",
    "LigneRaci",
    "NoteCompetence",
    "ObjectifMission",
    "OutilRempli",
    "Passation",
    "PrisePoste",
    "RapportActivite",
]
