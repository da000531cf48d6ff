"""Read the articles of a convention, and what may fill their fields."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import OuterRef, StringAgg, Subquery, Value

from convive.acteurs.models import TypeOrganisation
from convive.acteurs.selectors.organisation import get_noms_communes, get_noms_communes_espace
from convive.convention.models import COLLECTIVITES, ArticleConvention, Ctg, PlanModifiablePar, RoleSignataire
from convive.convention.rules.articles import (
    LIBELLES_CHAMPS,
    PREFIXE_ARTICLE,
    Champ,
    build_duree,
    number_articles,
    write_date,
)
from convive.convention.selectors.catalogue import list_articles_usuels
from convive.convention.selectors.ctg import DossierCtg
from convive.espaces.models import Membre, Thematique
from convive.socle.formats import liste_fr


@dataclass(frozen=True, slots=True)
class ArticlePlace:
    """An article where it stands in the document."""

    article: ArticleConvention
    numero: int | None
    is_premier: bool
    is_dernier: bool


def list_articles(ctg: Ctg, *, with_retires: bool = False) -> list[ArticleConvention]:
    """Those of a CTG that the reader sees already, in order, with the thématiques of the espace; one query."""
    actives = Thematique.objects.filter(espace=OuterRef("espace"), date_archivage__isnull=True).order_by()
    noms = StringAgg("nom", delimiter=Value("\n"), order_by=("ordre", "nom"))
    thematiques = Subquery(actives.values("espace").annotate(noms=noms).values("noms"))
    articles = ArticleConvention.objects.filter(ctg=ctg).annotate(thematiques=thematiques).order_by("ordre", "uuid")
    return list(articles if with_retires else articles.presents())


def place_articles(articles: Iterable[ArticleConvention]) -> list[ArticlePlace]:
    presents = [article for article in articles if article.date_retrait is None]
    numeros = number_articles([article.is_numerote for article in presents])
    last = len(presents) - 1
    return [
        ArticlePlace(article, numero, rang == 0, rang == last)
        for rang, (article, numero) in enumerate(zip(presents, numeros, strict=True))
    ]


def get_article(membre: Membre, ctg: Ctg, uuid: UUID) -> ArticleConvention | None:
    """An article of this CTG that is not taken out; one query."""
    article = ArticleConvention.objects.visible_to(membre.compte).filter(ctg=ctg, pk=uuid).first()
    if article is not None:
        article.ctg, article.espace = ctg, membre.espace
    return article


def get_article_in_ctg(ctg: Ctg, uuid: UUID | None) -> ArticleConvention | None:
    """The same for a gesture of the page, those that were taken out included."""
    return ArticleConvention.objects.filter(ctg=ctg, pk=uuid).first() if uuid else None


def list_modeles_absents(articles: Iterable[ArticleConvention], dossier: DossierCtg) -> list[str]:
    """Titles of the usual articles that this convention has never had."""
    known = {article.cle for article in articles}
    return [row["titre"] for row in list_articles_usuels(dossier.today) if row["cle"] not in known]


def build_champs(
    membre: Membre, dossier: DossierCtg, places: Iterable[ArticlePlace], communes: Sequence[str]
) -> Mapping[str, Champ]:
    """What an article may name, with its value for this CTG; `places` come from `list_articles`. No query."""
    places = list(places)
    noms: str = getattr(places[0].article, "thematiques", "") or "" if places else ""
    ctg = dossier.ctg
    modification = PlanModifiablePar(ctg.plan_modifiable_par).label
    found = [
        Champ("nom", LIBELLES_CHAMPS["nom"], ctg.nom),
        Champ("territoire", LIBELLES_CHAMPS["territoire"], membre.espace.nom),
        Champ("parties", LIBELLES_CHAMPS["parties"], _list_noms(dossier)),
        Champ("porteurs", LIBELLES_CHAMPS["porteurs"], _list_noms(dossier, roles={RoleSignataire.PORTEUR.value})),
        Champ("caf", LIBELLES_CHAMPS["caf"], _list_noms(dossier, types={TypeOrganisation.CAF.value})),
        Champ("collectivites", LIBELLES_CHAMPS["collectivites"], _list_noms(dossier, types=COLLECTIVITES)),
        Champ("date_debut", LIBELLES_CHAMPS["date_debut"], write_date(ctg.date_debut)),
        Champ("date_fin", LIBELLES_CHAMPS["date_fin"], write_date(ctg.date_fin)),
        Champ("duree", LIBELLES_CHAMPS["duree"], build_duree(ctg.date_debut, ctg.date_fin)),
        Champ("date_signature", LIBELLES_CHAMPS["date_signature"], write_date(ctg.date_signature)),
        Champ("communes", LIBELLES_CHAMPS["communes"], liste_fr(communes)),
        Champ("thematiques", LIBELLES_CHAMPS["thematiques"], liste_fr(_list_thematiques(noms))),
        Champ("modification_plan", LIBELLES_CHAMPS["modification_plan"], modification),
        *(
            Champ(f"{PREFIXE_ARTICLE}{place.article.cle}", place.article.titre, f"l’article {place.numero}")
            for place in places
            if place.article.cle and place.numero
        ),
    ]
    return {champ.cle: champ for champ in found}


def list_noms_communes(membre: Membre, ctg: Ctg) -> list[str]:
    """The communes of the convention by name: those that it lists, or those of the whole espace."""
    espace = get_noms_communes_espace(membre)
    noms = get_noms_communes(list(ctg.communes), espace)
    return sorted(noms.get(code, code) for code in ctg.communes or espace)


def _list_noms(dossier: DossierCtg, *, types: Iterable[str] | None = None, roles: Iterable[str] | None = None) -> str:
    noms = [
        str(s.organisation)
        for s in dossier.presents
        if (types is None or s.organisation.type in types) and (roles is None or s.role in roles)
    ]
    return liste_fr(noms)


def _list_thematiques(noms: str) -> list[str]:
    """As in a sentence: « petite enfance », but « RPE » as it is."""
    return [nom[:1].lower() + nom[1:] if nom[1:2].islower() else nom for nom in noms.splitlines()]
