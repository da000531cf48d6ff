"""Pages as tests read them: on one line, however their templates are wrapped.

Whitespace that a browser does not show is removed: at the edges of blocks, repeated, or line feeds inside a tag. A
space between two words or two elements in a sentence remains one space.
"""

import re
from functools import cache
from typing import Any

import pytest
from django.http import HttpResponse
from django.test.client import Client

# Elements whose whitespace is significant.
TEL_QUEL = re.compile(r"(<(pre|textarea|script|style)\b.*?</\2>)", re.DOTALL)
BLOCS = (
    "address article aside blockquote body caption col colgroup dd details dialog div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 head header hr html legend li link main meta nav ol option p section select summary "
    "table tbody td tfoot th thead title tr ul"
)
BLOC = re.compile(rf"[ \t\n]*(</?(?:{'|'.join(BLOCS.split())})\b[^<>]*>)[ \t\n]*")
# A tag, or whitespace between tags; attribute values keep theirs.
MORCEAU = re.compile(r"<[a-zA-Z](?:[^<>\"]|\"[^\"]*\")*>|[ \t\n]+")
DANS_UNE_BALISE = re.compile(r"(\"[^\"]*\")|[ \t\n]+")


def _write(morceau: re.Match[str]) -> str:
    if not morceau.group().startswith("<"):
        return " "
    balise = DANS_UNE_BALISE.sub(lambda trouve: trouve.group(1) or " ", morceau.group())
    return balise.replace(" >", ">")


def lis(page: str) -> str:
    """The same page, on one line."""
    morceaux = TEL_QUEL.split(page)
    # The pattern has two groups, so the parts are: text, element kept as it is, name of its tag, text…
    for rang in range(0, len(morceaux), 3):
        morceaux[rang] = MORCEAU.sub(_write, BLOC.sub(r"\1", morceaux[rang]))
    return "".join(morceau for rang, morceau in enumerate(morceaux) if rang % 3 != 2)


class PageLue(HttpResponse):
    """A response whose text is put on one line only if a test reads it, since most tests only check the status."""

    @property
    def content(self) -> bytes:
        if "en_une_ligne" not in self.__dict__:
            self.__dict__["en_une_ligne"] = lis(self._lue.content.fget(self).decode()).encode()
        return self.__dict__["en_une_ligne"]

    @content.setter
    def content(self, value: Any) -> None:
        self.__dict__.pop("en_une_ligne", None)
        self._lue.content.fset(self, value)


@cache
def _derive(classe: type[HttpResponse]) -> type[HttpResponse]:
    return type(classe.__name__, (PageLue, classe), {"_lue": classe})


@pytest.fixture(scope="session", autouse=True)
def _pages_lues() -> Any:
    """Apply this to every page that the test client receives."""
    patch = pytest.MonkeyPatch()
    request = Client.request

    def ask(self: Client, **demande: Any) -> HttpResponse:
        response = request(self, **demande)
        if not response.streaming and response.get("Content-Type", "").startswith("text/html"):
            response.__class__ = _derive(type(response))
        return response

    patch.setattr(Client, "request", ask)
    yield
    patch.undo()
