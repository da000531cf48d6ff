"""Around every request: its identifier, its line in the access log, and the address that tells whether all is well."""

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
    """First of all. The line has neither who asked nor what was searched: no account, no network address, no « ?… »."""

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
    """For a supervisor: 200 when the pages can be served, 503 with what is wrong; asked by any name, over HTTP too."""
    etat = get_etat()
    response = HttpResponse(
        "ok\n" if etat.is_bon else f"{'\n'.join(etat.pannes)}\n", content_type="text/plain; charset=utf-8"
    )
    response.status_code = 200 if etat.is_bon else 503
    response["Cache-Control"] = "no-store"
    return response
