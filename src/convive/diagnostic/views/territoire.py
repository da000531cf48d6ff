"""The ways to a portrait: what Convive is for, the search of a territory, a périmètre that one composes."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_http_methods, require_safe

from convive.diagnostic.forms.perimetre import PerimetreForm
from convive.espaces.views.acces import get_url_depart
from convive.socle.requetes import is_fragment
from convive.territoires.actions import create_perimetre
from convive.territoires.rules import PerimetreInconnu, PerimetreRefuse
from convive.territoires.rules.noms import MAX_LONGUEUR_RECHERCHE
from convive.territoires.selectors import get_perimetre, search_territoires, suggest_territoires
from convive.territoires.selectors.resumes import get_resumes

# Very different territories, to show that any will do: rural, métropole, overseas, Grand Paris, fictional.
EXEMPLES = ("200070035", "243300316", "249740077", "200054781", "999900017")
LIMITE = 20
VUE_LISTE = "liste"
# What one may type, shown when the box is empty: each is a link.
EXEMPLES_RECHERCHE = (
    ("civraisien", "le nom, ou un bout, d’une intercommunalité"),
    ("Saint-Denis 93", "un nom et un département"),
    ("86000", "un code postal"),
    ("86194", "un code Insee, même ancien"),
    ("200054781", "le SIREN d’une intercommunalité, à neuf chiffres"),
    ("Paris 15", "un arrondissement de Paris, Lyon ou Marseille"),
)


@require_safe
def accueil(request: HttpRequest) -> HttpResponse:
    """The first page: what Convive is for, and three ways in. Who is logged in begins where she works."""
    if request.user.is_authenticated:
        return redirect(get_url_depart(request))
    return render(request, "diagnostic/accueil.html", {"exemples": get_resumes(EXEMPLES)})


@require_safe
def territoire_list(request: HttpRequest) -> HttpResponse:
    """Find a territory: one box for names, INSEE codes, SIREN and postal codes.

    A question that only one territory answers leads to its portrait; the list that one was typing stays a list.
    """
    q = request.GET.get("q", "").strip()[:MAX_LONGUEUR_RECHERCHE]
    found = search_territoires(q, limit=LIMITE + 1)
    if len(found) == 1 and VUE_LISTE not in request.GET and not is_fragment(request):
        return redirect("diagnostic:portrait_detail", found[0].reference)
    context = {
        "q": q,
        "resultats": found[:LIMITE],
        "is_tronque": len(found) > LIMITE,
        "is_fictif": any(resultat.fictif for resultat in found),
        "suggestions": suggest_territoires(q) if q and not found else (),
        "exemples": EXEMPLES_RECHERCHE,
    }
    response = render(request, _get_gabarit(request), context)
    # The same address gives a page or a piece of it: a cache must not mix them.
    response.headers["Vary"] = "HX-Request"
    if is_fragment(request) and "forme" not in request.GET:
        # What the address bar takes: opened again, it shows this very list.
        response.headers["HX-Replace-Url"] = f"?{urlencode({'q': q, VUE_LISTE: 1})}" if q else request.path
    return response


def _get_gabarit(request: HttpRequest) -> str:
    """The page, its results, or the few of them that the box of the first page shows while one types."""
    template = "diagnostic/territoire_list.html"
    if not is_fragment(request):
        return template
    return "diagnostic/_territoires_proposes.html" if request.GET.get("forme") == "court" else f"{template}#resultats"


@require_http_methods(["GET", "HEAD", "POST"])
def perimetre_create(request: HttpRequest) -> HttpResponse:
    """Compose a périmètre: any bundle of communes, from any départements."""
    if request.method != "POST":
        return render(request, "diagnostic/perimetre_create.html", _get_depart(request.GET.get("depuis", "")))
    ajouter = request.POST.get("geste") == "ajouter"
    form = PerimetreForm(request.POST, request.FILES, ajouter=ajouter)
    if form.is_valid() and not ajouter:
        try:
            creation = create_perimetre(
                codes=form.cleaned_data["codes"],
                nom=form.cleaned_data["nom"],
                date_validite=form.cleaned_data["date_validite"],
            )
            return redirect("diagnostic:portrait_detail", creation.reference)
        except PerimetreRefuse as error:
            form.add_error(None, list(error.messages))
    return render(request, "diagnostic/perimetre_create.html", {"form": form})


def _get_depart(reference: str) -> dict[str, Any]:
    """An empty form, or the communes of a périmètre already ticked."""
    if not reference:
        return {"form": PerimetreForm()}
    try:
        depart = get_perimetre(reference)
    except PerimetreInconnu as error:
        return {"form": PerimetreForm(), "inconnu": error}
    codes = [commune.code for commune in depart.communes]
    initial = {"propositions": " ".join(codes), "communes": codes}
    return {"form": PerimetreForm(initial=initial), "depart": depart}


urls = [
    path("", accueil, name="accueil"),
    path("territoires/", territoire_list, name="territoire_list"),
    path("perimetres/composer/", perimetre_create, name="perimetre_create"),
]
