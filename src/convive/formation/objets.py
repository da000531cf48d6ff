"""What the journal may point at. Nothing of it is searched: it is one’s own, or of a few people."""

from typing import Any

from django.db import models
from django.urls import reverse

from convive.documents.porteurs import Porteur, porteurs
from convive.espaces.objets import get_espace_uuid
from convive.formation.models import (
    ActionAmelioration,
    ActionCompetence,
    Atelier,
    DemandeFormation,
    DossierIntervenant,
    Inscription,
    NouvelleVeille,
    OrganismeFormation,
    Pair,
    PartenaireHandicap,
    PreuveQualiopi,
    Programme,
    QuestionPair,
    Reclamation,
    ReponsePair,
    SessionFormation,
    SousTraitance,
    TerritoireExercice,
)
from convive.socle.objets import TypeObjet, objets


def get_url_session(session: SessionFormation) -> str:
    return reverse("formation:session_detail", args=[session.espace_id, session.pk])


def get_url_inscription(inscription: Inscription) -> str:
    args = [inscription.espace_id, inscription.session_id, inscription.pk]
    return reverse("formation:inscription_update", args=args)


def get_url_atelier(atelier: Atelier) -> str:
    return reverse("formation:atelier_detail", args=[atelier.espace_id, atelier.session_id, atelier.pk])


def get_url_question(question: QuestionPair) -> str:
    return reverse("formation:question_detail", args=[question.espace_id, question.pk])


REGISTRES: tuple[tuple[str, type[models.Model], str, str, str], ...] = (
    ("reclamation", Reclamation, "reclamations", "Réclamation", "la réclamation"),
    ("action_amelioration", ActionAmelioration, "amelioration", "Action d’amélioration", "l’action d’amélioration"),
    ("nouvelle_veille", NouvelleVeille, "veille", "Nouvelle de veille", "la nouvelle"),
    ("dossier_intervenant", DossierIntervenant, "intervenants", "Dossier d’intervenant·e", "le dossier de"),
    ("action_competence", ActionCompetence, "competences", "Action du plan de compétences", "l’action du plan"),
    ("partenaire_handicap", PartenaireHandicap, "handicap", "Partenaire du réseau handicap", "le partenaire"),
    ("preuve_qualiopi", PreuveQualiopi, "preuves", "Preuve Qualiopi", "la preuve"),
    ("sous_traitance", SousTraitance, "sous-traitance", "Sous-traitance", "la sous-traitance"),
)
PAGE_REGISTRE = "formation:registre_update"


def _build_type(cle: str, modele: Any, registre: str, libelle: str, defini: str) -> TypeObjet:
    return TypeObjet(
        cle,
        modele,
        libelle,
        lambda row: reverse(PAGE_REGISTRE, args=[row.espace_id, registre, row.pk]),
        modele.objects.visible_to,
        get_espace_uuid=get_espace_uuid,
        defini=defini,
    )


def record_objets() -> None:
    objets.record(
        TypeObjet(
            "organisme_formation",
            OrganismeFormation,
            "Organisme de formation",
            lambda organisme: reverse("formation:organisme_update", args=[organisme.espace_id]),
            OrganismeFormation.objects.visible_to,
            get_espace_uuid=get_espace_uuid,
            defini="l’organisme",
        ),
        TypeObjet(
            "programme",
            Programme,
            "Programme",
            lambda programme: reverse("formation:programme_detail", args=[programme.espace_id, programme.pk]),
            Programme.objects.visible_to,
            get_espace_uuid=get_espace_uuid,
            defini="le programme",
        ),
        TypeObjet(
            "demande_formation",
            DemandeFormation,
            "Demande de formation",
            lambda demande: reverse("formation:demande_detail", args=[demande.espace_id, demande.pk]),
            DemandeFormation.objects.visible_to,
            get_espace_uuid=get_espace_uuid,
            defini="la demande de formation",
        ),
        TypeObjet(
            "session_formation",
            SessionFormation,
            "Session de formation",
            get_url_session,
            SessionFormation.objects.visible_to,
            get_espace_uuid=get_espace_uuid,
            defini="la session",
        ),
        TypeObjet(
            "inscription",
            Inscription,
            "Inscription",
            lambda inscription: reverse(
                "formation:session_detail", args=[inscription.espace_id, inscription.session_id]
            ),
            Inscription.objects.visible_to,
            get_espace_uuid=get_espace_uuid,
            defini="l’inscription",
        ),
        TypeObjet(
            "atelier",
            Atelier,
            "Atelier de formation",
            get_url_atelier,
            Atelier.objects.visible_to,
            get_espace_uuid=get_espace_uuid,
            defini="l’atelier",
        ),
        TypeObjet(
            "pair",
            Pair,
            "Participation entre pairs",
            lambda pair: reverse("formation:pair_list", args=[pair.espace_id]),
            Pair.objects.visible_to,
            get_espace_uuid=get_espace_uuid,
            defini="sa participation entre pairs",
        ),
        TypeObjet(
            "question_pair",
            QuestionPair,
            "Question entre pairs",
            get_url_question,
            QuestionPair.objects.visible_to,
            get_espace_uuid=get_espace_uuid,
            defini="la question entre pairs",
        ),
        TypeObjet(
            "reponse_pair",
            ReponsePair,
            "Réponse entre pairs",
            lambda reponse: get_url_question(reponse.question),
            ReponsePair.objects.visible_to,
            get_espace_uuid=lambda reponse: reponse.question.espace_id,
            defini="la réponse entre pairs",
        ),
        TypeObjet(
            "territoire_exercice",
            TerritoireExercice,
            "Territoire d’exercice",
            lambda row: reverse("formation:exercice_detail", args=[row.espace_id, row.session_id, row.pk]),
            TerritoireExercice.objects.visible_to,
            get_espace_uuid=get_espace_uuid,
            defini="le territoire d’exercice",
        ),
        *(_build_type(*registre) for registre in REGISTRES),
    )
    # One panel serves every register: their page is the same.
    first, *others = (registre[0] for registre in REGISTRES)
    porteurs.record(Porteur(first, PAGE_REGISTRE), *(Porteur(cle) for cle in others))
