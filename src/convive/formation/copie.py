"""What of training travels with an espace, and what does not.

What peers said to each other stays: they came to this body, under the name that they chose.
"""

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


def record_copie() -> None:
    # What a body teaches travels; who came to its sessions does not.
    copie.record_inclus(OrganismeFormation, Programme, ObjectifProgramme, SequenceProgramme, ReglageFormation)
    copie.record_inclus(PublicationProgramme, sans=("created_by",))
    copie.record_exclus(DemandeFormation, "Une demande porte le nom et l’adresse de qui l’a faite.")
    session = "Une session porte les noms et les adresses de celles et ceux qui sont venus."
    for modele in (
        SessionFormation,
        DemiJournee,
        Intervenant,
        Inscription,
        FeuilleEmargement,
        Emargement,
        DocumentFormation,
    ):
        copie.record_exclus(modele, session)
    copie.record_exclus(EnvoiFormation, session)
    copie.record_exclus(QuestionnaireSession, session)


def record_copie_atelier() -> None:
    atelier = "Un atelier est ce que des personnes ont écrit ensemble pendant une session, qui ne voyage pas."
    for modele in (Atelier, GroupeAtelier, PlaceAtelier, ReponseAtelier, ProjetApporte):
        copie.record_exclus(modele, atelier)


def record_copie_pair() -> None:
    raison = "Ce que des pairs se disent est à celles et ceux qui l’ont écrit, là où ils ont choisi d’entrer."
    for modele in (Pair, QuestionPair, ReponsePair, MerciPair):
        copie.record_exclus(modele, raison)


def record_copie_qualite() -> None:
    copie.record_exclus(TerritoireExercice, "Un territoire d’exercice est un autre espace de cette installation.")
    copie.record_effacement(delete_exercices_espace)
    # What a body learnt, and whom it may call, travel; who complained, and of what, does not.
    copie.record_exclus(Reclamation, "Une réclamation nomme une personne, et tient à une session qui ne voyage pas.")
    copie.record_exclus(PreuveQualiopi, "Une preuve tient à une session qui ne voyage pas.")
    copie.record_inclus(ActionAmelioration, SousTraitance)
    copie.record_inclus(NouvelleVeille, DossierIntervenant, ActionCompetence, PartenaireHandicap)
