"""A page instead of a server error when the figures have not been prepared on this machine yet."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from convive.donnees.erreurs import DonneesAbsentes
from convive.ui.views import service_unavailable


class DonneesAbsentesMiddleware:
    """Respond 503, with the command to run, whichever view needed the figures."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return service_unavailable(request, str(exception)) if isinstance(exception, DonneesAbsentes) else None
