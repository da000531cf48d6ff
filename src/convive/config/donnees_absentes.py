"""A page instead of a server error when the figures have not been prepared on this machine yet."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from convive.donnees.erreurs import DonneesAbsentes
from convive.ui.views import service_unavailable


class DonneesAbsentesMiddleware:
    """Respond 503, whichever view needed the figures; only whoever administers the installation reads the command."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, DonneesAbsentes):
            return None
        is_staff = getattr(getattr(request, "user", None), "is_staff", False)
        return service_unavailable(request, str(exception) if is_staff else exception.phrase)
