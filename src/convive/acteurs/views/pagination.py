"""The filters of a list, kept from one page of it to the next."""

from django.http import HttpRequest


def build_requete(request: HttpRequest) -> str:
    """« q=mairie&type=commune& », to which a link adds its page; empty without filters."""
    query = request.GET.copy()
    query.pop("page", None)
    encoded = query.urlencode()
    return f"{encoded}&" if encoded else ""
