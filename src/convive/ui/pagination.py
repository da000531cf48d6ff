"""Lists that are cut into pages keep what one had chosen."""

from django.http import QueryDict


def build_parametres(params: QueryDict) -> str:
    """What the address says beside the number of the page, ready to be followed by `page=…`."""
    others = params.copy()
    others.pop("page", None)
    return f"{others.urlencode()}&" if others else ""
