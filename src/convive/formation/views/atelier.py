"""The ateliers of a session: the list, the groups, and the trainer's dashboard."""

from collections.abc import Callable, Iterable
from random import SystemRandom
from typing import Any

from django.http import HttpResponse
from django.utils import timezone

from convive.espaces.views.page import Formulaire, Gestes, Page
from convive.formation.actions import atelier as actions
from convive.formation.actions.groupes import clone_places, create_places_hasard, update_places
from convive.formation.forms.base import FormationForm
from convive.formation.forms.groupes import GroupesForm, HasardForm
from convive.formation.models import Atelier, SessionFormation
from convive.formation.permissions import can_animer
from convive.formation.refus import FormationRefusee
from convive.formation.rules.ateliers import MAX_REGLAGE, MIN_REGLAGE, SorteAtelier
from convive.formation.rules.groupes import suggest_nombre
from convive.formation.selectors.ateliers import (
    get_atelier,
    get_noms_roles,
    list_ateliers,
    list_places,
    list_presents,
    list_sources,
    read_tableau,
)
from convive.formation.selectors.ateliers_contenus import get_grille_lecture
from convive.formation.selectors.feuilles import list_contenus_ateliers, read_contenu_atelier
from convive.formation.selectors.lecture import read_salle
from convive.formation.views.rubrique import ATELIERS, attach_session, build_pages, place_session
from convive.socle.requetes import is_fragment
from convive.socle.uuids import parse_uuid

DETAIL, GROUPES = "formation:atelier_detail", "formation:atelier_groupes"
PAS_UN_NOMBRE = 0
"""The status of a refused action, with its message."""

# The printed material of each kind of atelier: a key of the registry of documents.
PAPIERS = {
    SorteAtelier.JEU: "cartes_roles",
    SorteAtelier.CAS: "cas_papier",
    SorteAtelier.OUTIL: "outil_vierge",
    SorteAtelier.LECTURE: "lecture_papier",
}


def place_ateliers(page: Page) -> None:
    """Add the list of the ateliers to the breadcrumbs."""
    place_session(page)
    page.lead("Ateliers", page.get_url(ATELIERS, page.contexte["session"].pk))


pages = build_pages()
ateliers = attach_session(pages, "ateliers/", ATELIERS)
# The dashboard shows everyone's cards, so it is only for those who run sessions.
atelier = ateliers.objet(
    "<uuid:atelier_uuid>/",
    get_atelier,
    "Cet atelier n’est pas dans cette session.",
    dans="session",
    autour=place_ateliers,
)


@ateliers.ecriture("", droit=can_animer)
def atelier_list(page: Page, session: SessionFormation) -> Formulaire:
    sorte, _, contenu = page.request.POST.get("contenu", "").partition(":")
    return Formulaire(
        None,
        lambda: actions.create_atelier(by=page.compte, session=session, sorte=sorte, contenu=contenu),
        fait="Atelier ajouté\u00a0: formez maintenant les groupes.",
        suite=lambda atelier: page.get_url(GROUPES, session.pk, atelier.pk),
        contexte=lambda: _read_ateliers(session),
    )


def _read_ateliers(session: SessionFormation) -> dict[str, Any]:
    """The ateliers of this session and, by kind, those that can be added."""
    presents = list(list_ateliers(session))
    prepares = {(atelier.sorte, atelier.contenu) for atelier in presents}
    restants = [row for row in list_contenus_ateliers() if (row.sorte, row.cle) not in prepares]
    rayons = [(sorte.libelle, [row for row in restants if row.sorte is sorte]) for sorte in SorteAtelier]
    return {"ateliers": presents, "rayons": [(nom, rows) for nom, rows in rayons if rows]}


