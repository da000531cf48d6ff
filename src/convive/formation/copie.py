"""What is a person’s own does not travel with the espace: it is neither its memory nor its work."""

from convive.espaces.copie.registre import copie
from convive.formation.models import (
    AutoEvaluation,
    DemandeFormation,
    DemiJournee,
    DocumentFormation,
    Emargement,
    EnvoiFormation,
    EtapePriseDePoste,
    FeuilleEmargement,
    Inscription,
    Intervenant,
    LettreMission,
    LigneRaci,
    NoteCompetence,
    ObjectifMission,
    ObjectifProgramme,
    OrganismeFormation,
    Passation,
    PrisePoste,
    Programme,
    PublicationProgramme,
    QuestionnaireSession,
    RapportActivite,
    ReglageFormation,
    SequenceProgramme,
    SessionFormation,
)


def record_copie() -> None:
    parcours = "Le parcours d’une personne est à elle, dans l’espace où elle prend son poste."
    copie.record_exclus(PrisePoste, parcours)
    copie.record_exclus(EtapePriseDePoste, parcours)
    evaluation = "Une auto-évaluation est à la personne qui l’a faite, et n’a de sens que pour elle."
    copie.record_exclus(AutoEvaluation, evaluation)
    copie.record_exclus(NoteCompetence, evaluation)
    # What is expected of a post, and who does what, are the memory of the espace.
    copie.record_inclus(LettreMission, sans=("compte",))
    copie.record_inclus(ObjectifMission, LigneRaci, Passation, RapportActivite)
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
