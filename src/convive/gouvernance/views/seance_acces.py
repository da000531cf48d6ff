"""What the pages of a séance share once its agenda is written: which one, its pages, who may write."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.urls import reverse

from convive.espaces.models import Membre
from convive.gouvernance.models import Seance
from convive.gouvernance.permissions import can_list_brouillons
from convive.gouvernance.rules.seances import StatutSeance
from convive.gouvernance.selectors.suite import get_seance_lue
from convive.gouvernance.views.acces import build_contexte_gouvernance
from convive.ui.onglets import OngletPage

PAGES = (
    ("seance_detail", "Ordre du jour", "list-tree"),
    ("seance_convocation", "Convocation", "send"),
    ("seance_presences", "Présences", "users"),
    ("seance_notes", "Compte rendu", "edit"),
    ("seance_presentation", "Présenter", "presentation"),
    ("seance_cloture", "Clôture", "check"),
    ("seance_dossier", "Dossier", "download"),
    ("seance_echanges", "Échanges", "message-circle"),
)


def get_seance_or_404(membre: Membre, uuid: UUID, *, is_equipe: bool = False) -> Seance:
    """A séance that this place reads. `is_equipe`: for the team only, whatever its state."""
    seance = get_seance_lue(membre, uuid)
    if seance is None:
        raise Http404("Cette séance n’est pas ici, ou ne vous est pas ouverte.")
    if not can_list_brouillons(membre) and (is_equipe or seance.statut != StatutSeance.CLOSE):
        raise PermissionDenied("Le travail en séance est à l’équipe\u00a0; le compte rendu se lit une fois clos.")
    return seance


def get_url(page: str, seance: Seance) -> str:
    return reverse(f"gouvernance:{page}", args=[seance.espace_id, seance.pk])


def build_onglets(membre: Membre, page: str, seance: Seance) -> list[OngletPage]:
    """The pages of a séance that this place opens; its minutes are read by all once closed."""
    ouvertes = {"seance_detail", "seance_dossier", "seance_echanges"}
    if seance.statut == StatutSeance.CLOSE:
        ouvertes |= {"seance_notes"}
    is_equipe = can_list_brouillons(membre)
    return [
        OngletPage(libelle, get_url(nom, seance), icone, nom == page)
        for nom, libelle, icone in PAGES
        if is_equipe or nom in ouvertes
    ]


def build_contexte_seance(request: HttpRequest, membre: Membre, page: str, seance: Seance, **kw: Any) -> dict[str, Any]:
    context = build_contexte_gouvernance(request, membre, seance=seance, url=get_url(page, seance), **kw)
    context["onglets"] = build_onglets(membre, page, seance)
    context["fil"] = [
        ("Mes espaces", reverse("espaces:espace_list")),
        (membre.espace.nom, reverse("espaces:espace_detail", args=[membre.espace_id])),
        ("Instances", reverse("gouvernance:instance_list", args=[membre.espace_id])),
        (str(seance.instance), reverse("gouvernance:instance_detail", args=[membre.espace_id, seance.instance_id])),
    ]
    return context
