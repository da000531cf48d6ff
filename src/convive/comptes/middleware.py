"""Exceptions to the read-only GET: the few allauth pages that write, listed one by one."""

from collections.abc import Callable

from allauth.account.middleware import AccountMiddleware
from allauth.core.exceptions import ImmediateHttpResponse, ReauthenticationRequired
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve

VUES_PERMISES = frozenset(
    {
        # OpenID Connect redirects the person back with a GET, and logging her in writes. Protected by the `state`.
        "openid_connect_callback",
        # These record when the owner first saw her recovery codes. Protected by a recent password check.
        "mfa_view_recovery_codes",
        "mfa_download_recovery_codes",
    }
)


class EcrituresPermisesMiddleware:
    """Run these views directly, before the middleware that makes every other GET read-only."""

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
            # Django only calls `process_exception` for views that it runs itself.
            response = self.recover(request, exception)
        return response.render() if hasattr(response, "render") else response
