"""The CTG of an espace: its ribbon, its phases, what is missing for the next one."""

from typing import Any
from uuid import UUID

from django.http import Http404

from convive.convention.actions.ctg import create_ctg, delete_ctg, update_ctg
from convive.convention.forms.ctg import CtgForm, SuppressionForm
from convive.convention.forms.signataire import LISTE, LignesSignataires
from convive.convention.models import Ctg
from convive.convention.panels import build_manques, build_phrase, get_url_reprise
from convive.convention.permissions import can_get_ctg, can_update_ctg
from convive.convention.rules.ctg import ConventionRefusee
from convive.convention.selectors.ctg import DossierCtg, build_ruban_ctg, choose_ctg, get_dossier, list_ctgs
from convive.convention.selectors.organisation import list_noms_proposes, list_organisations
from convive.convention.selectors.suppression import get_bilan_suppression
from convive.convention.views.rubrique import ABSENTE, CONVENTION, CTG, attach_ctg, prepare_ctg
from convive.espaces.selectors.note import list_choix_communes
from convive.espaces.views.page import Formulaire, Page, Pages, Rendu

pages = Pages(CONVENTION, "ctg/")
ctg = attach_ctg(pages)


# Without an identifier: the one that people mean by « la CTG ».
@pages.lecture("", "<uuid:ctg_uuid>/", droit=can_get_ctg)
def ctg_detail(page: Page, ctg_uuid: UUID | None = None) -> dict[str, Any]:
    dossier = get_dossier(page.membre, page.today, ctg_uuid)
    if dossier is None:
        if ctg_uuid is not None:
            raise Http404(ABSENTE)
        return {"ctg": None}
    page.contexte["dossier"] = dossier
    prepare_ctg(page)
    # The page itself, whichever of its two addresses is asked for.
    del page.fil[1:]
    return {
        "ruban": build_ruban_ctg(dossier),
        "manques": build_manques(dossier),
        "phrase": build_phrase(dossier),
        "url_reprise": get_url_reprise(dossier),
    }


@pages.ecriture("saisir/", droit=can_update_ctg)
def ctg_create(page: Page) -> Rendu:
    """With its signatories, on one page: five minutes when it was signed before Convive."""
    organisations, ajout = list_organisations(page.membre), page.geste == "ligne"
    form, noms = _build_form(page, ajout=ajout), list_noms_proposes(organisations, page.espace)
    lignes = LignesSignataires(page.data, organisations=organisations, noms=noms, ajout=ajout)
    retour = _get_retour(page)
    contexte = {"lignes": lignes, "organisations": organisations, "liste": LISTE, "retour": retour}
    if ajout:
        return contexte | {"form": form}
    # Both are read, so that both say what is to be corrected.
    is_complete = page.is_envoi and lignes.is_valid()

    def save() -> Ctg:
        if not is_complete:
            raise ConventionRefusee
        saisie, signataires = form.get_saisie(), lignes.list_saisies()
        return create_ctg(by=page.compte, espace=page.espace, saisie=saisie, signataires=signataires)

    return Formulaire(
        form,
        save,
        fait=lambda ctg: f"«\u00a0{ctg}\u00a0» est enregistrée.",
        suite=lambda ctg: retour or page.get_url(CTG, ctg.pk),
        contexte=contexte,
    )


@ctg.ecriture("modifier/", droit=can_update_ctg)
def ctg_update(page: Page, dossier: DossierCtg) -> Formulaire:
    """Its dates, its name, its communes."""
    form = CtgForm(page.data, ctgs=dossier.ctgs, communes=list_choix_communes(page.membre), ctg=dossier.ctg)

    def save() -> None:
        update_ctg(by=page.compte, ctg=dossier.ctg, saisie=form.get_saisie(), version=form.cleaned_data["version"])

    return Formulaire(form, save, fait="CTG enregistrée.", suite=page.get_url(CTG, dossier.ctg.pk))


@ctg.ecriture("supprimer/", droit=can_update_ctg)
def ctg_delete(page: Page, dossier: DossierCtg) -> Formulaire:
    """For one that was entered by mistake: what would go, what stands in the way."""
    return Formulaire(
        SuppressionForm(page.data, ctg=dossier.ctg),
        lambda: delete_ctg(by=page.compte, dossier=dossier),
        fait=f"«\u00a0{dossier.ctg}\u00a0» est supprimée. Le journal garde ce qu’elle était.",
        suite=page.get_url(CTG),
        contexte={"bilan": get_bilan_suppression(dossier)},
    )


def _get_retour(page: Page) -> str:
    """The page of this espace that asked for a CTG first: one goes back there once it is entered."""
    retour = page.request.POST.get("retour") or page.request.GET.get("retour") or ""
    return retour if retour.startswith(page.get_url("espaces:espace_detail")) else ""


def _build_form(page: Page, *, ajout: bool) -> CtgForm:
    """A line more keeps what was typed, without a word of reproach; a new CTG follows the current one."""
    ctgs, communes, data = list_ctgs(page.membre), list_choix_communes(page.membre), page.data
    if ajout and data is not None:
        typed = {cle: data.get(cle) for cle in data} | {"communes": data.getlist("communes")}
        return CtgForm(ctgs=ctgs, communes=communes, initial=typed)
    actuelle = choose_ctg(ctgs, None, page.today)
    return CtgForm(data, ctgs=ctgs, communes=communes, initial={"ctg_precedente": str(actuelle.pk) if actuelle else ""})
