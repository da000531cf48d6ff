"""The core indicators of a périmètre, by thématique."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from convive.diagnostic.exports.indicateurs import build_sections
from convive.diagnostic.selectors.catalogue import get_coeur
from convive.diagnostic.selectors.indicateurs import get_tableau
from convive.diagnostic.views.lieu import PAGE, Lieu, with_lieu
from convive.documents.rules import FORMATS

EXTENSIONS = ("xlsx", "ods", "csv")


@with_lieu
def indicateur_list(request: HttpRequest, lieu: Lieu) -> HttpResponse:
    coeur = get_coeur()
    thematique = request.GET.get("thematique", "")
    if thematique not in {theme.identifiant for theme in coeur.thematiques}:
        thematique = ""
    tableau = get_tableau(lieu.perimetre, timezone.localdate())
    sections = build_sections(
        coeur, tableau, lambda identifiant: lieu.get_url("indicateur_detail", indicateur=identifiant), thematique
    )
    context = lieu.build_contexte(request, PAGE, sections=sections, thematique=thematique)
    context["thematiques"] = coeur.thematiques
    context["references"] = tableau.references
    context["nb_connus"] = sum(len(section.avec_chiffre) for section in sections)
    context["nb_muets"] = sum(len(section.muets) for section in sections)
    context["nb_attente"] = sum(len(section.en_attente) for section in sections)
    context["exports"] = [(FORMATS[f], lieu.get_url("indicateur_export", format=f)) for f in EXTENSIONS]
    return render(request, "diagnostic/indicateur_list.html", context)