@atelier.ecriture("groupes/", droit=can_animer)
def atelier_groupes(page: Page, session: SessionFormation, atelier: Atelier) -> Formulaire:
    """Set groups and roles; `geste` is ranger, hasard or reprendre."""
    presents, sources = list(list_presents(session)), list_sources(atelier)
    quoi: dict[str, Any] = {"by": page.compte, "atelier": atelier}
    roles = get_noms_roles(read_contenu_atelier(atelier))
    saisie = page.data if page.geste == "ranger" else None
    form = GroupesForm(saisie, inscriptions=presents, places=list_places(atelier), roles=roles)
    nombre = {"nombre": suggest_nombre(len(presents), len(roles) - 1 if roles else 4)}
    hasard = HasardForm(page.data if page.geste == "hasard" else None, initial=nombre)
    envois: dict[str, tuple[FormationForm | None, Callable[[], None]]] = {
        "hasard": (
            hasard,
            lambda: create_places_hasard(
                **quoi, inscriptions=presents, nombre=hasard.cleaned_data["nombre"], hasard=SystemRandom()
            ),
        ),
        "reprendre": (None, lambda: clone_places(**quoi, source=_choose(page, sources), hasard=SystemRandom())),
    }
    envoye, enregistre = envois.get(page.geste, (form, lambda: update_places(**quoi, places=form.get_places())))
    return Formulaire(
        envoye,
        enregistre,
        fait="Groupes enregistrés.",
        suite=page.get_url(DETAIL, session.pk, atelier.pk),
        contexte={"form": form, "hasard": hasard, "sources": sources, "roles": roles},
    )


def _choose(page: Page, sources: Iterable[Atelier]) -> Atelier:
    uuid = parse_uuid(page.request.POST.get("source", ""))
    source = next((row for row in sources if row.pk == uuid), None)
    if source is None:
        raise FormationRefusee("Choisissez un atelier de cette session qui a des groupes.")
    return source


@atelier.ecriture("", droit=can_animer)
def atelier_detail(page: Page, session: SessionFormation, atelier: Atelier) -> Gestes | HttpResponse:
    """The dashboard: the clock, the groups, and what they write."""
    if is_fragment(page.request):
        return page.render("formation/atelier_detail.html#avancement", _read_tableau(atelier))
    is_supprime = page.geste == "supprimer"
    return Gestes(
        {geste: (action, "") for geste, action in _list_gestes(page, atelier).items()},
        suite=page.get_url(ATELIERS, session.pk) if is_supprime else page.request.path,
        contexte=lambda: _read_tableau(atelier),
    )


def _list_gestes(page: Page, atelier: Atelier) -> dict[str, Callable[[], object]]:
    by, now, saisi = page.compte, timezone.now(), page.request.POST.get("minutes", "")
    minutes = int(saisi) if saisi.isdecimal() else PAS_UN_NOMBRE
    return {
        "ouvrir": lambda: actions.open_atelier(by=by, atelier=atelier, now=now),
        "demarrer": lambda: actions.update_chrono(by=by, atelier=atelier, en_marche=True, now=now),
        "arreter": lambda: actions.update_chrono(by=by, atelier=atelier, en_marche=False, now=now),
        "remettre": lambda: actions.delete_chrono(by=by, atelier=atelier),
        "minutes": lambda: actions.update_minutes(by=by, atelier=atelier, minutes=minutes),
        "retour": lambda: actions.open_retour(by=by, atelier=atelier, now=now),
        "cacher": lambda: actions.close_retour(by=by, atelier=atelier),
        "clore": lambda: actions.close_atelier(by=by, atelier=atelier, now=now),
        "rouvrir": lambda: actions.reopen_atelier(by=by, atelier=atelier),
        "supprimer": lambda: actions.delete_atelier(by=by, atelier=atelier),
    }


def _read_tableau(atelier: Atelier) -> dict[str, Any]:
    return {
        "tableau": read_tableau(atelier, timezone.now()),
        "salle": read_salle(atelier) if atelier.sorte == SorteAtelier.LECTURE else (),
        "echelle": get_grille_lecture().echelle,
        "papier": PAPIERS[SorteAtelier(atelier.sorte)],
        "formats": ("pdf", "docx", "odt"),
        "bornes": (MIN_REGLAGE, MAX_REGLAGE),
    }
