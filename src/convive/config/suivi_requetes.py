"""Around every request: its identifier, its line in the access log, and the health check URL."""

import logging
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from convive.config.sante import get_etat
from convive.socle.masque import mask_cles
from convive.socle.requete_en_cours import create_identifiant

logger = logging.getLogger("convive.acces")
ADRESSE_SANTE = "/sante/"


class SuiviRequetesMiddleware:
    """The first middleware. Its log lines do not say who made the request or what was searched: no compte, no network
    address, no query string."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        identifiant, start = create_identifiant(), time.perf_counter()
        response = build_sante() if request.path == ADRESSE_SANTE else self.get_response(request)
        response["X-Request-ID"] = identifiant
        if request.path != ADRESSE_SANTE:
            acces = {
                "methode": request.method,
                "adresse": mask_cles(request.path),
                "statut": response.status_code,
                "millisecondes": round((time.perf_counter() - start) * 1000),
            }
            logger.info("%(methode)s %(adresse)s %(statut)s %(millisecondes)s ms", acces, extra={"acces": acces})
        return response


def build_sante() -> HttpResponse:
    """The response to a monitor: 200 if pages can be served, otherwise 503 with what is wrong. As it is answered before
    the checks of hosts and HTTPS, it works with any host name, and over HTTP."""
    etat = get_etat()
    response = HttpResponse(
        "ok\n" if etat.is_bon else f"{'\n'.join(etat.pannes)}\n", content_type="text/plain; charset=utf-8"
    )
    response.status_code = 200 if etat.is_bon else 503
    response["Cache-Control"] = "no-store"
    return response
