"""The tour on paper: the kit of a newly elected member."""

from django.utils import timezone

from convive.documents.exports.page import CADRE_EXEMPLE, build_texte, get_cadre
from convive.documents.registre import TypeDocument, types_documents
from convive.documents.rules import Contenu, Famille
from convive.espaces.models import Membre
from convive.gouvernance.permissions import can_list_instances
from convive.gouvernance.rules.visite import Etape
from convive.gouvernance.selectors.visite import Ecran, Point, list_ecrans

CLE_KIT = "kit_elu"
TITRE = "La CTG en dix minutes"
TEMPLATE = "gouvernance/types/kit_elu.html"
EXEMPLE = (
    Ecran(
        Etape.INSTANCES,
        "Vous siégez dans une instance.",
        (Point("Comité de pilotage", "vous y siégez, maire · prochaine séance le 12\u00a0juin\u00a02026"),),
    ),
    Ecran(Etape.DECISIONS, "Les dernières.", (), "Aucune séance close n’a encore pris de décision."),
)


def build_kit(membre: Membre, _famille: Famille, _choix: str) -> Contenu:
    ecrans = list_ecrans(membre, timezone.localdate())
    return build_texte(get_cadre(membre.espace), TITRE, TEMPLATE, {"ecrans": ecrans})


def build_exemple_kit(_famille: Famille) -> Contenu:
    """Two screens of an invented territory."""
    return build_texte(CADRE_EXEMPLE, TITRE, TEMPLATE, {"ecrans": EXEMPLE})


def record_kit() -> None:
    types_documents.record(
        TypeDocument(
            CLE_KIT,
            TITRE,
            "Pour un·e élu·e qui prend ses fonctions : la convention, les instances, le plan, les "
            "mots, trois questions à poser.",
            (Famille.TEXTE,),
            can_list_instances,
            build_kit,
            build_exemple_kit,
            ordre=34,
        )
    )
