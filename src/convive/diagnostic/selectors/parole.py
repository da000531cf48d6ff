"""Read the words of inhabitants, through the limits of a place."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from convive.diagnostic.models import Constat, Parole
from convive.diagnostic.selectors.element import (
    filter_mots,
    filter_portee,
    get_noms,
    list_noms_thematiques,
    with_thematiques,
)
from convive.espaces.models import Membre

PAR_PAGE = 25
MAX_CHOIX = 200


@dataclass(frozen=True, slots=True)
class CriteresParoles:
    q: str = ""
    thematique: str = ""
    commune: str = ""
    public: str = ""
    canal: str = ""

    @property
    def is_vide(self) -> bool:
        return not (self.q or self.thematique or self.commune or self.public or self.canal)


@dataclass(frozen=True, slots=True)
class LigneParole:
    """`communes` are only for those who write: beside what is said of the speaker, they would name her."""

    parole: Parole
    thematiques: tuple[str, ...]
    communes: tuple[str, ...]


def get_paroles(membre: Membre) -> QuerySet[Parole]:
    return Parole.objects.visible_to(membre.compte).filter(espace=membre.espace_id)


def list_paroles(
    membre: Membre, criteres: CriteresParoles, numero: str, noms: dict[str, str], *, with_communes: bool
) -> tuple[Page[Any], list[LigneParole]]:
    """One page, the latest first; three queries."""
    commune = criteres.commune if with_communes else ""
    rows = filter_portee(get_paroles(membre), thematique=criteres.thematique, commune=commune)
    rows = filter_mots(rows, criteres.q, ("verbatim",))
    if criteres.public:
        rows = rows.filter(public=criteres.public)
    if criteres.canal:
        rows = rows.filter(canal=criteres.canal)
    page = Paginator(with_thematiques(rows).order_by("-date_recueil", "-created_at", "pk"), PAR_PAGE).get_page(numero)
    lignes = [
        LigneParole(p, list_noms_thematiques(p), get_noms(p.communes, noms) if with_communes else ()) for p in page
    ]
    return page, lignes


def get_parole(membre: Membre, uuid: UUID) -> Parole | None:
    rows = with_thematiques(get_paroles(membre)).select_related("created_by", "updated_by", "note")
    parole = rows.filter(pk=uuid).first()
    if parole is not None:
        parole.espace = membre.espace
    return parole


def list_constats_parole(membre: Membre, parole: Parole) -> list[Constat]:
    """The constats that these words hold up, among those that this place sees; one query."""
    rows = Constat.objects.visible_to(membre.compte).filter(preuves__parole=parole).distinct()
    return list(rows.order_by("texte", "pk"))
