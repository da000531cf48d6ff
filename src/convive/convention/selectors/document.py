"""Put together the convention as a document: parties, visas, articles with their fields filled, annexes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils import timezone

from convive.convention.models import (
    AnnexeConvention,
    ArticleConvention,
    Avenant,
    ChoixAnnexe,
    Ctg,
    RoleSignataire,
    Signataire,
    Visa,
)
from convive.convention.rules.articles import Champ, Manque, fill_texte
from convive.convention.rules.document import AnnexeEcrite, ArticleEcrit, ConventionEcrite, PartieEcrite
from convive.convention.selectors.article import (
    ArticlePlace,
    build_champs,
    list_articles,
    list_noms_communes,
    place_articles,
)
from convive.convention.selectors.catalogue import list_annexes_usuelles
from convive.convention.selectors.ctg import DossierCtg
from convive.convention.selectors.signataire import read_representant
from convive.documents.emplacements import emplacements
from convive.documents.rules.blocs import Element
from convive.documents.rules.manques import write_a_completer
from convive.espaces.models import Membre
from convive.socle.formats import date_longue
from convive.socle.texte import Bloc, NatureBloc, parse_texte

ANNEXE = "convention.annexe_{numero}"


@dataclass(frozen=True, slots=True)
class TexteConvention:
    """What the page of the text shows: the articles as rows, and the document as it would leave today."""

    articles: tuple[ArticleConvention, ...]
    places: tuple[ArticlePlace, ...]
    visas: tuple[Visa, ...]
    choix: Mapping[int, AnnexeConvention]
    champs: Mapping[str, Champ]
    ecrite: ConventionEcrite

    @property
    def manques(self) -> list[Manque]:
        return self.ecrite.list_manques()

    @property
    def retires(self) -> list[ArticleConvention]:
        return [article for article in self.articles if article.date_retrait is not None]


def read_texte(membre: Membre, dossier: DossierCtg, *, with_apports: bool = True) -> TexteConvention:
    """The convention of today, for one place; five queries.

    What other packages put in its annexes asks its own questions: without them, these annexes are not in the document.
    """
    ctg = dossier.ctg
    articles = list_articles(ctg, with_retires=True)
    places = place_articles(articles)
    communes = list_noms_communes(membre, ctg)
    champs = build_champs(membre, dossier, places, communes)
    visas = list(Visa.objects.filter(ctg=ctg))
    choix = {annexe.numero: annexe for annexe in AnnexeConvention.objects.filter(ctg=ctg).select_related("piece")}
    ecrite = ConventionEcrite(
        nom=ctg.nom,
        territoire=membre.espace.nom,
        date_debut=ctg.date_debut,
        date_fin=ctg.date_fin,
        date_signature=ctg.date_signature,
        communes=tuple(communes),
        parties=tuple(build_partie(signataire) for signataire in dossier.presents),
        visas=tuple(visa.texte for visa in visas),
        articles=tuple(_write_article(place, champs) for place in places),
        annexes=tuple(
            AnnexeEcrite(numero, titre, tuple(build_annexe(membre, ctg, numero, choix.get(numero))))
            for numero, titre in list_annexes_usuelles()
            if with_apports or not is_remplie(numero, choix.get(numero))
        ),
        avenants=tuple(
            f"{a.libelle} du {date_longue(a.date_signature)} : {a.objet}" for a in dossier.avenants if a.date_signature
        ),
    )
    return TexteConvention(tuple(articles), tuple(places), tuple(visas), choix, champs, ecrite)


def _write_article(place: ArticlePlace, champs: Mapping[str, Champ]) -> ArticleEcrit:
    article = place.article
    return ArticleEcrit(
        str(article.pk), place.numero, fill_texte(article.titre, champs), fill_texte(article.texte, champs)
    )


def build_partie(signataire: Signataire, avenant: Avenant | None = None) -> PartieEcrite:
    """A signatory as an act names it: the convention, or one of its avenants.

    The représentant·e is the one who signed, or will: for an avenant, the one of today, with the title that the
    directory gives when someone else signed the convention.
    """
    representant = signataire.representant or str(signataire.representant_actuel or "")
    if avenant is not None and signataire.representant_actuel is not None:
        nom, qualite = read_representant(signataire)
        representant = f"{nom}, {qualite or write_a_completer('qualité')}"
    return PartieEcrite(
        nom=str(signataire.organisation),
        role=RoleSignataire(signataire.role).label,
        siege=signataire.organisation.adresse or write_a_completer("adresse du siège"),
        representant=representant or write_a_completer("nom et qualité du signataire"),
        deliberation=_write_deliberation(signataire, avenant) if signataire.has_organe else "",
    )


def _write_deliberation(signataire: Signataire, avenant: Avenant | None) -> str:
    label = signataire.get_organe_deliberant_display()
    organe = label[:1].lower() + label[1:]
    acte = avenant.pk if avenant else signataire.avenant_entree_id
    deliberation = next((d for d in signataire.deliberations.all() if d.avenant_id == acte), None)
    if deliberation is None or deliberation.date is None:
        return f"{organe}, {write_a_completer('numéro et date de la délibération')}"
    numero = f" n° {deliberation.numero}" if deliberation.numero else ""
    return f"{organe}, délibération{numero} du {date_longue(deliberation.date)}"


def build_annexe(membre: Membre, ctg: Ctg, numero: int, choix: AnnexeConvention | None) -> Sequence[Element]:
    """What an annex says: what someone chose, or what other parts of Convive know of it."""
    if choix is None or choix.choix == ChoixAnnexe.CONVIVE:
        return list_elements_connus(membre, ctg, numero) or [_say(write_a_completer("contenu de cette annexe"))]
    if choix.choix == ChoixAnnexe.TEXTE:
        return parse_texte(choix.texte) or [_say(write_a_completer("texte de cette annexe"))]
    if choix.choix == ChoixAnnexe.SANS_OBJET:
        return [_say("Sans objet à ce jour.")]
    if choix.choix == ChoixAnnexe.PIECE and choix.piece is not None:
        return [_say(_name_piece(choix))]
    if choix.choix == ChoixAnnexe.PIECE:
        return [_say(write_a_completer("fichier à joindre"))]
    return [_say("Document joint séparément à la présente convention.")]


def list_elements_connus(membre: Membre, ctg: Ctg, numero: int) -> list[Element]:
    """What the packages that fill this slot know, as this place sees it."""
    found: list[Element] = []
    for apport in emplacements.list_apports(ANNEXE.format(numero=numero)):
        if apport.is_permis(membre):
            found += apport.build(membre, ctg)
    return found


def is_remplie(numero: int, choix: AnnexeConvention | None) -> bool:
    """Whether Convive fills this annex, when it has something to say."""
    is_laissee = choix is None or choix.choix == ChoixAnnexe.CONVIVE
    return is_laissee and bool(emplacements.list_apports(ANNEXE.format(numero=numero)))


def _name_piece(choix: AnnexeConvention) -> str:
    piece = choix.piece
    if piece is None:
        return ""
    return f"Document joint : « {piece.titre} », déposé le {date_longue(timezone.localdate(piece.created_at))}."


def _say(phrase: str) -> Bloc:
    return Bloc(NatureBloc.PARAGRAPHE, (phrase,))


def list_manques_lies(manques: Iterable[Manque], places: Iterable[ArticlePlace]) -> list[tuple[Manque, str]]:
    """What is left to write, each with the anchor of the page where it is."""
    known = {str(place.article.pk) for place in places}
    return [(manque, f"article-{manque.cle}" if manque.cle in known else manque.cle) for manque in manques]
