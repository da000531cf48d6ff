"""One subject of a séance on a wall: what everyone may read of it, and nothing of the notes."""

from dataclasses import dataclass

from convive.espaces.models import Membre
from convive.gouvernance.models import LigneSeance, PointOrdreDuJour, Seance
from convive.gouvernance.models.note import TYPE_NOTE
from convive.gouvernance.rules.seances import SorteLigne
from convive.gouvernance.selectors.note import PageNote, get_note, get_page_note
from convive.gouvernance.selectors.suite import list_points
from convive.plan_action.models import FicheAction, MeteoFiche

CLE_FICHE = "fiche_action"
SUR_LE_MUR = (SorteLigne.DECISION.value, SorteLigne.ACTION.value)
"""What the room reads as it is written; the rest of the minutes is the team’s until the closing."""


@dataclass(frozen=True, slots=True)
class Ecran:
    """A point, its rank from 1, its decisions, what is to be done; the action that it speaks of with its last météo by
    point of view, or the note with its scenarios side by side."""

    point: PointOrdreDuJour
    rang: int
    total: int
    decisions: tuple[LigneSeance, ...]
    fiche: FicheAction | None
    meteos: tuple[MeteoFiche, ...]
    a_faire: tuple[LigneSeance, ...] = ()
    note: PageNote | None = None

    @property
    def precedent(self) -> int | None:
        return self.rang - 1 if self.rang > 1 else None

    @property
    def suivant(self) -> int | None:
        return self.rang + 1 if self.rang < self.total else None


def build_ecran(membre: Membre, seance: Seance, rang: int) -> Ecran | None:
    """The point of this rank, or the nearest; None when the agenda is empty. Four queries, and those of a note."""
    points = list_points(seance)
    if not points:
        return None
    rang = min(max(rang, 1), len(points))
    point = points[rang - 1]
    rows = LigneSeance.objects.filter(seance=seance, point=point, sorte__in=SUR_LE_MUR)
    lignes = list(rows.select_related("decision", "responsable"))
    fiche = _get_fiche(membre, point)
    return Ecran(
        point,
        rang,
        len(points),
        tuple(ligne for ligne in lignes if ligne.sorte == SorteLigne.DECISION),
        fiche,
        _list_meteos(fiche) if fiche else (),
        tuple(ligne for ligne in lignes if ligne.sorte == SorteLigne.ACTION),
        _get_note(membre, point),
    )


def _get_note(membre: Membre, point: PointOrdreDuJour) -> PageNote | None:
    """The note that this point puts to the vote of the room, once it has scenarios to compare."""
    if point.objet_type != TYPE_NOTE or point.objet_uuid is None:
        return None
    note = get_note(membre, point.objet_uuid)
    page = get_page_note(membre, note) if note is not None else None
    return page if page is not None and page.scenarios else None


def _get_fiche(membre: Membre, point: PointOrdreDuJour) -> FicheAction | None:
    """An action that is not kept to the team: a wall is read by the whole room."""
    if point.objet_type != CLE_FICHE or point.objet_uuid is None:
        return None
    fiche = FicheAction.objects.visible_to(membre.compte).filter(pk=point.objet_uuid).first()
    return fiche if fiche is not None and not fiche.is_interne else None


def _list_meteos(fiche: FicheAction) -> tuple[MeteoFiche, ...]:
    """The last one of each point of view."""
    latest: dict[str, MeteoFiche] = {}
    for meteo in MeteoFiche.objects.filter(fiche=fiche).order_by("date", "created_at"):
        latest[meteo.regard] = meteo
    return tuple(latest.values())
