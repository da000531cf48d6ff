"""Keys that give access without a compte: none can be guessed, altered, extended or reused on another page."""

from django.urls import URLPattern, URLResolver, get_resolver

from tools.campagnes.commun import ANONYME, Bilan, Decor, ask

MAUVAISES = (
    *("a", "..", "%2e%2e%2f", "0", "-1", "null", "None", "a.b.c", "é", "%00", "%F0%9F%98%80", "'%20OR%201=1--"),
    *("00000000-0000-4000-8000-000000000000", "a" * 500, "A" * 4000, "%0d%0aX-Injection:%201", "eyJhIjoxfQ:1:x"),
    *("abc:def:ghi.jkl", "."),
)
# A product of ten digits, which no date, reference or token of a page contains by chance.
CALCUL, PRODUIT = "86453*91297", str(86453 * 91297)
EXPRESSIONS = (f"$%7B{CALCUL}%7D", f"%7B%7B{CALCUL}%7D%7D")


def list_routes(resolver: URLResolver, prefix: str = "/") -> list[str]:
    """The URLs with an argument that is a word, and so may be a key, with « {} » in its place."""
    found = []
    for route in resolver.url_patterns:
        path = prefix + str(route.pattern)
        if isinstance(route, URLResolver):
            found += list_routes(route, path)
        elif isinstance(route, URLPattern):
            found.append(path)
    return [path for path in found if "<" in path and "<uuid:espace_uuid>" not in path and "^" not in path]


def build_url(route: str, valeur: str) -> str:
    """The URL of a route, with this value for every argument."""
    parts = [valeur if part.startswith("<") and part.endswith(">") else part for part in route.split("/")]
    return "/".join(parts)


def run(decor: Decor, *, maximum: int = 10_000) -> Bilan:
    bilan = Bilan("cles")
    client, secrets = decor.clients[ANONYME], _list_noms(decor)
    essais = [(route, cle) for route in list_routes(get_resolver()) for cle in (*MAUVAISES, *EXPRESSIONS)][:maximum]
    for route, cle in essais:
        url = build_url(route, cle)
        for data in (None, {"geste": "repondre", "nom": cle, "email": "a@exemple.invalid"}):
            reponse = ask(bilan, client, url, qui=ANONYME, data=data)
            if any(nom in reponse.texte for nom in secrets):
                bilan.record("une page sans bonne clé nomme l’espace", url, ANONYME)
            if PRODUIT in reponse.texte:
                bilan.record("expression évaluée", url, ANONYME)
    return bilan


def _list_noms(decor: Decor) -> list[str]:
    return [decor.espace.nom, str(decor.espace.pk)]
