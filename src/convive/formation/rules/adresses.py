"""The official addresses that the contents of training cite, and what each supports. Pure Python."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from convive.formation.rules.cours import is_officielle

NOMS = ("titre", "texte", "referentiel", "nom", "cle")
"""The fields that name what cites an address, the first that is there."""


@dataclass(frozen=True, slots=True)
class Citation:
    """An address, and what cites it. `is_regle`: what cites it is stated as a rule."""

    url: str
    titre: str
    is_regle: bool


@dataclass(frozen=True, slots=True)
class Adresse:
    """`ouverte_le` is None for an address that nobody has opened since the list was made."""

    url: str
    titres: tuple[str, ...]
    ouverte_le: date | None

    @property
    def site(self) -> str:
        return (urlsplit(self.url).hostname or "").removeprefix("www.")


@dataclass(frozen=True, slots=True)
class ListeAdresses:
    date: date
    adresses: tuple[Adresse, ...]

    @property
    def a_ouvrir(self) -> int:
        return sum(row.ouverte_le is None for row in self.adresses)


def list_citations(contenu: Any, titre: str = "") -> Iterator[Citation]:
    """Every address of a content file, with the nearest title above it."""
    if isinstance(contenu, Mapping):
        titre = next((str(contenu[nom]) for nom in NOMS if contenu.get(nom)), titre)
        is_regle = contenu.get("statut") == "regle"
        for cle, valeur in contenu.items():
            if cle in ("source", "sources"):
                urls = [valeur] if isinstance(valeur, str) else valeur or []
                yield from (Citation(url, titre, is_regle) for url in urls if url)
            else:
                yield from list_citations(valeur, titre)
    elif isinstance(contenu, list):
        for ligne in contenu:
            yield from list_citations(ligne, titre)


def is_bien_formee(url: str) -> bool:
    """Whether it is the https address of a page, without a space."""
    parts = urlsplit(url)
    return parts.scheme == "https" and bool(parts.hostname) and not any(lettre.isspace() for lettre in url)


def build_liste(
    citations: Iterable[Citation], jour: date, ouvertes: Mapping[str, date], hotes: Sequence[str]
) -> ListeAdresses:
    """The official addresses, once each, by site. The same page with and without a final slash is one."""
    titres: dict[str, list[str]] = {}
    for citation in citations:
        if is_officielle(citation.url, hotes):
            titres.setdefault(citation.url.rstrip("/"), []).append(citation.titre)
    adresses = [Adresse(url, tuple(dict.fromkeys(noms)), ouvertes.get(url)) for url, noms in titres.items()]
    return ListeAdresses(jour, tuple(sorted(adresses, key=lambda row: (row.site, row.url))))
