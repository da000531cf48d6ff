"""The avenants of a CTG: what each changes, who must still sign it, what the convention was before and after."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404

from convive.convention.actions.avenant import (
    ApresLaFin,
    create_avenant,
    delete_avenant,
    reopen_avenant,
    sign_avenant,
    update_avenant,
)
from convive.convention.forms.avenant import AvenantForm, parse_nature
from convive.convention.forms.ctg import SignatureForm
from convive.convention.forms.signataire import LISTE, SignataireForm
from convive.convention.models import Avenant, NatureAvenant
from convive.convention.permissions import can_get_ctg, can_update_ctg
from convive.convention.rules.avenants import EtatConvention, Nature
from convive.convention.rules.ctg import ConventionRefusee
from convive.convention.selectors.avenant import compare_avenant, compare_deux, compare_passage, list_etats
from convive.convention.selectors.ctg import DossierCtg
from convive.convention.selectors.organisation import list_organisations
from convive.convention.views.rubrique import AVENANTS, CONVENTION, attach_ctg
from convive.espaces.selectors.note import list_choix_communes
from convive.espaces.views.page import Formulaire, Gestes, Page, Pages, Rendu
from convive.socle.formulaires import explain_refus

DETAIL = "convention:avenant_detail"
SIGNATAIRE = "entrant"

pages = attach_ctg(Pages(CONVENTION, "ctg/", onglet=AVENANTS)).sous("avenants/")


@pages.lecture("", droit=can_get_ctg)
def avenant_list(page: Page, dossier: DossierCtg) -> dict[str, Any]:
    """With the convention compared between two of its states."""
    etats = list_etats(dossier)
    de, vers = _parse_rangs(page, etats)
    return {
        "etats": etats,
        "de": de,
        "vers": vers,
        "comparaison": compare_deux(page.membre, etats[de], etats[vers]) if len(etats) > 1 else None,
        "natures": NatureAvenant.choices,
    }


@pages.ecriture("ajouter/", droit=can_update_ctg)
def avenant_create(page: Page, dossier: DossierCtg) -> Rendu:
    """First its nature (`?nature=`), then what that nature asks."""
    nature = parse_nature(page.request.GET.get("nature", ""))
    contexte: dict[str, Any] = {"natures": NatureAvenant.choices, "nature": nature, "apres_la_fin": ""}
    if nature is None:
        return contexte
    form = AvenantForm(
        page.data,
        ctg=dossier.ctg,
        nature=nature,
        signataires=dossier.presents,
        communes=list_choix_communes(page.membre),
        numero=max((avenant.numero for avenant in dossier.avenants), default=0) + 1,
    )
    organisations = list_organisations(page.membre) if nature is Nature.ADHESION else []
    entrant = None
    if nature is Nature.ADHESION:
        entrant = SignataireForm(page.data, organisations=organisations, prefix=SIGNATAIRE)
    contexte |= {"entrant": entrant, "organisations": organisations, "liste": LISTE}
    contexte["libelle_nature"] = NatureAvenant(nature).label
    return Formulaire(
        form,
        lambda: _create(page, dossier, form, entrant, contexte),
        fait=lambda avenant: f"«\u00a0{avenant}\u00a0» est enregistré.",
        suite=lambda avenant: page.get_url(DETAIL, dossier.ctg.pk, avenant.pk),
        contexte=contexte,
    )


@pages.ecriture("<uuid:avenant_uuid>/", droit=can_get_ctg, ecrit=can_update_ctg)
def avenant_detail(page: Page, dossier: DossierCtg, avenant_uuid: UUID) -> Rendu:
    """Note its signature, or come back on it."""
    avenant = _get_avenant_or_404(page, dossier, avenant_uuid)
    contexte, ici = _build_contexte(page, dossier, avenant), page.get_url(DETAIL, dossier.ctg.pk, avenant.pk)
    if page.geste == "signer":
        fait = "La signature est notée\u00a0: la convention a changé."
        contexte["erreur"] = ""
        return Formulaire(contexte["form"], lambda: _sign(page, avenant, contexte), fait, ici, contexte)
    return Gestes(
        {
            "rouvrir": (
                lambda: reopen_avenant(by=page.compte, avenant=avenant),
                "L’avenant est de nouveau un projet\u00a0; la convention est comme avant lui.",
            ),
            "supprimer": (
                lambda: delete_avenant(by=page.compte, avenant=avenant),
                f"«\u00a0{avenant}\u00a0» est supprimé.",
            ),
        },
        suite=page.get_url(AVENANTS, dossier.ctg.pk) if page.geste == "supprimer" else ici,
        contexte=contexte,
    )


@pages.ecriture("<uuid:avenant_uuid>/modifier/", droit=can_update_ctg)
def avenant_update(page: Page, dossier: DossierCtg, avenant_uuid: UUID) -> Formulaire:
    """For one that is not signed yet."""
    avenant = _get_avenant_or_404(page, dossier, avenant_uuid)
    form = AvenantForm(
        page.data,
        ctg=dossier.ctg,
        nature=Nature(avenant.nature),
        signataires=dossier.presents,
        communes=list_choix_communes(page.membre),
        avenant=avenant,
    )
    contexte = {"avenant": avenant, "apres_la_fin": ""}

    def save() -> str:
        version, contenu = form.cleaned_data["version"], form.get_contenu()
        _explain_apres_la_fin(
            contexte, lambda: update_avenant(by=page.compte, avenant=avenant, contenu=contenu, version=version)
        )
        return contenu.objet

    return Formulaire(
        form,
        save,
        fait=lambda objet: f"«\u00a0{objet}\u00a0» est enregistré.",
        suite=page.get_url(DETAIL, dossier.ctg.pk, avenant.pk),
        contexte=contexte,
    )


def _get_avenant_or_404(page: Page, dossier: DossierCtg, uuid: UUID) -> Avenant:
    avenant = next((a for a in dossier.avenants if a.pk == uuid), None)
    if avenant is None:
        raise Http404("Cet avenant n’existe pas dans cette CTG.")
    avenant.ctg, avenant.espace = dossier.ctg, page.espace
    return avenant


def _create(
    page: Page, dossier: DossierCtg, form: AvenantForm, entrant: SignataireForm | None, contexte: dict[str, Any]
) -> Avenant:
    """What is refused of the organisation that joins is said beside its name."""
    if entrant and not entrant.is_valid():
        raise ConventionRefusee
    contenu = form.get_contenu(entrant.get_saisie() if entrant else None)
    try:
        return _explain_apres_la_fin(contexte, lambda: create_avenant(by=page.compte, ctg=dossier.ctg, contenu=contenu))
    except ConventionRefusee as refus:
        if entrant is None or "organisation" not in refus.champs:
            raise
        explain_refus(entrant, refus)
        raise ConventionRefusee from refus


def _build_contexte(page: Page, dossier: DossierCtg, avenant: Avenant) -> dict[str, Any]:
    tableau = next(t for t in dossier.tableaux if t.avenant is not None and t.avenant.pk == avenant.pk)
    data = page.data if page.geste == "signer" else None
    return {
        "avenant": avenant,
        "tableau": tableau,
        "form": SignatureForm(data, initial={"date_signature": tableau.derniere_signature}),
        "apres_la_fin": "",
        "comparaison": compare_avenant(page.membre, dossier, avenant),
        "passage": compare_passage(avenant),
        "formats": ("docx", "odt", "pdf"),
        "is_dernier_signe": _is_dernier_signe(dossier, avenant),
    }


def _sign(page: Page, avenant: Avenant, contexte: dict[str, Any]) -> None:
    jour = contexte["form"].cleaned_data["date_signature"]
    _explain_apres_la_fin(contexte, lambda: sign_avenant(by=page.compte, avenant=avenant, date_signature=jour))


def _explain_apres_la_fin[T](contexte: dict[str, Any], action: Callable[[], T]) -> T:
    """An avenant that comes after the end has ways out, which the page says in a part of its own."""
    try:
        return action()
    except ApresLaFin as refus:
        contexte["apres_la_fin"] = str(refus)
        raise ConventionRefusee from refus


def _parse_rangs(page: Page, etats: list[EtatConvention]) -> tuple[int, int]:
    """From the signature to the last avenant, unless two other states are asked for."""

    def parse(nom: str, default: int) -> int:
        texte = page.request.GET.get(nom, "")
        is_rang = texte.isascii() and texte.isdigit() and len(texte) < 4 and int(texte) < len(etats)
        return int(texte) if is_rang else default

    return parse("de", 0), parse("vers", len(etats) - 1)


def _is_dernier_signe(dossier: DossierCtg, avenant: Avenant) -> bool:
    signed = [a for a in dossier.avenants if a.date_signature]
    return bool(signed) and signed[-1].pk == avenant.pk
