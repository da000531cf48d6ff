"""Lists that are cut into pages keep what one had chosen."""

from django.http import QueryDict


def build_parametres(params: QueryDict, *sans: str) -> str:
    """What the address says beside the number of the page and `sans`, ready to be followed by `page=…`."""
    others = params.copy()
    for nom in ("page", *sans):
        others.pop(nom, None)
    return f"{others.urlencode()}&" if others else ""
