"""The text of a convention: what is left to write, its articles in order, its annexes; and its files."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from convive.convention.actions.article import (
    create_articles_usuels,
    delete_article,
    restore_article,
    update_ordre_article,
)
from convive.convention.models import ArticleConvention
from convive.convention.rules.ctg import ConventionRefusee
from convive.convention.selectors.article import get_article_in_ctg, list_modeles_absents
from convive.convention.selectors.catalogue import list_annexes_usuelles
from convive.convention.selectors.ctg import DossierCtg
from convive.convention.selectors.document import list_manques_lies, read_texte
from convive.convention.views.acces import build_contexte_ctg, get_dossier_or_404, get_membre_lecteur
from convive.documents.rules.blocs import place_elements
from convive.espaces.models import Membre
from convive.espaces.views.acces import explain_expire
from convive.socle.formats import nombre_accorde
from convive.socle.uuids import parse_uuid

PAGE = "convention:article_list"
NIVEAU = 4
"""The headings inside an article, which is under the title of its section."""
GESTES: dict[str, Callable[..., None]] = {
    "monter": partial(update_ordre_article, pas=-1),
    "descendre": partial(update_ordre_article, pas=1),
    "retirer": delete_article,
    "remettre": restore_article,
}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def article_list(request: HttpRequest, espace_uuid: UUID, ctg_uuid: UUID) -> HttpResponse:
    membre = get_membre_lecteur(request, espace_uuid)
    dossier, erreur = get_dossier_or_404(membre, ctg_uuid), ""
    if request.method == "POST":
        try:
            anchor = _submit(request, membre, dossier)
            return redirect(reverse(PAGE, args=[espace_uuid, ctg_uuid]) + anchor)
        except ConventionRefusee as refus:
            erreur = str(refus)
    texte = read_texte(membre, dossier, with_apports=False)
    context = build_contexte_ctg(request, membre, dossier, "article_list", texte=texte, erreur=erreur)
    context["lignes"] = [
        (place, article, place_elements(article.blocs, NIVEAU))
        for place, article in zip(texte.places, texte.ecrite.articles, strict=True)
    ]
    written = {annexe.numero: place_elements(annexe.elements, NIVEAU) for annexe in texte.ecrite.annexes}
    context["annexes"] = [(numero, titre, written.get(numero)) for numero, titre in list_annexes_usuelles()]
    context["manques"] = list_manques_lies(texte.manques, texte.places)
    context |= {"formats": ("docx", "odt", "pdf"), "absents": list_modeles_absents(texte.articles, dossier)}
    return render(request, "convention/article_list.html", context)


def _submit(request: HttpRequest, membre: Membre, dossier: DossierCtg) -> str:
    """Do the gesture; where to come back on the page."""
    geste = request.POST.get("geste", "")
    if geste == "usuels":
        added = create_articles_usuels(by=membre.compte, ctg=dossier.ctg)
        messages.success(request, f"{nombre_accorde(added, 'article ajouté', 'articles ajoutés')}.")
        return "#articles"
    article = _get_cible(request, dossier)
    if article is None or geste not in GESTES:
        raise Http404("Ce geste, ou l’objet de ce geste, n’existe pas dans cette CTG.")
    GESTES[geste](by=membre.compte, article=article)
    if geste == "retirer":
        messages.success(request, f"« {article} » est retiré. Il attend en bas de la page, avec ses versions.")
        return "#retires"
    return f"#article-{article.pk}"


def _get_cible(request: HttpRequest, dossier: DossierCtg) -> ArticleConvention | None:
    article = get_article_in_ctg(dossier.ctg, parse_uuid(request.POST.get("objet", "")))
    if article is not None:
        article.ctg, article.espace = dossier.ctg, dossier.ctg.espace
    return article
