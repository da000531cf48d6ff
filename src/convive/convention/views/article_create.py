"""Add an article to a convention."""

from uuid import UUID, uuid5

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from convive.convention.actions.article import create_article
from convive.convention.forms.article import ArticleCreateForm
from convive.convention.forms.ctg import explain_refus
from convive.convention.permissions import can_update_ctg
from convive.convention.rules.articles import name_article
from convive.convention.rules.ctg import ConventionRefusee
from convive.convention.selectors.article import build_champs, list_articles, list_noms_communes, place_articles
from convive.convention.views.acces import build_contexte_ctg, get_dossier_or_404
from convive.convention.views.article_list import PAGE
from convive.espaces.views.acces import get_membre_or_404
from convive.espaces.views.saisie import build_cle_brouillon, keep_saisie


@keep_saisie("article_convention")
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def article_create(request: HttpRequest, espace_uuid: UUID, ctg_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_update_ctg)
    dossier = get_dossier_or_404(membre, ctg_uuid)
    places = place_articles(list_articles(dossier.ctg))
    choix = [(place.article, name_article(place.numero, place.article.titre)) for place in places]
    form = ArticleCreateForm(request.POST if request.method == "POST" else None, articles=choix)
    brouillon = build_cle_brouillon(membre.compte, "article_convention", uuid5(ctg_uuid, "article"))
    if form.is_valid():
        try:
            saisie, apres = form.get_saisie(), form.get_apres()
            article = create_article(by=membre.compte, ctg=dossier.ctg, saisie=saisie, apres=apres)
            messages.success(request, f"« {article} » est dans la convention.", extra_tags=brouillon)
            return redirect(reverse(PAGE, args=[espace_uuid, ctg_uuid]) + f"#article-{article.pk}")
        except ConventionRefusee as refus:
            explain_refus(form, refus)
    champs = build_champs(membre, dossier, places, list_noms_communes(membre, dossier.ctg)).values()
    context = build_contexte_ctg(request, membre, dossier, "", form=form, champs=champs, brouillon=brouillon)
    return render(request, "convention/article_create.html", context)
