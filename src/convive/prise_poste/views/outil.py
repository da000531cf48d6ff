"""The tools that a team keeps, those that it may begin; each box saves itself, two colleagues lose nothing."""

from typing import Any

from convive.espaces.views.page import GESTE_INCONNU, Formulaire, Gestes, Page, Pages, Rendu
from convive.prise_poste.actions.outil import clone_outil, create_outil, delete_outil, record_case_outil, update_titre
from convive.prise_poste.forms.case import CaseForm
from convive.prise_poste.forms.outil import TitreOutilForm
from convive.prise_poste.models import OutilRempli
from convive.prise_poste.permissions import can_remplir_outils
from convive.prise_poste.refus import PosteRefuse
from convive.prise_poste.selectors.contenus import get_outils
from convive.prise_poste.selectors.outils import PAGES_OUTILS, OutilLu, get_outil_lu, list_outils_remplis
from convive.prise_poste.views.case import CaseMontree, render_case
from convive.prise_poste.views.rubrique import FORMATS, OUTILS, POSTE
from convive.socle.requetes import is_fragment

DETAIL = "prise_poste:outil_detail"

pages = Pages(POSTE, "prise-de-poste/outils/", onglet=OUTILS)
outil = pages.objet(
    "<uuid:outil_uuid>/", get_outil_lu, "Cet outil n’est pas, ou n’est plus, dans cet espace.", nom="lu"
)


@pages.ecriture("", droit=can_remplir_outils)
def outil_list(page: Page) -> Formulaire:
    return Formulaire(
        None,
        lambda: _create(page),
        fait="L’outil est prêt à remplir.",
        suite=lambda rempli: page.get_url(DETAIL, rempli.pk),
        contexte=lambda: {"remplis": list_outils_remplis(page.membre), "outils": list(get_outils().values())},
    )


@outil.ecriture("", droit=can_remplir_outils)
def outil_detail(page: Page, lu: OutilLu) -> Rendu:
    montree = _write(page, lu) if "champ" in page.request.POST else None
    if montree is not None:
        return _answer(page, lu, montree)
    titre, ici = TitreOutilForm(page.data if page.geste == "titre" else None, rempli=lu.rempli), page.request.path
    contexte = _build_contexte(page, lu, titre)
    if page.geste == "titre":
        return Formulaire(
            titre,
            lambda: update_titre(by=page.compte, rempli=lu.rempli, titre=titre.cleaned_data["titre"]),
            fait="Titre enregistré.",
            suite=ici,
            contexte=contexte,
        )
    if page.geste in ("copier", "vider") and lu.outil is not None:
        modele, is_vide = lu.outil, page.geste == "vider"
        return Formulaire(
            None,
            lambda: clone_outil(by=page.compte, rempli=lu.rempli, outil=modele, is_vide=is_vide),
            fait="Voici la copie\u00a0: l’original n’a pas changé.",
            suite=lambda copie: page.get_url(DETAIL, copie.pk),
            contexte=contexte,
        )
    retrait = (lambda: delete_outil(by=page.compte, rempli=lu.rempli), f"«\u00a0{lu.rempli}\u00a0» est supprimé.")
    return Gestes({"supprimer": retrait}, page.get_url(OUTILS), contexte)


def _create(page: Page) -> OutilRempli:
    outil = get_outils().get(page.request.POST.get("outil", ""))
    if outil is None:
        raise PosteRefuse(GESTE_INCONNU)
    return create_outil(by=page.compte, espace=page.espace, outil=outil)


def _build_contexte(
    page: Page, lu: OutilLu, titre: TitreOutilForm, montree: CaseMontree | None = None
) -> dict[str, Any]:
    return {
        "url": page.request.path,
        "montree": montree,
        "titre": titre,
        "lieu": PAGES_OUTILS.get(lu.outil.page) if lu.outil else None,
        "formats": FORMATS,
    }


def _write(page: Page, lu: OutilLu) -> CaseMontree | None:
    """The box, once saved or refused; None for a box that this tool has not."""
    form = CaseForm(page.data)
    lue = lu.get_case(page.request.POST["champ"])
    if not form.is_valid() or lue is None or lu.outil is None:
        return None
    saisie = form.get_saisie()
    try:
        redaction = record_case_outil(
            by=page.compte, rempli=lu.rempli, champ=saisie.champ, base=saisie.base, texte=saisie.texte
        )
    except PosteRefuse as error:
        return CaseMontree(lue.case, saisie.texte, saisie.base, str(error))
    neuve = get_outil_lu(page.membre, lu.rempli.pk) or lu
    base = neuve.rempli.valeurs.get(saisie.champ, "")
    return CaseMontree(
        lue.case,
        redaction.texte,
        base,
        redaction.refus,
        le=neuve.rempli.updated_at,
        is_telle_quelle=redaction.texte == saisie.texte,
    )


def _answer(page: Page, lu: OutilLu, montree: CaseMontree) -> Rendu:
    """The box alone when the page itself sent it; without a script, the page, which keeps what was refused."""
    if is_fragment(page.request):
        return render_case(page.request, montree)
    if not montree.refus:
        return page.redirect(page.request.path)
    return _build_contexte(page, lu, TitreOutilForm(rempli=lu.rempli), montree)
