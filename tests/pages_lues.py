"""A page as tests read it: in one line, whatever the lines in which its templates are set.

What a browser does not show goes: spaces at the edges of blocks, several spaces in a row, line feeds inside a tag. A
space between two words or two elements in a sentence stays one space.
"""

import re
from typing import Any

import pytest
from django.http import HttpResponse
from django.test.client import Client

# Written as they are shown.
TEL_QUEL = re.compile(r"(<(pre|textarea|script|style)\b.*?</\2>)", re.DOTALL)
BLOCS = (
    "address article aside blockquote body caption col colgroup dd details dialog div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 head header hr html legend li link main meta nav ol option p section select summary "
    "table tbody td tfoot th thead title tr ul"
)
BLOC = re.compile(rf"[ \t\n]*(</?(?:{'|'.join(BLOCS.split())})\b[^<>]*>)[ \t\n]*")
BALISE = re.compile(r"<[a-zA-Z][^<>]*>")


def lis(page: str) -> str:
    """The same page, in one line."""
    morceaux = TEL_QUEL.split(page)
    # The pattern has two groups: text, what is kept, the name of its tag, text…
    for rang in range(0, len(morceaux), 3):
        texte = BALISE.sub(lambda balise: re.sub(r"[ \t\n]+", " ", balise.group()).replace(" >", ">"), morceaux[rang])
        morceaux[rang] = re.sub(r"[ \t\n]+", " ", BLOC.sub(r"\1", texte))
    return "".join(morceau for rang, morceau in enumerate(morceaux) if rang % 3 != 2)


@pytest.fixture(scope="session", autouse=True)
def _pages_lues() -> Any:
    """Each page that the test client receives."""
    patch = pytest.MonkeyPatch()
    request = Client.request

    def ask(self: Client, **demande: Any) -> HttpResponse:
        response = request(self, **demande)
        if not response.streaming and response.get("Content-Type", "").startswith("text/html"):
            response.content = lis(response.content.decode()).encode()
        return response

    patch.setattr(Client, "request", ask)
    yield
    patch.undo()
