"""The rows of the job that is learnt: on the post, then in the sessions of a training body."""

from convive.formation.models.atelier import Atelier, GroupeAtelier, PlaceAtelier, ReponseAtelier
from convive.formation.models.competence import AutoEvaluation, NoteCompetence
from convive.formation.models.demande import DemandeFormation
from convive.formation.models.document import DocumentFormation
from convive.formation.models.enquete import QuestionnaireSession
from convive.formation.models.envoi import EnvoiFormation
from convive.formation.models.exercice import TerritoireExercice
from convive.formation.models.inscription import Inscription
from convive.formation.models.lecture import ProjetApporte
from convive.formation.models.lettre import LettreMission, ObjectifMission
from convive.formation.models.outil import OutilRempli
from convive.formation.models.pair import MerciPair, Pair, QuestionPair, ReponsePair
from convive.formation.models.parcours import EtapePriseDePoste, PrisePoste
from convive.formation.models.passation import Passation
from convive.formation.models.presence import Emargement, FeuilleEmargement
from convive.formation.models.programme import ObjectifProgramme, OrganismeFormation, Programme, SequenceProgramme
from convive.formation.models.publication import PublicationProgramme, ReglageFormation
from convive.formation.models.qualite import (
    ActionAmelioration,
    ActionCompetence,
    DossierIntervenant,
    NouvelleVeille,
    PartenaireHandicap,
    PreuveQualiopi,
    Reclamation,
    SousTraitance,
)
from convive.formation.models.raci import LigneRaci
from convive.formation.models.rapport import RapportActivite
from convive.formation.models.session import DemiJournee, Intervenant, SessionFormation

__all__ = [
    "ActionAmelioration",
    "ActionCompetence",
    "Atelier",
    "AutoEvaluation",
    "DemandeFormation",
    "DemiJournee",
    "DocumentFormation",
    "DossierIntervenant",
    "Emargement",
    "EnvoiFormation",
    "EtapePriseDePoste",
    "FeuilleEmargement",
    "GroupeAtelier",
    "Inscription",
    "Intervenant",
    "LettreMission",
    "LigneRaci",
    "MerciPair",
    "NoteCompetence",
    "NouvelleVeille",
    "ObjectifMission",
    "ObjectifProgramme",
    "OrganismeFormation",
    "OutilRempli",
    "Pair",
    "PartenaireHandicap",
    "Passation",
    "PlaceAtelier",
    "PreuveQualiopi",
    "PrisePoste",
    "Programme",
    "ProjetApporte",
    "PublicationProgramme",
    "QuestionPair",
    "QuestionnaireSession",
    "RapportActivite",
    "Reclamation",
    "ReglageFormation",
    "ReponseAtelier",
    "ReponsePair",
    "SequenceProgramme",
    "SessionFormation",
    "SousTraitance",
    "TerritoireExercice",
]
