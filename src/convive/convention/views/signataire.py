"""Who signs a CTG; who must still deliberate or sign: the convention first, then each avenant."""

from uuid import UUID

from django.http import Http404

from convive.convention.actions.ctg import sign_ctg
from convive.convention.actions.signataire import (
    create_signataire,
    delete_signataire,
    update_deliberation,
    update_signataire,
)
from convive.convention.forms.ctg import SignatureForm
from convive.convention.forms.signataire import LISTE, DeliberationForm, SignataireForm, SignataireUpdateForm
from convive.convention.models import Signataire
from convive.convention.permissions import can_get_ctg, can_update_ctg
from convive.convention.selectors.ctg import DossierCtg, set_filiations
from convive.convention.selectors.organisation import list_organisations
from convive.convention.selectors.signataire import LigneSignataire, list_personnes, list_pieces_ctg
from convive.convention.views.rubrique import CONVENTION, SIGNATAIRES, attach_ctg
from convive.espaces.views.page import Formulaire, Gestes, Page, Pages, Rendu

pages = attach_ctg(Pages(CONVENTION, "ctg/", onglet=SIGNATAIRES)).sous("signataires/")


@pages.ecriture("", droit=can_get_ctg, ecrit=can_update_ctg)
def signataire_list(page: Page, dossier: DossierCtg) -> Formulaire:
    ctg, derniere = dossier.ctg, dossier.tableaux[0].derniere_signature
    form = SignatureForm(page.data, initial={"date_signature": derniere})
    set_filiations(dossier)
    return Formulaire(
        form,
        lambda: sign_ctg(by=page.compte, ctg=ctg, date_signature=form.cleaned_data["date_signature"]),
        fait=f"La signature de «\u00a0{ctg}\u00a0» est notée.",
        suite=page.get_url(SIGNATAIRES, ctg.pk),
        contexte={
            "is_signable": ctg.date_signature is None and (derniere is not None or page.is_envoi),
            "formats": ("docx", "odt", "pdf"),
        },
    )


@pages.ecriture("ajouter/", droit=can_update_ctg)
def signataire_create(page: Page, dossier: DossierCtg) -> Formulaire:
    """To a CTG that is not signed yet."""
    organisations = list_organisations(page.membre)
    form = SignataireForm(page.data, organisations=organisations)
    return Formulaire(
        form,
        lambda: create_signataire(by=page.compte, ctg=dossier.ctg, saisie=form.get_saisie()),
        fait=lambda signataire: f"«\u00a0{signataire}\u00a0» est parmi les signataires.",
        suite=page.get_url(SIGNATAIRES, dossier.ctg.pk),
        contexte={"organisations": organisations, "liste": LISTE},
    )


@pages.ecriture("<uuid:signataire_uuid>/", droit=can_update_ctg)
def signataire_update(page: Page, dossier: DossierCtg, signataire_uuid: UUID) -> Rendu:
    """Change a signatory, or see how it leaves."""
    signataire = _get_signataire_or_404(dossier, signataire_uuid)
    suite, personnes = page.get_url(SIGNATAIRES, dossier.ctg.pk), list_personnes(signataire)
    if page.geste == "retirer":
        retrait = (
            lambda: delete_signataire(by=page.compte, signataire=signataire),
            f"«\u00a0{signataire}\u00a0» n’est plus parmi les signataires.",
        )
        form = SignataireUpdateForm(signataire=signataire, personnes=personnes)
        return Gestes({"retirer": retrait}, suite=suite, contexte={"signataire": signataire, "form": form})
    form = SignataireUpdateForm(page.data, signataire=signataire, personnes=personnes)

    def save() -> None:
        actuel, saisie = form.get_representant_actuel(), form.get_saisie()
        update_signataire(by=page.compte, signataire=signataire, saisie=saisie, representant_actuel=actuel)

    contexte = {"signataire": signataire, "erreur": ""}
    return Formulaire(form, save, fait="Signataire enregistré.", suite=suite, contexte=contexte)


@pages.ecriture(
    "<uuid:signataire_uuid>/deliberation/",
    "<uuid:signataire_uuid>/deliberation/<uuid:avenant_uuid>/",
    droit=can_update_ctg,
)
def deliberation_update(
    page: Page, dossier: DossierCtg, signataire_uuid: UUID, avenant_uuid: UUID | None = None
) -> Formulaire:
    """Note the délibération and the signature of one signatory, for the convention or for an avenant."""
    ligne = _get_ligne_or_404(dossier, signataire_uuid, avenant_uuid)
    signataire = ligne.signataire
    avenant = next((a for a in dossier.avenants if a.pk == avenant_uuid), None)
    pieces = list_pieces_ctg(dossier.ctg)
    form = DeliberationForm(page.data, deliberation=ligne.deliberation, pieces=pieces, has_organe=signataire.has_organe)
    return Formulaire(
        form,
        lambda: update_deliberation(by=page.compte, signataire=signataire, avenant=avenant, saisie=form.get_saisie()),
        fait=f"C’est noté pour «\u00a0{signataire}\u00a0».",
        suite=page.get_url(SIGNATAIRES, dossier.ctg.pk),
        contexte={"ligne": ligne, "avenant": avenant},
    )


def _get_signataire_or_404(dossier: DossierCtg, uuid: UUID) -> Signataire:
    signataire = next((s for s in dossier.signataires if s.pk == uuid), None)
    if signataire is None:
        raise Http404("Ce signataire n’existe pas dans cette CTG.")
    signataire.ctg = dossier.ctg
    return signataire


def _get_ligne_or_404(dossier: DossierCtg, signataire_uuid: UUID, avenant_uuid: UUID | None = None) -> LigneSignataire:
    """A signatory of this CTG, as it stands for the convention or for one of its avenants."""
    for tableau in dossier.tableaux:
        if (tableau.avenant.pk if tableau.avenant else None) == avenant_uuid:
            for ligne in tableau.lignes:
                if ligne.signataire.pk == signataire_uuid:
                    ligne.signataire.ctg = dossier.ctg
                    return ligne
    raise Http404("Ce signataire n’existe pas dans cette CTG, ou cet acte ne le concerne pas.")
