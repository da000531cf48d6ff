"""What the pages of the bodies share: which body, which séance, what a place may write."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.urls import reverse

from convive.acteurs.selectors.organisation import list_choix_organisations
from convive.acteurs.selectors.personne import list_choix_personnes
from convive.convention.selectors.ctg import list_ctgs
from convive.espaces.models import Membre
from convive.espaces.selectors.note import list_choix_thematiques
from convive.espaces.views.acces import build_contexte
from convive.gouvernance.models import Instance, Seance
from convive.gouvernance.permissions import can_list_brouillons, can_update_instances
from convive.gouvernance.selectors.composition import list_sieges
from convive.gouvernance.selectors.instance import get_instance
from convive.gouvernance.selectors.seance import get_seance

PAGE = "gouvernance:instance_list"


def get_instance_or_404(membre: Membre, uuid: UUID) -> Instance:
    instance = get_instance(membre, uuid)
    if instance is None:
        raise Http404("Cette instance n’est pas ici, ou ne vous est pas ouverte.")
    return instance


def get_seance_or_404(membre: Membre, uuid: UUID) -> Seance:
    seance = get_seance(membre, uuid)
    if seance is None:
        raise Http404("Cette séance n’est pas ici, ou ne vous est pas ouverte.")
    return seance


def get_choix_instance(membre: Membre) -> dict[str, Any]:
    """What the form of a body offers."""
    return {
        "thematiques": list_choix_thematiques(membre),
        "ctgs": list_ctgs(membre),
        "personnes": list_choix_personnes(membre),
    }


def get_choix_membre(membre: Membre, instance: Instance) -> dict[str, Any]:
    """What the form of a seat offers."""
    return {
        "personnes": list_choix_personnes(membre),
        "organisations": list_choix_organisations(membre),
        "sieges": list_sieges(instance),
    }


def build_contexte_gouvernance(request: HttpRequest, membre: Membre, **contexte: Any) -> dict[str, Any]:
    """`instance` and `seance`, when they are given, say where one is."""
    is_ouvert = not membre.espace.is_expire
    context = build_contexte(
        request,
        membre,
        PAGE,
        peut_ecrire=is_ouvert and can_update_instances(membre),
        lit_brouillons=can_list_brouillons(membre),
        **contexte,
    )
    seance = contexte.get("seance")
    instance = contexte.get("instance") or (seance and seance.instance)
    if instance is not None:
        args = [membre.espace_id]
        context["fil"] = [*context["fil"][:-1], (membre.espace.nom, reverse("espaces:espace_detail", args=args))]
        context["fil"].append(("Instances", reverse(PAGE, args=args)))
        context["fil"].append((instance.nom, reverse("gouvernance:instance_detail", args=[*args, instance.pk])))
    return context
