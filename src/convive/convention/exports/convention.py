"""The convention as a document: as it is today, or as it was frozen."""

from dataclasses import replace
from datetime import date

from django.urls import reverse
from django.utils import timezone

from convive.convention.models import ArticleConvention
from convive.convention.rules.document import AnnexeEcrite, ArticleEcrit, ConventionEcrite, PartieEcrite
from convive.convention.selectors.catalogue import list_annexes_usuelles, list_articles_usuels, list_visas_communs
from convive.convention.selectors.ctg import get_dossier, list_ctgs
from convive.convention.selectors.document import read_texte
from convive.convention.selectors.etat import get_gel_convention, list_gels_conventions, read_etat
from convive.documents.exports.page import CADRE_EXEMPLE, Cadre, build_texte, get_cadre
from convive.documents.models import Gel
from convive.documents.registre import DocumentInconnu
from convive.documents.rules import Contenu, DocumentHtml, Famille
from convive.documents.rules.blocs import place_elements
from convive.documents.rules.gel import Verdict
from convive.documents.sceau import get_verdict
from convive.espaces.models import Membre
from convive.socle.formats import date_longue
from convive.socle.texte import Bloc, NatureBloc
from convive.socle.uuids import parse_uuid

CLE_CONVENTION = "convention"
TEMPLATE = "convention/types/convention.html"
RIEN = "Cette convention n’existe pas dans cet espace, ou son texte n’y est pas encore écrit."


def list_choix_conventions(membre: Membre) -> list[tuple[str, str]]:
    """The CTG whose text is written, the latest first, then the states that were kept; three queries."""
    ctgs = list_ctgs(membre)
    written = set(ArticleConvention.objects.filter(ctg__in=ctgs).presents().values_list("ctg", flat=True))
    found = [(str(ctg.pk), f"{ctg.nom}, texte d’aujourd’hui") for ctg in reversed(ctgs) if ctg.pk in written]
    noms = {ctg.pk: ctg.nom for ctg in ctgs}
    return found + [
        (str(gel.pk), f"{noms[gel.objet_uuid]}, version gardée le {_name_jour(gel)} : {gel.motif}")
        for gel in list_gels_conventions(membre)
        if gel.objet_uuid in noms
    ]


def build_convention(membre: Membre, _famille: Famille, choix: str) -> Contenu:
    """The text of today, or a state that was kept. Raise DocumentInconnu for a CTG that this place does not read, or
    that has no text."""
    identifiant = parse_uuid(choix)
    dossier = get_dossier(membre, timezone.localdate(), identifiant) if identifiant else None
    gel = get_gel_convention(membre, identifiant) if identifiant and dossier is None else None
    if gel is not None:
        return _build_etat(membre, gel)
    if dossier is None:
        raise DocumentInconnu(RIEN)
    ecrite = read_texte(membre, dossier).ecrite
    if not ecrite.articles:
        raise DocumentInconnu(RIEN)
    return build_document(get_cadre(membre.espace), ecrite)


def _build_etat(membre: Membre, gel: Gel) -> DocumentHtml:
    """The same words in the same order as on the day when it was frozen, whatever became of the CTG."""
    ecrite = read_etat(gel)
    if ecrite is None:
        raise DocumentInconnu("Cette version gardée est illisible\u00a0: elle a été modifiée.")
    cadre = replace(get_cadre(membre.espace), nom=ecrite.territoire, jour=timezone.localdate(gel.date_gel))
    mention = f"{gel.motif}. Version gardée le {_name_jour(gel)}, empreinte {gel.empreinte_courte}."
    if get_verdict(gel) is not Verdict.INTACT:
        mention = (
            f"Attention : la vérification de cette version a échoué, elle ne prouve pas ce qui a été signé. {mention}"
        )
    return build_document(cadre, ecrite, mention)


def _name_jour(gel: Gel) -> str:
    return date_longue(timezone.localdate(gel.date_gel))


def build_document(cadre: Cadre, ecrite: ConventionEcrite, mention: str = "") -> DocumentHtml:
    """`mention` says which state it is, when it is not that of today."""
    contexte = {
        "ecrite": ecrite,
        "mention": mention,
        "preliminaires": [(article, place_elements(article.blocs, 3)) for article in ecrite.preliminaires],
        "articles": [(article, place_elements(article.blocs, 4)) for article in ecrite.corps],
        "annexes": [(annexe, place_elements(annexe.elements, 3)) for annexe in ecrite.annexes],
        "manques": ecrite.list_manques(),
    }
    document = build_texte(
        cadre, f"Convention territoriale globale {ecrite.periode}", TEMPLATE, contexte, says_manques=True
    )
    # A state that was frozen is what it is: nothing is asked before it leaves.
    return replace(document, manques=()) if mention else document


def list_ou_completer_convention(membre: Membre, choix: str) -> list[tuple[str, str]]:
    """The page of its text, for who reads it."""
    return [("le texte de la convention", reverse("convention:article_list", args=(membre.espace_id, choix)))]


def build_exemple_convention(_famille: Famille) -> Contenu:
    """An invented convention, from the first and the last usual articles."""
    today = date(2025, 1, 1)
    articles = [row for row in list_articles_usuels(today) if row["cle"] in ("communication", "confidentialite")]
    titres = dict(list_annexes_usuelles())
    ecrite = ConventionEcrite(
        nom="CTG 2025-2029",
        territoire="Pays de Vallombre",
        date_debut=today,
        date_fin=date(2029, 12, 31),
        date_signature=None,
        communes=("Les Hautes-Granges", "Saint-Ambroise-des-Prés", "Vallombre"),
        parties=(
            PartieEcrite(
                "Pays de Vallombre",
                "Porteur",
                "2, place inventée, Vallombre",
                "Prénom Nom, présidente",
                "conseil communautaire, délibération n° 2024-61 du 12 décembre 2024",
            ),
            PartieEcrite("Caf inventée", "Cosignataire", "8, rue inventée, Vallombre", "Prénom Nom, directeur"),
        ),
        visas=tuple(row["texte"] for row in list_visas_communs(today)),
        articles=tuple(
            ArticleEcrit(row["cle"], rang, row["titre"], row["texte"]) for rang, row in enumerate(articles, start=1)
        ),
        annexes=(
            AnnexeEcrite(1, titres[1], (Bloc(NatureBloc.PARAGRAPHE, ("Document joint séparément.",)),)),
            AnnexeEcrite(4, titres[4], (Bloc(NatureBloc.LISTE, ("Un comité de pilotage par an.",)),)),
        ),
    )
    return build_document(CADRE_EXEMPLE, ecrite)
