"""What of training travels with an espace, and what does not.

What peers said to each other stays: they came to this body, under the name that they chose.
"""

from django.db import models

from convive.espaces.copie.registre import copie
from convive.formation.actions.exercice import delete_exercices_espace
from convive.formation.models import (
    ActionAmelioration,
    ActionCompetence,
    Atelier,
    DemandeFormation,
    DemiJournee,
    DocumentFormation,
    DossierIntervenant,
    Emargement,
    EnvoiFormation,
    FeuilleEmargement,
    GroupeAtelier,
    Inscription,
    Intervenant,
    MerciPair,
    NouvelleVeille,
    ObjectifProgramme,
    OrganismeFormation,
    Pair,
    PartenaireHandicap,
    PlaceAtelier,
    PreuveQualiopi,
    Programme,
    ProjetApporte,
    PublicationProgramme,
    QuestionnaireSession,
    QuestionPair,
    Reclamation,
    ReglageFormation,
    ReponseAtelier,
    ReponsePair,
    SequenceProgramme,
    SessionFormation,
    SousTraitance,
    TerritoireExercice,
)

EXCLUS: tuple[tuple[str, tuple[type[models.Model], ...]], ...] = (
    ("Une demande porte le nom et l’adresse du demandeur.", (DemandeFormation,)),
    (
        "Une session porte les noms et les adresses de celles et ceux qui sont venus.",
        (
            SessionFormation,
            DemiJournee,
            Intervenant,
            Inscription,
            FeuilleEmargement,
            Emargement,
            DocumentFormation,
            EnvoiFormation,
            QuestionnaireSession,
        ),
    ),
    (
        "Un atelier est ce que des personnes ont écrit ensemble pendant une session, qui ne voyage pas.",
        (Atelier, GroupeAtelier, PlaceAtelier, ReponseAtelier, ProjetApporte),
    ),
    (
        "Ce que des pairs se disent est à celles et ceux qui l’ont écrit, là où ils ont choisi d’entrer.",
        (Pair, QuestionPair, ReponsePair, MerciPair),
    ),
    ("Un territoire d’exercice est un autre espace de cette installation.", (TerritoireExercice,)),
    ("Une réclamation nomme une personne, et tient à une session qui ne voyage pas.", (Reclamation,)),
    ("Une preuve tient à une session qui ne voyage pas.", (PreuveQualiopi,)),
)


def record_copie() -> None:
    # What a body teaches, what it learnt, whom it may call travel; who came to its sessions, who complained do not.
    copie.record_inclus(OrganismeFormation, Programme, ObjectifProgramme, SequenceProgramme, ReglageFormation)
    copie.record_inclus(PublicationProgramme, sans=("created_by",))
    copie.record_inclus(ActionAmelioration, SousTraitance)
    copie.record_inclus(NouvelleVeille, DossierIntervenant, ActionCompetence, PartenaireHandicap)
    for raison, modeles in EXCLUS:
        for modele in modeles:
            copie.record_exclus(modele, raison)
    copie.record_effacement(delete_exercices_espace)
