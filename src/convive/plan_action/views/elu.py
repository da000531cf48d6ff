"""One page for an élu·e, on a phone first: her actions, what awaits her, her météo in one tap, her commune."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse

from convive.espaces.views.page import Page, Pages, Rendu, Rubrique
from convive.plan_action.actions.suivi import create_meteo
from convive.plan_action.forms.elu import MeteoEluForm
from convive.plan_action.forms.point import PRECISIONS_METEO
from convive.plan_action.permissions import can_create_meteo, can_list_page_elu, can_update_fiches
from convive.plan_action.rules.meteo import ICONES_METEO
from convive.plan_action.rules.plan import NiveauMeteo, Regard
from convive.plan_action.selectors.elu import MAX_PREMIERES, PageElu, get_elu, get_page_elu
from convive.plan_action.views.rubrique import get_dossier

ICI = "plan_action:elu_detail"
pages = Pages(Rubrique(ICI), "plan/")


def elu_detail(page: Page, personne_uuid: UUID | None = None) -> Rendu:
    """Her own page; with an identifier, the one that the team prepares and prints for someone."""
    dossier, elu = get_dossier(page.membre, None), get_elu(page.membre, personne_uuid)
    if elu is None:
        raise Http404("Cette personne n’est pas dans l’annuaire.")
    commune = page.request.GET.get("commune", "")
    sienne = get_page_elu(page.membre, dossier, elu, commune, page.today) if dossier else None
    if page.is_envoi:
        return _submit(page, sienne)
    contexte: dict[str, Any] = {"page": sienne, "niveaux": _list_niveaux(), "peut_dire": _can_say(page, sienne)}
    contexte["ouvert"] = _get_ouvert(page, sienne)
    return contexte | {"dossier": dossier, "elu": elu, "today": page.today}


pages.ecriture("mon-mandat/", droit=can_list_page_elu)(elu_detail)
pages.ecriture("elus/<uuid:personne_uuid>/", droit=can_update_fiches)(elu_detail)


def _list_niveaux() -> list[tuple[str, str, str, str]]:
    """Each météo: its key, its words, its icon, what it says."""
    return [(n.value, n.libelle, ICONES_METEO[n], PRECISIONS_METEO[n]) for n in NiveauMeteo]


def _get_ouvert(page: Page, sienne: PageElu | None) -> dict[str, bool]:
    """What the address asks to unfold; her actions are there already when nothing awaits her and she has few."""
    is_courte = sienne is not None and not sienne.premieres and len(sienne.actions) <= MAX_PREMIERES
    return {"actions": is_courte or "actions" in page.request.GET, "commune": "commune" in page.request.GET}


def _can_say(page: Page, sienne: PageElu | None) -> bool:
    is_sienne = sienne is not None and sienne.elu.is_soi
    return is_sienne and can_create_meteo(page.membre) and not page.espace.is_expire


def _submit(page: Page, sienne: PageElu | None) -> HttpResponse:
    form = MeteoEluForm(page.data)
    actions: dict[Any, Any] = {action.fiche.pk: action for action in sienne.actions} if sienne else {}
    if not _can_say(page, sienne) or not form.is_valid() or form.cleaned_data["fiche"] not in actions:
        raise Http404("Cette météo n’est pas à donner ici\u00a0: l’action a peut-être changé d’élu·e référent·e.")
    fiche = actions[form.cleaned_data["fiche"]].fiche
    fiche.espace = page.espace
    niveau = NiveauMeteo(form.cleaned_data["niveau"])
    create_meteo(by=page.compte, fiche=fiche, regard=Regard.ELU, niveau=niveau, phrase=form.cleaned_data["phrase"])
    phrase = f"Votre météo est donnée\u00a0: {niveau.libelle.lower()}."
    return page.redirect(f"{page.get_url(ICI)}?actions=toutes#action-{fiche.pk}", phrase)
