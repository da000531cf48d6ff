"""By what the money of each action is shared among communes."""

from typing import Any

from convive.espaces.views.ecran import FORMULAIRE, LISTE, Ecran, Ligne, Liste
from convive.espaces.views.page import Formulaire, Page, Pages
from convive.finances.actions.cle import update_cle
from convive.finances.forms.cle import CleForm
from convive.finances.permissions import can_list_communes, can_update_cles
from convive.finances.rules.repartition import Cle
from convive.finances.selectors.cle import get_cle, list_cles, list_communes_fiche
from convive.finances.views.rubrique import COMMUNES, FINANCES
from convive.plan_action.models import FicheAction
from convive.plan_action.selectors.fiche import get_fiche

pages = Pages(FINANCES, "finances/cles/", onglet=COMMUNES)
fiche = pages.objet("<uuid:fiche_uuid>/", get_fiche, "Cette action n’existe pas ici.")


@pages.lecture("", droit=can_list_communes, gabarit=LISTE)
def cle_list(page: Page) -> dict[str, Any]:
    page.contexte["peut_ecrire"] = peut_choisir = can_update_cles(page.membre) and not page.espace.is_expire
    lignes = [
        Ligne(
            str(lue.uuid),
            lue.libelle,
            page.get_url("finances:cle_update", lue.fiche) if peut_choisir else "",
            (("Répartie selon", lue.cle.libelle),),
        )
        for lue in list_cles(page.membre, page.today)
    ]
    liste = Liste(
        titre="Par quoi l’argent se partage",
        chapeau="Pour chaque action, ce qui dit la part de chaque commune. Sans choix, c’est la population.",
        qui_voit="les membres de l’espace, sauf l’administrateur·rice technique.",
        lignes=lignes,
        vide="Aucune action n’a encore de budget.",
        ajout=("", ""),
        premiere="Action",
    )
    return {"liste": liste}


@fiche.ecriture("", droit=can_update_cles, gabarit=FORMULAIRE)
def cle_update(page: Page, fiche: FicheAction) -> Formulaire:
    choisie = get_cle(page.membre, fiche)
    form = CleForm(page.data, communes=list_communes_fiche(page.membre, fiche), choisie=choisie)
    liste = page.get_url("finances:cle_list")
    ecran = Ecran(
        titre="Par quoi la partager\u00a0?",
        chapeau=str(fiche),
        qui_voit="les personnes qui peuvent écrire ici.",
        texte=f"Les parts, commune par commune, ne comptent que pour «\u00a0{Cle.SAISIE.libelle}\u00a0».",
        retour=("Revenir à la liste", liste),
    )
    return Formulaire(
        form,
        lambda: update_cle(
            by=page.compte, fiche=fiche, cle=form.get_cle(), unite=form.get_unite(), parts=form.get_parts()
        ),
        fait="C’est enregistré.",
        suite=liste,
        ecran=ecran,
    )
