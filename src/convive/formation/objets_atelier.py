"""What of the workshops the journal may point at."""

from django.urls import reverse

from convive.espaces.objets import get_espace_uuid
from convive.formation.models import Atelier, OutilRempli
from convive.socle.objets import TypeObjet, objets


def get_url_atelier(atelier: Atelier) -> str:
    return reverse("formation:atelier_detail", args=[atelier.espace_id, atelier.session_id, atelier.pk])


def record_objets_atelier() -> None:
    objets.record(
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
            "outil_rempli",
            OutilRempli,
            "Outil de travail",
            lambda outil: reverse("formation:outil_detail", args=[outil.espace_id, outil.pk]),
            OutilRempli.objects.visible_to,
            get_espace_uuid=get_espace_uuid,
            defini="l’outil",
        ),
    )
