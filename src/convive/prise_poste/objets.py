"""What the journal may point at. Nothing of it is searched: it is one’s own, or of a few people."""

from django.urls import reverse

from convive.espaces.objets import get_espace_uuid
from convive.prise_poste.models import (
    AutoEvaluation,
    LettreMission,
    OutilRempli,
    Passation,
    PrisePoste,
    RapportActivite,
)
from convive.socle.objets import TypeObjet, objets


def get_url_prise(prise: PrisePoste) -> str:
    return reverse("prise_poste:parcours_partage_detail", args=[prise.espace_id, prise.pk])


def get_url_evaluation(evaluation: AutoEvaluation) -> str:
    return reverse("prise_poste:auto_evaluation_detail", args=[evaluation.espace_id, evaluation.pk])


def get_url_lettre(lettre: LettreMission) -> str:
    return reverse("prise_poste:lettre_detail", args=[lettre.espace_id, lettre.pk])


def get_url_rapport(rapport: RapportActivite) -> str:
    return f"{reverse('prise_poste:rapport_detail', args=[rapport.espace_id])}?annee={rapport.annee}"


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
            lambda passation: reverse("prise_poste:passation_detail", args=[passation.espace_id]),
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
        TypeObjet(
            "outil_rempli",
            OutilRempli,
            "Outil de travail",
            lambda outil: reverse("prise_poste:outil_detail", args=[outil.espace_id, outil.pk]),
            OutilRempli.objects.visible_to,
            get_espace_uuid=get_espace_uuid,
            defini="l’outil",
        ),
    )
