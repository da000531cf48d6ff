"""The few pages of allauth that write during a GET, named one by one."""

from collections.abc import Callable

from allauth.account.middleware import AccountMiddleware
from allauth.core.exceptions import ImmediateHttpResponse, ReauthenticationRequired
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve

VUES_PERMISES = frozenset(
    {
        # OpenID Connect sends the person back by GET: logging her in writes. Protected by the `state` of the session.
        "openid_connect_callback",
        # Recovery codes note when their owner saw them first. Protected by a fresh password.
        "mfa_view_recovery_codes",
        "mfa_download_recovery_codes",
    }
)


class EcrituresPermisesMiddleware:
    """Runs these views itself, just before the guard that makes every other GET read-only."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.recover = AccountMiddleware(get_response).process_exception

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method != "GET":
            return self.get_response(request)
        try:
            match = resolve(request.path_info)
        except Resolver404:
            return self.get_response(request)
        if match.view_name not in VUES_PERMISES:
            return self.get_response(request)
        request.resolver_match = match
        try:
            response: HttpResponse = match.func(request, *match.args, **match.kwargs)
        except (ReauthenticationRequired, ImmediateHttpResponse) as exception:
            # Django gives exceptions of a view to middleware; here there is no view for it.
            response = self.recover(request, exception)
        return response.render() if hasattr(response, "render") else response
