"""What the journal may point at: a path, a self-assessment. Neither is searched: they are one’s own."""

from django.urls import reverse

from convive.espaces.objets import get_espace_uuid
from convive.formation.models import AutoEvaluation, LettreMission, Passation, PrisePoste
from convive.socle.objets import TypeObjet, objets


def get_url_prise(prise: PrisePoste) -> str:
    return reverse("formation:parcours_partage_detail", args=[prise.espace_id, prise.pk])


def get_url_evaluation(evaluation: AutoEvaluation) -> str:
    return reverse("formation:auto_evaluation_detail", args=[evaluation.espace_id, evaluation.pk])


def get_url_lettre(lettre: LettreMission) -> str:
    return reverse("formation:lettre_detail", args=[lettre.espace_id, lettre.pk])


def record_objets() -> None:
    objets.record(
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
    )
