"""Change an article; when someone else changed the same passages meanwhile, choose."""

from collections.abc import Iterable
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from convive.convention.actions.article import update_article
from convive.convention.forms.article import ArticleForm
from convive.convention.forms.ctg import explain_refus
from convive.convention.models import ArticleConvention
from convive.convention.permissions import can_update_ctg
from convive.convention.rules.articles import list_inconnus
from convive.convention.rules.ctg import ConventionRefusee
from convive.convention.selectors.article import (
    build_champs,
    get_article,
    list_articles,
    list_noms_communes,
    place_articles,
)
from convive.convention.selectors.ctg import DossierCtg
from convive.convention.views.acces import build_contexte_ctg, get_dossier_or_404
from convive.convention.views.article_list import PAGE
from convive.espaces.actions.texte import TexteEnConflit
from convive.espaces.forms.fusion import FusionIllisible, FusionSaisie, build_fusion
from convive.espaces.models import Membre
from convive.espaces.views.acces import get_membre_or_404
from convive.espaces.views.saisie import build_cle_brouillon, build_message, get_type_texte, keep_saisie, read_donnees

CLE = "article_convention"


@keep_saisie(CLE)
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def article_update(request: HttpRequest, espace_uuid: UUID, ctg_uuid: UUID, article_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_update_ctg)
    dossier = get_dossier_or_404(membre, ctg_uuid)
    article = get_article(membre, dossier.ctg, article_uuid)
    if article is None:
        raise Http404("Cet article n’existe pas dans cette CTG, ou en a été retiré.")
    try:
        data, fusion = read_donnees(request, CLE)
    except FusionIllisible as error:
        raise BadRequest(str(error)) from error
    form, brouillon = ArticleForm(data, article=article), build_cle_brouillon(membre.compte, CLE, article_uuid)
    if fusion is not None:
        return _render_fusion(request, membre, dossier, article, form, fusion, form["version"].value())
    communes = list_noms_communes(membre, dossier.ctg)
    champs = build_champs(membre, dossier, place_articles(list_articles(dossier.ctg)), communes)
    if form.is_valid():
        try:
            auteurs = update_article(by=membre.compte, article=article, saisie=form.get_saisie())
        except ConventionRefusee as refus:
            explain_refus(form, refus)
        except TexteEnConflit as conflit:
            type_texte = get_type_texte(CLE)
            fusion = build_fusion(conflit, type_texte.libelles, type_texte.courts)
            return _render_fusion(request, membre, dossier, article, form, fusion, conflit.version)
        else:
            phrase = build_message(_name_save(form, champs), auteurs, membre.compte)
            messages.success(request, phrase, extra_tags=brouillon)
            return redirect(reverse(PAGE, args=[espace_uuid, ctg_uuid]) + f"#article-{article_uuid}")
    context = build_contexte_ctg(request, membre, dossier, "", article=article, form=form, brouillon=brouillon)
    context["champs"] = champs.values()
    return render(request, "convention/article_update.html", context)


def _name_save(form: ArticleForm, champs: Iterable[str]) -> str:
    """A field that does not exist is most often a typing mistake: it is said at once."""
    inconnus = list_inconnus(form.cleaned_data["texte"], champs)
    if not inconnus:
        return "Article enregistré."
    noms = ", ".join(f"« {nom} »" for nom in inconnus)
    return f"Article enregistré. Convive ne connaît pas {noms} : ce sera à compléter dans le document."


def _render_fusion(
    request: HttpRequest,
    membre: Membre,
    dossier: DossierCtg,
    article: ArticleConvention,
    form: ArticleForm,
    fusion: FusionSaisie,
    version: int,
) -> HttpResponse:
    autre = article.updated_by
    context = build_contexte_ctg(
        request, membre, dossier, "", article=article, form=form, fusion=fusion, version=version
    )
    context["autre_nom"] = "quelqu’un" if autre is None else str(autre)
    return render(request, "convention/article_fusion.html", context)
