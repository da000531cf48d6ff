"""What the pages of a CTG share: who opens them, where one is, the links from one to the other."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone

from convive.convention.permissions import can_get_ctg, can_update_ctg
from convive.convention.selectors.ctg import DossierCtg, get_dossier, get_dossier_sans_actes
from convive.convention.selectors.signataire import LigneSignataire
from convive.espaces.models import Membre
from convive.espaces.views.acces import build_contexte, get_membre_or_404

PAGE = "convention:ctg_detail"
ONGLETS = (
    ("Où en est-on", "ctg_detail", "calendar-event"),
    ("Jalons", "jalon_list", "check"),
    ("Signataires", "signataire_list", "users"),
    ("Le texte", "article_list", "notebook"),
    ("Avenants", "avenant_list", "file-text"),
)
ONGLET_REPRISE = ("Ce qui est repris", "reprise_list", "refresh")


@dataclass(frozen=True, slots=True)
class OngletCtg:
    libelle: str
    url: str
    icone: str
    courant: bool


def get_membre_lecteur(request: HttpRequest, espace_uuid: UUID) -> Membre:
    """For a page that everyone reads, and on which some may also change things."""
    is_lecture = request.method in ("GET", "HEAD")
    return get_membre_or_404(request, espace_uuid, can_get_ctg if is_lecture else can_update_ctg)


def get_dossier_or_404(membre: Membre, ctg_uuid: UUID) -> DossierCtg:
    dossier = get_dossier(membre, timezone.localdate(), ctg_uuid)
    if dossier is None:
        raise Http404("Cette CTG n’existe pas dans cet espace.")
    return dossier


def get_dossier_sans_actes_or_404(membre: Membre, ctg_uuid: UUID) -> DossierCtg:
    """For a page that shows neither signatories nor avenants as such."""
    dossier = get_dossier_sans_actes(membre, timezone.localdate(), ctg_uuid)
    if dossier is None:
        raise Http404("Cette CTG n’existe pas dans cet espace.")
    return dossier


def get_ligne_or_404(dossier: DossierCtg, signataire_uuid: UUID, avenant_uuid: UUID | None = None) -> LigneSignataire:
    """A signatory of this CTG, as it stands for the convention or for one of its avenants."""
    for tableau in dossier.tableaux:
        if (tableau.avenant.pk if tableau.avenant else None) == avenant_uuid:
            for ligne in tableau.lignes:
                if ligne.signataire.pk == signataire_uuid:
                    ligne.signataire.ctg = dossier.ctg
                    return ligne
    raise Http404("Ce signataire n’existe pas dans cette CTG, ou cet acte ne le concerne pas.")


def build_contexte_ctg(
    request: HttpRequest, membre: Membre, dossier: DossierCtg, page: str, **contexte: Any
) -> dict[str, Any]:
    """What every page of a CTG shows. `page` is the one of its tabs that is current."""
    args = [membre.espace_id, dossier.ctg.pk]
    pages = (*ONGLETS, ONGLET_REPRISE) if dossier.ctg.ctg_precedente_id else ONGLETS
    onglets = [OngletCtg(nom, reverse(f"convention:{vue}", args=args), icone, vue == page) for nom, vue, icone in pages]
    context = build_contexte(request, membre, PAGE, dossier=dossier, ctg=dossier.ctg, onglets_ctg=onglets)
    context["fil"] = [*context["fil"][:-1], (membre.espace.nom, reverse("espaces:espace_detail", args=args[:1]))]
    context["fil"].append((dossier.ctg.nom, "" if page == "ctg_detail" else reverse(PAGE, args=args)))
    context["peut_ecrire"] = can_update_ctg(membre) and not membre.espace.is_expire
    return context | contexte
