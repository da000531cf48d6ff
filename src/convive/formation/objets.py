"""What the journal may point at. Nothing of it is searched: it is one’s own, or of a few people."""

from django.urls import reverse

from convive.espaces.objets import get_espace_uuid
from convive.formation.models import (
    AutoEvaluation,
    DemandeFormation,
    Inscription,
    LettreMission,
    OrganismeFormation,
    Passation,
    PrisePoste,
    Programme,
    RapportActivite,
    SessionFormation,
)
from convive.socle.objets import TypeObjet, objets


def get_url_prise(prise: PrisePoste) -> str:
    return reverse("formation:parcours_partage_detail", args=[prise.espace_id, prise.pk])


def get_url_evaluation(evaluation: AutoEvaluation) -> str:
    return reverse("formation:auto_evaluation_detail", args=[evaluation.espace_id, evaluation.pk])


def get_url_lettre(lettre: LettreMission) -> str:
    return reverse("formation:lettre_detail", args=[lettre.espace_id, lettre.pk])


def get_url_rapport(rapport: RapportActivite) -> str:
    return f"{reverse('formation:rapport_detail', args=[rapport.espace_id])}?annee={rapport.annee}"


def get_url_session(session: SessionFormation) -> str:
    return reverse("formation:session_detail", args=[session.espace_id, session.pk])


def get_url_inscription(inscription: Inscription) -> str:
    args = [inscription.espace_id, inscription.session_id, inscription.pk]
    return reverse("formation:inscription_update", args=args)


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
            "prise_poste",
            PrisePoste,
            "Prise de poste",
            get_url_prise,
            PrisePoste.objects.visible_to,
            get_espace_uuid=get_espace_uuid,
            defini="le parcours",
        ),
        TypeObjet(
            "auto_evaluation",
            AutoEvaluation,
            "Auto-évaluation",
            get_url_evaluation,
            AutoEvaluation.objects.visible_to,
            get_espace_uuid=get_espace_uuid,
            defini="l’auto-évaluation",
        ),
        TypeObjet(
            "lettre_mission",
            LettreMission,
            "Lettre de mission",
            get_url_lettre,
            LettreMission.objects.visible_to,
            get_espace_uuid=get_espace_uuid,
            defini="la lettre",
        ),
        TypeObjet(
            "passation",
            Passation,
            "Dossier de passation",
            lambda passation: reverse("formation:passation_detail", args=[passation.espace_id]),
            Passation.objects.visible_to,
            get_espace_uuid=get_espace_uuid,
            defini="le dossier de passation",
        ),
        TypeObjet(
            "rapport_activite",
            RapportActivite,
            "Rapport d’activité",
            get_url_rapport,
            RapportActivite.objects.visible_to,
            get_espace_uuid=get_espace_uuid,
            defini="le rapport",
        ),
    )
