"""The papers of the séances that are told as closed, frozen on their day like those that one closes by hand."""

from datetime import date
from typing import Any

from convive.documents.actions.gel import build_gel
from convive.espaces.models import Espace, Membre
from convive.gouvernance.exports.gels import build_contenu_seance
from convive.gouvernance.models import Seance
from convive.gouvernance.rules.seances import StatutSeance, write_motif_gel
from convive.socle.objets import objets
from convive.socle.recit import Recit


def create_gels_seances(espace: Espace, recit: Recit) -> None:
    """Once all that was said in them is written. Each is dated from its closing: the action dates from now.

    Not those of the case studies, made on demand while others wait: their papers say that nothing was frozen.
    """
    place = Membre.objects.select_related("compte", "espace").get(espace=espace, compte=recit.auteur)
    rows: Any = Seance.objects.filter(espace=espace, statut=StatutSeance.CLOSE.value, gel__isnull=True)
    closes = list(rows.select_related("instance__presidence", "espace"))
    for seance in closes:
        seance.gel = build_gel(
            espace=espace,
            reference=objets.get_reference(seance),
            contenu=build_contenu_seance(place, seance, seance.date or date.min),
            motif=write_motif_gel(seance.date),
            date=seance.close_le,
            by=place.compte,
            fonction=str(place.get_role_display()),
        )
        seance.gel.save()
    Seance.objects.bulk_update(closes, ["gel"])
