"""How the list of a plan is laid out for this visit: its columns, its order, the links of its headings."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.http import QueryDict
from django.utils.html import format_html
from django.utils.safestring import SafeString

from convive.plan_action.rules.liste import (
    HABITUELLES,
    LIBELLES_TRIS,
    PLACE_DU_PLAN,
    TRIS_COLONNES,
    Colonne,
    Tri,
    format_colonnes,
    get_tri_suivant,
    parse_colonnes,
)

CLASSES = {Colonne.ETAPES: "c-avance", Colonne.QUI: "c-pilote", Colonne.ECHEANCE: "c-date"}
SANS_ETIQUETTE = frozenset({Colonne.STATUT, Colonne.METEO})
"""Columns that an icon and a word say by themselves, when a line becomes a card."""


@dataclass(frozen=True, slots=True)
class Entete:
    """The heading of a column: `url` asks for its order, empty when it has none; `aria` says which one is in force.
    `ouverture` opens each of its cells: five hundred are drawn."""

    colonne: Colonne
    url: str
    aria: str
    libelle: str
    ouverture: SafeString


def _create_entete(colonne: Colonne, url: str, aria: str) -> Entete:
    libelle = colonne.libelle
    classe = CLASSES.get(colonne, f"c-{colonne.value}")
    # What a card says beside the value.
    dit = "" if colonne in SANS_ETIQUETTE else format_html(' data-l="{}"', libelle)
    return Entete(colonne, url, aria, libelle, format_html('<td role="cell" class="{}"{}>', classe, dit))


@dataclass(frozen=True, slots=True)
class MiseEnPage:
    """`choix` is the address to keep as a view, its columns included; `restes` what it asks besides the columns."""

    colonnes: tuple[Colonne, ...]
    tri: Tri | None
    entetes: tuple[Entete, ...]
    choix: str
    restes: str
    colonnes_demandees: str
    url_plan: str
    url_statut: str
    places: Mapping[UUID, str]

    @property
    def nombre(self) -> int:
        return len(self.colonnes) + 1

    @property
    def libelle_tri(self) -> str:
        """The order in force, in words."""
        return LIBELLES_TRIS[self.tri.texte] if self.tri is not None else PLACE_DU_PLAN

    @property
    def paires(self) -> list[tuple[str, str]]:
        """What the address asks besides, for a form that keeps nothing."""
        return [(nom, valeur) for nom, valeur in QueryDict(self.restes).items() if isinstance(valeur, str)]

    @property
    def cases(self) -> list[tuple[str, str, bool]]:
        """Every column that one may show, and whether it is."""
        return [(cle.value, cle.libelle, cle in self.colonnes) for cle in Colonne]


def read_mise_en_page(
    params: QueryDict,
    tri: Tri | None,
    siennes: tuple[Colonne, ...],
    url_statut: str,
    places: Mapping[UUID, str],
) -> MiseEnPage:
    """What the address asks, else what this person kept (`siennes`), else what is usual."""
    asked = parse_colonnes(params.getlist("colonnes"))
    colonnes = asked or siennes or HABITUELLES
    # Another order, or other columns, are no longer the view that was kept, and start from the first page.
    plain = params.copy()
    for nom in ("page", "vue"):
        plain.pop(nom, None)
    restes = plain.copy()
    restes.pop("colonnes", None)
    choix = restes.copy()
    if asked or colonnes != HABITUELLES:
        choix["colonnes"] = format_colonnes(colonnes)
    entetes = tuple(_build_entete(colonne, tri, plain) for colonne in colonnes)
    return MiseEnPage(
        colonnes,
        tri,
        entetes,
        choix.urlencode(),
        restes.urlencode(),
        format_colonnes(asked),
        _build_url(plain, ""),
        url_statut,
        places,
    )


def _build_entete(colonne: Colonne, tri: Tri | None, params: QueryDict) -> Entete:
    if colonne is Colonne.PLACE:
        return _create_entete(colonne, _build_url(params, ""), "" if tri else "ascending")
    if colonne not in TRIS_COLONNES:
        return _create_entete(colonne, "", "")
    aria = tri.aria if tri is not None and tri.cle is TRIS_COLONNES[colonne] else ""
    return _create_entete(colonne, _build_url(params, get_tri_suivant(colonne, tri)), aria)


def _build_url(params: QueryDict, tri: str) -> str:
    """Always with a parameter: the bare address may open on a view that someone kept."""
    asked = params.copy()
    asked["tri"] = tri
    return f"?{asked.urlencode()}"
