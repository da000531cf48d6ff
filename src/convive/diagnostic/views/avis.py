"""What partners think of the constats: who has said what, who is awaited, whom one asks by a link."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from convive.acteurs.models import Organisation
from convive.acteurs.selectors.organisation import list_choix_organisations
from convive.diagnostic.actions.avis import create_avis
from convive.diagnostic.actions.demande import create_demande_avis
from convive.diagnostic.forms.avis import AvisCompteForm
from convive.diagnostic.forms.demande import DemandeAvisForm
from convive.diagnostic.models import Constat
from convive.diagnostic.permissions import can_create_avis, can_list_constats, can_update_constats
from convive.diagnostic.rules.constats import MAX_DEMANDE
from convive.diagnostic.selectors.avis import get_tableau, list_a_repondre, list_avis_compte, list_organisations_compte
from convive.diagnostic.selectors.constat import build_carte, get_constat, get_noms_perimetre
from convive.diagnostic.selectors.demande import CLE_OBJET, DONNER_AVIS_LISTE, list_demandes
from convive.diagnostic.views.constat import CONSTAT_ABSENT
from convive.diagnostic.views.rubrique import CONSTATS, PAGE_AVIS
from convive.espaces.permissions import can_list_liens
from convive.espaces.views.page import Formulaire, Page, Pages

pages = Pages(CONSTATS, "constats/", onglet=PAGE_AVIS)
constat = pages.objet("<uuid:constat_uuid>/", get_constat, CONSTAT_ABSENT)


@pages.lecture("qui-s-est-prononce/", droit=can_list_constats)
def avis_list(page: Page) -> dict[str, Any]:
    """And what is left for the reader to answer."""
    voit_attendus = can_list_liens(page.membre)
    peut_demander = voit_attendus and page.contexte["peut_ecrire"]
    return {
        "tableau": get_tableau(page.membre, with_attendus=voit_attendus),
        "voit_attendus": voit_attendus,
        "peut_demander": peut_demander,
        "demandes": list_demandes(page.membre) if peut_demander else [],
        "peut_repondre": can_create_avis(page.membre) and not page.espace.is_expire,
    }


@constat.ecriture("avis/donner/", droit=can_create_avis)
def avis_create(page: Page, constat: Constat) -> Formulaire:
    """Say what one thinks of a constat, with an account, then of the next one: each in its turn, or passed over."""
    form = _build_form(page, constat)
    restent = list_a_repondre(page.membre)
    suivant = _get_suivant(restent, constat)
    # The trail of the keyboard begins at the content, not at the menus.
    url_suivant = f"{page.get_url('diagnostic:avis_create', suivant)}#contenu" if suivant else page.get_url(PAGE_AVIS)
    detail = f"{page.get_url('diagnostic:constat_detail', constat.pk)}#avis"
    return Formulaire(
        form,
        lambda: create_avis(by=page.compte, constat=constat, saisie=form.get_saisie()),
        fait="Votre avis est noté, avec sa date.",
        suite=url_suivant if "suivant" in page.request.POST else detail,
        contexte={
            "carte": build_carte(constat, get_noms_perimetre(page.membre)),
            "url_suivant": url_suivant if suivant else "",
            "nombre_apres": len([pk for pk in restent if pk != constat.pk]),
        },
    )


def _get_suivant(restent: list[UUID], constat: Constat) -> UUID | None:
    """The one after this one among those to answer; the first of them after one that is not, or not any more."""
    if constat.pk not in restent:
        return restent[0] if restent else None
    apres = restent[restent.index(constat.pk) + 1 :]
    return apres[0] if apres else None


def _build_form(page: Page, constat: Constat) -> AvisCompteForm:
    """A member speaks for the organisations where she works; those who write note what was said to them too."""
    membre = page.membre
    siennes: list[Organisation] = list_organisations_compte(membre)
    toutes = list_choix_organisations(membre) if can_update_constats(membre) else siennes
    depart = list_avis_compte(membre, constat)
    return AvisCompteForm(
        page.data,
        organisations=toutes,
        depart=depart[-1] if depart and not can_update_constats(membre) else None,
        proposee=siennes[0] if siennes and not can_update_constats(membre) else None,
    )


@pages.ecriture("demander-des-avis/", droit=can_update_constats)
def demande_avis_create(page: Page) -> Formulaire:
    """Choose some constats and ask a partner for her avis on them, by one link."""
    lignes = get_tableau(page.membre, with_attendus=False).lignes
    # By default, those of which nobody has said anything.
    sans_avis = [str(ligne.constat.pk) for ligne in lignes if not ligne.avis][:MAX_DEMANDE]
    choisis = page.request.GET.getlist("constat") or sans_avis
    form = DemandeAvisForm(page.data, lignes=lignes, choisis=choisis)

    def get_suite(demande: Any) -> str:
        query = urlencode({"objet": f"{CLE_OBJET}:{demande.pk}", "geste": DONNER_AVIS_LISTE})
        return f"{page.get_url('espaces:lien_create')}?{query}"

    return Formulaire(
        form,
        lambda: create_demande_avis(by=page.compte, espace=page.espace, constats=form.get_constats()),
        fait="Les constats sont choisis\u00a0: envoyez maintenant le lien.",
        suite=get_suite,
        contexte={"maximum": MAX_DEMANDE},
        champ="constats",
    )
