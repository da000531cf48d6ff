"""What the other packages may point at: a parole, a constat."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from convive.diagnostic.models import Constat, Parole
from convive.diagnostic.permissions import REDACTEURS
from convive.diagnostic.selectors.avis import DONNER_AVIS
from convive.documents.porteurs import Porteur, porteurs
from convive.echanges.panneau import record_echanges
from convive.espaces.models import Membre, filter_membres_concernes
from convive.espaces.objets import get_espace_uuid
from convive.socle.objets import TypeObjet, objets


def get_url_parole(parole: Parole) -> str:
    return reverse("diagnostic:parole_detail", args=[parole.espace_id, parole.pk])


def get_url_constat(constat: Constat) -> str:
    return reverse("diagnostic:constat_detail", args=[constat.espace_id, constat.pk])


def filter_lecteurs(membres: "QuerySet[Membre]", constat: Any) -> "QuerySet[Membre]":
    """The places that see a constat: a draft is for those who write."""
    concernes = filter_membres_concernes(membres, constat)
    return concernes if constat.is_partage else concernes.filter(role__in=REDACTEURS)


def record_objets() -> None:
    objets.record(
        TypeObjet(
            "parole",
            Parole,
            "Parole",
            get_url_parole,
            Parole.objects.visible_to,
            get_textes=lambda parole: (str(parole), parole.verbatim),
            get_espace_uuid=get_espace_uuid,
            defini="la parole",
            nommes_to=lambda compte: Parole.objects.visible_to(compte, with_supprimees=True),
        ),
        TypeObjet(
            "constat",
            Constat,
            "Constat",
            get_url_constat,
            Constat.objects.visible_to,
            get_textes=lambda constat: (constat.texte, constat.precision),
            gestes=(DONNER_AVIS,),
            get_espace_uuid=get_espace_uuid,
            defini="le constat",
            nommes_to=lambda compte: Constat.objects.visible_to(compte, with_supprimees=True),
        ),
    )
    porteurs.record(Porteur("constat", "diagnostic:constat_detail"))
    record_echanges("constat", page="diagnostic:constat_detail", filter_lecteurs=filter_lecteurs)
