"""Where a séance is among its four steps, and what one may take of it: the head of each of its pages."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Max, Sum
from django.utils import timezone

from convive.documents.registre import types_documents
from convive.documents.rules import FormatDocument
from convive.espaces.models import Membre
from convive.gouvernance.models import EnvoiSeance, Seance
from convive.gouvernance.rules.convocations import SorteEnvoi
from convive.gouvernance.rules.dossier import USAGES, DocumentSeance, Usage, list_documents
from convive.gouvernance.rules.seances import StatutSeance
from convive.gouvernance.rules.temps import EtatTemps, FaitsTemps, list_etats
from convive.gouvernance.selectors.convocation import list_a_prevenir
from convive.gouvernance.selectors.dossier import is_equipe_de

type DocumentDecrit = tuple[DocumentSeance, Usage, list[FormatDocument]]


def list_temps(seance: Seance) -> list[EtatTemps]:
    """One query, two once it is convened or closed."""
    compte: Any = seance.points.aggregate(points=Count("pk"), minutes=Sum("duree_minutes"))
    envoyee_le = None
    if seance.statut == StatutSeance.CLOSE:
        envois = EnvoiSeance.objects.filter(participant__seance=seance, sorte=SorteEnvoi.COMPTE_RENDU.value)
        envoyee_le = envois.filter(rang=seance.version).aggregate(le=Max("parti_le"))["le"]
    return list_etats(
        FaitsTemps(
            seance.statut,
            seance.date,
            compte["points"],
            compte["minutes"] or 0,
            _read_jour(seance.convoquee_le),
            _read_jour(seance.close_le),
            _read_jour(envoyee_le),
            len(list_a_prevenir(seance)),
        )
    )


def _read_jour(instant: datetime | None) -> date | None:
    return timezone.localdate(instant) if instant is not None else None


def list_documents_ouverts(membre: Membre, seance: Seance) -> list[DocumentDecrit]:
    """Those of a séance that this place may take, the ones that serve now first."""
    return describe_documents(list_documents(seance.statut, is_equipe=is_equipe_de(membre)))


def describe_documents(documents: Iterable[DocumentSeance]) -> list[DocumentDecrit]:
    return [(document, USAGES[document], _list_formats(document)) for document in documents]


def _list_formats(document: DocumentSeance) -> list[FormatDocument]:
    """Nobody reads an agenda on an e-reader: the page « Documents » has this format too."""
    decrit: Any = types_documents.get(document.value)
    return [format for format in decrit.formats if format.extension != "epub"]
