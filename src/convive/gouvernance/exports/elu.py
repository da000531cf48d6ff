"""The page of an élu·e on one sheet: three figures, what to decide, what to say, her commune."""

from dataclasses import dataclass

from django.utils import timezone

from convive.documents.exports.page import CADRE_EXEMPLE, build_texte, get_cadre
from convive.documents.registre import DocumentInconnu, TypeDocument, types_documents
from convive.documents.rules import Contenu, Famille
from convive.espaces.models import Membre
from convive.gouvernance.selectors.elu import get_volet, list_elus, list_services
from convive.plan_action.permissions import can_list_page_elu, can_update_fiches
from convive.plan_action.selectors.elu import get_elu, get_page_elu
from convive.plan_action.selectors.plan import get_dossier_plan
from convive.socle.uuids import parse_uuid

CLE_PAGE = "page_elu"
TITRE = "La page d’un·e élu·e"
SIENNE = "moi"
MAX_LIGNES = 5


@dataclass(frozen=True, slots=True)
class PageEcrite:
    """Everything in words. `chiffres` are what is counted, the number, what it is compared with; `a_prendre`, what and
    where; `a_dire`, a sentence and its source."""

    nom: str
    fonctions: str
    chiffres: tuple[tuple[str, str, str], ...]
    a_prendre: tuple[tuple[str, str], ...]
    a_dire: tuple[tuple[str, str], ...]
    commune: str = ""
    actions: tuple[tuple[str, str], ...] = ()
    services: tuple[str, ...] = ()


EXEMPLE = PageEcrite(
    "Prénom Nom",
    "Maire, Commune de Saint-Ambroise-des-Prés",
    (
        ("Actions dont elle est référente", "2", "rien en retard"),
        ("Étapes faites du plan", "57\u00a0%", "47 sur 82"),
        ("Actions du plan pour Saint-Ambroise-des-Prés", "3", "et 12 pour tout le territoire"),
    ),
    (
        (
            "Où ouvrir les douze places du matin\u00a0?",
            "Comité de pilotage, le 12\u00a0juin\u00a02026\u00a0: décision à prendre",
        ),
    ),
    (
        (
            "À Saint-Ambroise-des-Prés, on travaille à «\u00a0Ouvrir plus tôt\u00a0» depuis le 4\u00a0mai\u00a02026.",
            "Plan d’actions, action 1.2",
        ),
    ),
    "Saint-Ambroise-des-Prés",
    (("Ouvrir plus tôt", "On y travaille."),),
    ("Relais petite enfance",),
)


def build_page(membre: Membre, _famille: Famille, choix: str) -> Contenu:
    """Her own page, or the one that the team prepares. Raise DocumentInconnu for anyone else."""
    uuid = None if choix == SIENNE else parse_uuid(choix)
    is_permis = can_list_page_elu(membre) if choix == SIENNE else uuid is not None and can_update_fiches(membre)
    elu = get_elu(membre, uuid) if is_permis else None
    if elu is None:
        raise DocumentInconnu("Cette page n’existe pas, ou votre accès ne permet pas de la lire.")
    today = timezone.localdate()
    dossier = get_dossier_plan(membre, today)
    page = get_page_elu(membre, dossier, elu, "", today) if dossier else None
    commune, nom = (page.commune, page.nom_commune) if page else ("", "")
    volet = get_volet(membre, elu, commune, nom, today)
    chiffres: list[tuple[str, str, str]] = []
    actions: list[tuple[str, str]] = []
    if page is not None:
        ecarts = page.compte.explain_ecarts() or "rien en retard, rien de bloqué"
        chiffres.append(("Actions dont elle ou il est référent·e", str(page.compte.total), ecarts))
        if page.taux_etapes is not None:
            said = f"{page.etapes_faites} sur {page.etapes}, toutes actions"
            chiffres.append(("Étapes faites du plan", f"{page.taux_etapes}\u00a0%", said))
        if nom:
            said = f"et {page.a_tous} pour tout le territoire"
            chiffres.append((f"Actions propres à {nom}", str(page.propres), said))
        actions = [(fiche.titre, phrase) for groupe in page.groupes for fiche, phrase in groupe.actions]
    ecrite = PageEcrite(
        elu.nom,
        "\u00a0; ".join(elu.fonctions),
        tuple(chiffres),
        tuple((row.titre, f"{row.ou}\u00a0: {row.precision}") for row in volet.a_prendre),
        tuple((row.phrase, row.source) for row in volet.a_dire),
        nom,
        tuple(actions[:MAX_LIGNES]),
        tuple(row.nom for row in list_services(membre, commune) if row.is_ici)[:MAX_LIGNES],
    )
    return build_texte(get_cadre(membre.espace), TITRE, "gouvernance/types/page_elu.html", {"page": ecrite})


def build_exemple_page(_famille: Famille) -> Contenu:
    """An invented mayor."""
    return build_texte(CADRE_EXEMPLE, TITRE, "gouvernance/types/page_elu.html", {"page": EXEMPLE})


def list_choix_pages(membre: Membre) -> list[tuple[str, str]]:
    if can_list_page_elu(membre):
        return [(SIENNE, "La vôtre")]
    return list(list_elus(membre))


def record_page() -> None:
    types_documents.record(
        TypeDocument(
            CLE_PAGE,
            TITRE,
            "Trois chiffres, ce qui est à décider, ce que l’on peut annoncer au conseil, sa commune : une feuille.",
            (Famille.TEXTE,),
            lambda membre: can_list_page_elu(membre) or can_update_fiches(membre),
            build_page,
            build_exemple_page,
            list_choix=list_choix_pages,
            libelle_choix="De qui ?",
            ordre=33,
        )
    )
