"""Prepare the CTG that follows one, while it runs; choose what it takes from the one before it, then carry it over."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.utils import timezone

from convive.convention.actions.ctg import create_ctg
from convive.convention.actions.reprise import RepriseRefusee, record_choix, record_report
from convive.convention.forms.ctg import SuiteForm
from convive.convention.forms.reprise import CHOIX_PROPOSES, Grille
from convive.convention.models import Ctg
from convive.convention.permissions import can_get_ctg, can_update_ctg
from convive.convention.rules.reprise import MAX_MOTIF, Filtre
from convive.convention.selectors.ctg import DossierCtg, get_dossier_sans_actes
from convive.convention.selectors.reprise import DossierReprise, get_dossier_reprise, list_biens_communs
from convive.convention.views.rubrique import CONVENTION, REPRISE, attach_ctg
from convive.espaces.models import Membre
from convive.espaces.selectors.note import list_choix_communes
from convive.espaces.views.page import Formulaire, Page, Pages, Rendu
from convive.socle.formats import nombre_accorde


def _get_dossier(membre: Membre, ctg_uuid: UUID) -> DossierCtg | None:
    """These pages show neither signatories nor avenants as such."""
    return get_dossier_sans_actes(membre, timezone.localdate(), ctg_uuid)


pages = attach_ctg(Pages(CONVENTION, "ctg/"), _get_dossier)
reprise = pages.sous("reprise/", onglet=REPRISE)


@pages.ecriture("suite/", droit=can_update_ctg)
def suite_create(page: Page, dossier: DossierCtg) -> Formulaire:
    data = page.data if dossier.suivante is None else None
    form = SuiteForm(data, precedente=dossier.ctg, communes=list_choix_communes(page.membre))
    return Formulaire(
        form,
        lambda: create_ctg(by=page.compte, espace=page.espace, saisie=form.get_saisie()),
        fait=lambda ctg: f"«\u00a0{ctg}\u00a0» est créée. Choisissez maintenant ce qu’elle reprend.",
        suite=lambda ctg: page.get_url(REPRISE, ctg.pk),
        contexte={"suivante": dossier.suivante, "biens": list_biens_communs(page.membre)},
    )


@reprise.ecriture("", droit=can_get_ctg, ecrit=can_update_ctg)
def reprise_list(page: Page, dossier: DossierCtg) -> Rendu:
    """Choose, several at once, then carry over."""
    ctg = dossier.ctg
    precedente = next((autre for autre in dossier.ctgs if autre.pk == ctg.ctg_precedente_id), None)
    if precedente is None:
        return {"precedente": None}
    filtre = _parse_filtre(page)
    reprise, errors = get_dossier_reprise(ctg, precedente, page.compte), {}
    if page.is_envoi:
        try:
            _submit(page, ctg, reprise, filtre)
            return page.redirect(f"{page.get_url(REPRISE, ctg.pk)}?voir={filtre.value}")
        except RepriseRefusee as refus:
            errors = refus.lignes
            reprise = get_dossier_reprise(ctg, precedente, page.compte)
    contexte = _build_contexte(page, reprise, filtre, errors)
    return contexte | {"is_a_choisir": dossier.couple_reprise == (ctg, precedente)}


def _parse_filtre(page: Page) -> Filtre:
    typed = page.request.GET.get("voir", "")
    return Filtre(typed) if typed in list(Filtre) else Filtre.TOUS


def _submit(page: Page, ctg: Ctg, reprise: DossierReprise, filtre: Filtre) -> None:
    """Record the choices of the page, or carry over those that were recorded. Raise RepriseRefusee."""
    if page.geste == "reporter":
        bilan = record_report(by=page.compte, ctg=ctg)
        if bilan.reportes:
            nombre = nombre_accorde(len(bilan.reportes), "élément est", "éléments sont")
            messages.success(page.request, f"{nombre} maintenant dans « {ctg} ».")
        for libelle, phrase in bilan.refuses:
            messages.warning(page.request, f"« {libelle} » n’est pas repris. {phrase}")
        return
    saisies = Grille(reprise, filtre, page.request.POST).list_saisies()
    changed = record_choix(by=page.compte, ctg=ctg, saisies=saisies)
    said = f"{nombre_accorde(changed, 'choix enregistré', 'choix enregistrés')}." if changed else "Rien n’a changé."
    messages.success(page.request, said)


def _build_contexte(page: Page, reprise: DossierReprise, filtre: Filtre, errors: dict[str, str]) -> dict[str, Any]:
    grille = Grille(reprise, filtre, page.request.POST if errors else None)
    grille.erreurs = errors
    comptes = reprise.comptes
    return {
        "precedente": reprise.precedente,
        "reprise": reprise,
        "filtre": filtre,
        "filtres": [(f.value, f.libelle, comptes.get(f, 0)) for f in Filtre],
        "familles": grille.list_familles(),
        "erreurs": grille.list_erreurs(),
        "motif_commun": page.request.POST.get("motif_commun", ""),
        "choix_proposes": CHOIX_PROPOSES,
        "max_motif": MAX_MOTIF,
        "biens": list_biens_communs(page.membre),
    }
