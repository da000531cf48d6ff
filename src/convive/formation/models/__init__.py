"""The models of an organisme de formation: programmes, sessions, people, and their work."""

from convive.formation.models.atelier import Atelier, GroupeAtelier, PlaceAtelier, ReponseAtelier
from convive.formation.models.demande import DemandeFormation
from convive.formation.models.document import DocumentFormation
from convive.formation.models.enquete import QuestionnaireSession
from convive.formation.models.envoi import EnvoiFormation
from convive.formation.models.equipe import ActionCompetence, DossierIntervenant, PartenaireHandicap, SousTraitance
from convive.formation.models.exercice import TerritoireExercice
from convive.formation.models.inscription import Inscription
from convive.formation.models.lecture import ProjetApporte
from convive.formation.models.observation import ObservationObjectif
from convive.formation.models.pair import MerciPair, Pair, QuestionPair, ReponsePair
from convive.formation.models.presence import Emargement, FeuilleEmargement
from convive.formation.models.programme import ObjectifProgramme, OrganismeFormation, Programme, SequenceProgramme
from convive.formation.models.publication import PublicationProgramme, ReglageFormation
from convive.formation.models.qualite import ActionAmelioration, NouvelleVeille, PreuveQualiopi, Reclamation
from convive.formation.models.salle import QuestionMur
from convive.formation.models.session import DemiJournee, Intervenant, SessionFormation

__all__ = [
    "ActionAmelioration",
    "ActionCompetence",
    "Atelier",
    "DemandeFormation",
    "DemiJournee",
    "DocumentFormation",
    "DossierIntervenant",
    "Emargement",
    "EnvoiFormation",
    "FeuilleEmargement",
    "GroupeAtelier",
    "Inscription",
    "Intervenant",
    "MerciPair",
    "NouvelleVeille",
    "ObjectifProgramme",
    "ObservationObjectif",
    "OrganismeFormation",
    "Pair",
    "PartenaireHandicap",
    "PlaceAtelier",
    "PreuveQualiopi",
    "Programme",
    "ProjetApporte",
    "PublicationProgramme",
    "QuestionMur",
    "QuestionPair",
    "QuestionnaireSession",
    "Reclamation",
    "ReglageFormation",
    "ReponseAtelier",
    "ReponsePair",
    "SequenceProgramme",
    "SessionFormation",
    "SousTraitance",
    "TerritoireExercice",
]
