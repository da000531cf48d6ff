"""Find a territory: one box for names, INSEE codes, SIREN and postal codes."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from convive.socle.requetes import is_fragment
from convive.territoires.rules.noms import MAX_LONGUEUR_RECHERCHE
from convive.territoires.selectors import search_territoires, suggest_territoires

LIMITE = 20
# What one may type, shown when the box is empty: each is a link.
EXEMPLES = (
    ("civraisien", "le nom, ou un bout, d’une intercommunalité"),
    ("Saint-Denis 93", "un nom et un département"),
    ("86000", "un code postal"),
    ("86194", "un code Insee, même ancien"),
    ("200054781", "le SIREN d’une intercommunalité, à neuf chiffres"),
    ("Paris 15", "un arrondissement de Paris, Lyon ou Marseille"),
)


@require_safe
def territoire_list(request: HttpRequest) -> HttpResponse:
    q = request.GET.get("q", "").strip()[:MAX_LONGUEUR_RECHERCHE]
    found = search_territoires(q, limit=LIMITE + 1)
    context = {
        "q": q,
        "resultats": found[:LIMITE],
        "is_tronque": len(found) > LIMITE,
        "is_fictif": any(resultat.fictif for resultat in found),
        "suggestions": suggest_territoires(q) if q and not found else (),
        "exemples": EXEMPLES,
    }
    template = "diagnostic/territoire_list.html"
    response = render(request, f"{template}#resultats" if is_fragment(request) else template, context)
    # The same address gives a page or a piece of it: a cache must not mix them.
    response.headers["Vary"] = "HX-Request"
    return response
