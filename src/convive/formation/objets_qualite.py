"""What the journal may point at, of the quality of a training body."""

from django.urls import reverse

from convive.espaces.objets import get_espace_uuid
from convive.formation.models import TerritoireExercice
from convive.socle.objets import TypeObjet, objets


def record_objets_qualite() -> None:
    objets.record(
        TypeObjet(
            "territoire_exercice",
            TerritoireExercice,
            "Territoire d’exercice",
            lambda row: reverse("formation:exercice_detail", args=[row.espace_id, row.session_id, row.pk]),
            TerritoireExercice.objects.visible_to,
            get_espace_uuid=get_espace_uuid,
            defini="le territoire d’exercice",
        ),
    )
