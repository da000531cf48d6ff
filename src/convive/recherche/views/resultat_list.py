"""Search in everything that a person may open; the header requests its suggestions from the same page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from convive.recherche.rules.requete import Requete, build_requete
from convive.recherche.selectors.corrections import suggest_requete, suggest_trouvailles
from convive.recherche.selectors.lecteur import get_lecteur
from convive.recherche.selectors.resultats import search_resultats
from convive.recherche.selectors.suggestions import search_suggestions
from convive.recherche.sources import Lecteur
from convive.recherche.views.filtres import build_liens, read_filtre
from convive.socle.requetes import get_htmx, is_fragment

PAGE = "recherche/resultat_list.html"
CIBLE_SUGGESTIONS = "suggestions"
# Example queries, shown as links when the box is empty.
EXEMPLES = (
    ("crèche", "un mot, avec ou sans accents, au singulier ou au pluriel"),
    ("« petite enfance »", "des mots côte à côte, entre guillemets"),
    ("enfance -jeunesse", "un mot à laisser de côté, précédé d’un tiret"),
    ("civraisien", "le nom, ou un bout, d’une commune ou d’une intercommunalité"),
    ("86000", "un code postal, un code Insee ou un SIREN"),
    ("ALSH", "un sigle, pour savoir ce qu’il veut dire"),
)


@require_safe
def resultat_list(request: HttpRequest) -> HttpResponse:
    is_suggestion = is_fragment(request) and get_htmx(request).target == CIBLE_SUGGESTIONS
    lecteur = get_lecteur(request.user)
    requete = build_requete(request.GET.get("q", ""), en_frappe=is_suggestion)
    if is_suggestion:
        context: dict[str, object] = {"suggestions": search_suggestions(lecteur, requete)}
        template = f"{PAGE}#suggestions"
    else:
        context = _build_contexte(request, lecteur, requete)
        template = f"{PAGE}#resultats" if is_fragment(request) else PAGE
    response = render(request, template, context)
    # The same URL returns a page or a fragment of it: a cache must not mix them up.
    response.headers["Vary"] = "HX-Request, HX-Target"
    return response


def _build_contexte(request: HttpRequest, lecteur: Lecteur, requete: Requete) -> dict[str, object]:
    filtre = read_filtre(request, lecteur)
    context: dict[str, object] = {"q": requete.texte, "lecteur": lecteur, "filtre": filtre, "exemples": EXEMPLES}
    if requete.is_vide:
        return context
    resultats = search_resultats(lecteur, requete, filtre, request.GET.get("page", "1"))
    context |= {"resultats": resultats, "liens": build_liens(requete, filtre, resultats)}
    if resultats.is_partiel or not resultats.nombre:
        context["correction"] = suggest_requete(lecteur, requete)
    if not resultats.nombre:
        context["propositions"] = suggest_trouvailles(requete)
    return context
