"""Cards that look alike: make one of two, or say that they are two; each decision can be undone."""

from uuid import UUID

from django.http import Http404

from convive.acteurs.actions.fusion_fiches import delete_distinctes, fuse_fiches, record_distinctes, restore_fusion
from convive.acteurs.models import Decision
from convive.acteurs.permissions import can_update_acteurs
from convive.acteurs.rules.annuaire import ActeurRefuse
from convive.acteurs.selectors.doublon import build_comparaison, get_decision, get_fiche, list_decisions, list_paires
from convive.acteurs.views.rubrique import ACTEURS, DOUBLONS
from convive.espaces.views.page import Gestes, Page, Pages, Rendu
from convive.socle.uuids import parse_uuid

pages = Pages(ACTEURS, "acteurs/doublons/", onglet=DOUBLONS)


@pages.ecriture("", droit=can_update_acteurs)
def doublon_list(page: Page) -> Rendu:
    erreur = ""
    if page.is_envoi:
        try:
            return page.redirect(page.get_url(DOUBLONS), _undo(page))
        except ActeurRefuse as refus:
            erreur = str(refus)
    return {"paires": list_paires(page.membre), "decisions": list_decisions(page.membre), "erreur": erreur}


@pages.ecriture("<slug:cle>/<uuid:gardee_uuid>/<uuid:autre_uuid>/", droit=can_update_acteurs)
def doublon_update(page: Page, cle: str, gardee_uuid: UUID, autre_uuid: UUID) -> Gestes:
    """Two cards side by side; the first one of the address is the one that stays."""
    gardee, autre = (get_fiche(page.membre, cle, uuid) for uuid in (gardee_uuid, autre_uuid))
    if gardee is None or autre is None or gardee == autre:
        raise Http404("L’une de ces fiches n’existe pas ici, a déjà été fusionnée, ou vous n’y avez pas accès.")
    choix = {champ: valeur for champ, valeur in page.request.POST.items() if valeur == "autre"}
    contexte = {"cle": cle, "gardee": gardee, "autre": autre, "lignes": build_comparaison(gardee, autre)}
    suite = page.get_url(f"acteurs:{cle}_detail", gardee_uuid)
    return Gestes(
        {
            "fusionner": (
                lambda: fuse_fiches(by=page.compte, gardee=gardee, autre=autre, choix=choix),
                "Une seule fiche désormais. La page «\u00a0Doublons\u00a0» permet de revenir en arrière.",
            ),
            "distinctes": (
                lambda: record_distinctes(by=page.compte, gauche=gardee, droite=autre),
                "C’est noté\u00a0: deux fiches distinctes, qui ne seront plus proposées.",
            ),
        },
        suite=page.get_url(DOUBLONS) if page.geste == "distinctes" else suite,
        contexte=contexte,
    )


def _undo(page: Page) -> str:
    """What was undone, to say."""
    uuid = parse_uuid(page.request.POST.get("objet", ""))
    rapprochement = get_decision(page.membre, uuid) if uuid else None
    if rapprochement is None:
        raise Http404("Cette décision n’existe pas ici, ou a déjà été annulée.")
    if rapprochement.decision == Decision.FUSION:
        restore_fusion(by=page.compte, rapprochement=rapprochement)
        return "Fusion annulée\u00a0: les deux fiches sont de nouveau là."
    delete_distinctes(by=page.compte, rapprochement=rapprochement)
    return "Ces deux fiches seront de nouveau proposées."
