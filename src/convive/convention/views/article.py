"""The text of a convention: what is left to write, its articles in order, its annexes, the states that were kept."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse

from convive.convention.actions.article import (
    create_article,
    create_articles_usuels,
    delete_article,
    restore_article,
    update_article,
    update_ordre_article,
)
from convive.convention.actions.visa import update_annexe
from convive.convention.forms.article import AnnexeForm, ArticleCreateForm, ArticleForm
from convive.convention.permissions import can_get_ctg, can_update_ctg
from convive.convention.rules.articles import Champ, list_inconnus, name_article
from convive.convention.rules.ctg import ConventionRefusee
from convive.convention.selectors.article import (
    ArticlePlace,
    build_champs,
    get_article,
    get_article_in_ctg,
    list_articles,
    list_modeles_absents,
    list_noms_communes,
    place_articles,
)
from convive.convention.selectors.catalogue import list_annexes_usuelles
from convive.convention.selectors.ctg import DossierCtg
from convive.convention.selectors.document import list_elements_connus, list_manques_lies, read_texte
from convive.convention.selectors.etat import compare_etats_textes, get_etat, list_etats_figes
from convive.convention.selectors.signataire import list_pieces_ctg
from convive.convention.selectors.visa import get_annexe
from convive.convention.views.rubrique import CONVENTION, TEXTE, attach_ctg
from convive.documents.models import Gel
from convive.documents.permissions import can_create_gel_objet
from convive.documents.rules.blocs import place_elements
from convive.espaces.views.page import Formulaire, Page, Pages, Rendu
from convive.socle.formats import nombre_accorde
from convive.socle.uuids import parse_uuid

CLE = "article_convention"
NIVEAU = 4
"""The headings inside an article, which is under the title of its section."""
GESTES: dict[str, Callable[..., None]] = {
    "monter": partial(update_ordre_article, pas=-1),
    "descendre": partial(update_ordre_article, pas=1),
    "retirer": delete_article,
    "remettre": restore_article,
}

pages = attach_ctg(Pages(CONVENTION, "ctg/", onglet=TEXTE)).sous("texte/")


@pages.ecriture("", droit=can_get_ctg, ecrit=can_update_ctg)
def article_list(page: Page, dossier: DossierCtg) -> Rendu:
    erreur = ""
    if page.is_envoi:
        try:
            return _submit(page, dossier)
        except ConventionRefusee as refus:
            erreur = str(refus)
    texte = read_texte(page.membre, dossier, with_apports=False)
    written = {annexe.numero: place_elements(annexe.elements, NIVEAU) for annexe in texte.ecrite.annexes}
    return {
        "texte": texte,
        "erreur": erreur,
        "lignes": [
            (place, article, place_elements(article.blocs, NIVEAU))
            for place, article in zip(texte.places, texte.ecrite.articles, strict=True)
        ],
        "annexes": [(numero, titre, written.get(numero)) for numero, titre in list_annexes_usuelles()],
        "manques": list_manques_lies(texte.manques, texte.places),
        "formats": ("docx", "odt", "pdf"),
        "absents": list_modeles_absents(texte.articles, dossier),
    }


@pages.ecriture("ajouter/", droit=can_update_ctg, garde=CLE)
def article_create(page: Page, dossier: DossierCtg) -> Formulaire:
    places = place_articles(list_articles(dossier.ctg))
    choix = [(place.article, name_article(place.numero, place.article.titre)) for place in places]
    form = ArticleCreateForm(page.data, articles=choix)
    return Formulaire(
        form,
        lambda: create_article(by=page.compte, ctg=dossier.ctg, saisie=form.get_saisie(), apres=form.get_apres()),
        fait=lambda article: f"«\u00a0{article}\u00a0» est dans la convention.",
        suite=lambda article: _get_url(page, dossier, f"#article-{article.pk}"),
        contexte={"champs": _build_champs(page, dossier, places).values()},
        brouillon="nouvel-article",
    )


@pages.ecriture("<uuid:article_uuid>/", droit=can_update_ctg, garde=CLE)
def article_update(page: Page, dossier: DossierCtg, article_uuid: UUID) -> Formulaire:
    article = get_article(page.membre, dossier.ctg, article_uuid)
    if article is None:
        raise Http404("Cet article n’existe pas dans cette CTG, ou en a été retiré.")
    page.identifiant = article_uuid
    form, champs = ArticleForm(page.data, article=article), _build_champs(page, dossier)
    return Formulaire(
        form,
        lambda: update_article(by=page.compte, article=article, saisie=form.get_saisie()),
        fait=lambda _: _name_save(form, champs),
        suite=_get_url(page, dossier, f"#article-{article_uuid}"),
        contexte={"article": article, "champs": champs.values()},
        brouillon=CLE,
    )


@pages.ecriture("annexes/<int:numero>/", droit=can_update_ctg)
def annexe_update(page: Page, dossier: DossierCtg, numero: int) -> Formulaire:
    """Choose what an annex of the convention holds."""
    titre = dict(list_annexes_usuelles()).get(numero)
    if titre is None:
        raise Http404("Cette annexe n’existe pas.")
    form = AnnexeForm(page.data, annexe=get_annexe(dossier.ctg, numero), pieces=list_pieces_ctg(dossier.ctg))
    return Formulaire(
        form,
        lambda: update_annexe(by=page.compte, ctg=dossier.ctg, numero=numero, saisie=form.get_saisie()),
        fait=f"Annexe {numero} enregistrée.",
        suite=_get_url(page, dossier, f"#annexe-{numero}"),
        contexte=lambda: {
            "numero": numero,
            "elements": place_elements(list_elements_connus(page.membre, dossier.ctg, numero), 3),
            "titre_annexe": f"Annexe {numero} – {titre}",
        },
    )


@pages.lecture("etats/", droit=can_get_ctg)
def etat_comparaison(page: Page, dossier: DossierCtg) -> dict[str, Any]:
    """The states of the text that were kept, at the signature and at each avenant; what changes from one to another."""
    gels = list_etats_figes(dossier.ctg)
    de, vers = _parse_etats(page, gels)
    contexte: dict[str, Any] = {
        "gels": gels,
        "de": de,
        "vers": vers,
        "peut_figer": can_create_gel_objet(page.membre, "ctg", dossier.ctg) and not page.espace.is_expire,
        "formats": ("docx", "odt", "pdf"),
    }
    if gels:
        avant, apres = get_etat(page.membre, dossier, gels, de), get_etat(page.membre, dossier, gels, vers)
        comparaison = compare_etats_textes(avant, apres) if avant and apres else None
        contexte |= {"avant": avant, "apres": apres, "comparaison": comparaison}
    return contexte


def _get_url(page: Page, dossier: DossierCtg, ancre: str) -> str:
    return page.get_url(TEXTE, dossier.ctg.pk) + ancre


def _submit(page: Page, dossier: DossierCtg) -> HttpResponse:
    """Do the gesture, then come back where one was on the page."""
    if page.geste == "usuels":
        added = create_articles_usuels(by=page.compte, ctg=dossier.ctg)
        phrase = f"{nombre_accorde(added, 'article ajouté', 'articles ajoutés')}."
        return page.redirect(_get_url(page, dossier, "#articles"), phrase)
    article = get_article_in_ctg(dossier.ctg, parse_uuid(page.request.POST.get("objet", "")))
    if article is None or page.geste not in GESTES:
        raise Http404("Cette action n’est plus possible\u00a0: rechargez la page.")
    article.ctg, article.espace = dossier.ctg, dossier.ctg.espace
    GESTES[page.geste](by=page.compte, article=article)
    if page.geste == "retirer":
        phrase = f"«\u00a0{article}\u00a0» est retiré. Il attend en bas de la page, avec ses versions."
        return page.redirect(_get_url(page, dossier, "#retires"), phrase)
    return page.redirect(_get_url(page, dossier, f"#article-{article.pk}"))


def _build_champs(page: Page, dossier: DossierCtg, places: list[ArticlePlace] | None = None) -> Mapping[str, Champ]:
    if places is None:
        places = place_articles(list_articles(dossier.ctg))
    return build_champs(page.membre, dossier, places, list_noms_communes(page.membre, dossier.ctg))


def _name_save(form: ArticleForm, champs: Iterable[str]) -> str:
    """A field that does not exist is most often a typing mistake: it is said at once."""
    inconnus = list_inconnus(form.cleaned_data["texte"], champs)
    if not inconnus:
        return "Article enregistré."
    noms = ", ".join(f"« {nom} »" for nom in inconnus)
    return f"Article enregistré. Convive ne connaît pas {noms} : ce sera à compléter dans le document."


def _parse_etats(page: Page, gels: list[Gel]) -> tuple[UUID | None, UUID | None]:
    """From the first state that was kept to the text of today, unless two others are asked for."""
    known = {gel.pk for gel in gels}
    de, vers = (parse_uuid(page.request.GET.get(nom, "")) for nom in ("de", "vers"))
    is_de_demande = de in known or page.request.GET.get("de") == "aujourdhui"
    first = gels[0].pk if gels else None
    return (de if de in known else None) if is_de_demande else first, vers if vers in known else None
