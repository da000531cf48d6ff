"""Common to all campaigns: the people of the demonstration, timed requests, pages found by following links."""

import re
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import urlsplit
from uuid import UUID

from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import Resolver404, resolve

from convive.comptes.models import Compte
from convive.config.demo.selectors import get_espace_demo, read_scene
from convive.espaces.models import Espace, Membre

MAX_SECONDES = 20.0
"""In processor time, whatever the load of the machine: a longer response counts as hanging."""
LIENS = re.compile(r'(?:href|action)="(/[^"#]*)')
# Logging out would end the crawl.
EVITES = ("/compte/logout", "/static/")
ANONYME = "anonyme"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@dataclass(frozen=True, slots=True)
class Faute:
    """A fault: `quoi` says what, in a few words, `ou` is the URL or the file, `qui` the person who tried."""

    campagne: str
    quoi: str
    ou: str
    qui: str = ""

    def __str__(self) -> str:
        return f"[{self.campagne}] {self.quoi} : {self.ou}{f' ({self.qui})' if self.qui else ''}"


@dataclass(slots=True)
class Bilan:
    """What a campaign has done and found."""

    campagne: str
    essais: int = 0
    reponses: Counter[int] = field(default_factory=Counter)
    plus_lente: tuple[float, str] = (0.0, "")
    fautes: list[Faute] = field(default_factory=list)

    def record(self, quoi: str, ou: str, qui: str = "") -> None:
        faute = Faute(self.campagne, quoi, ou, qui)
        if faute not in self.fautes:
            self.fautes.append(faute)

    def __str__(self) -> str:
        reponses = ", ".join(f"{nombre} × {statut}" for statut, nombre in sorted(self.reponses.items()))
        secondes, ou = self.plus_lente
        return (
            f"{self.campagne} : {self.essais} essais ({reponses}), {len(self.fautes)} faute(s), "
            f"au plus {secondes:.1f} s ({ou})"
        )


@dataclass(frozen=True, slots=True)
class Reponse:
    statut: int
    contenu: bytes
    type: str

    @property
    def texte(self) -> str:
        return self.contenu.decode("utf-8", "replace")


def ask(bilan: Bilan, client: Client, url: str, *, qui: str = "", data: Mapping[str, object] | None = None) -> Reponse:
    """Send one request and read the whole response. A server error, or a response that hangs, is a fault in any
    campaign. What a form writes is rolled back, so that the next one finds the espace unchanged."""
    debut = time.process_time()
    if data is None:
        contenu, response = _read(client.get(url))
    else:
        with transaction.atomic():
            contenu, response = _read(client.post(url, data))
            transaction.set_rollback(True)
    secondes = time.process_time() - debut
    bilan.essais += 1
    bilan.reponses[response.status_code] += 1
    bilan.plus_lente = max(bilan.plus_lente, (secondes, url))
    # 503 is the page of an installation without figures, as in the suite.
    if response.status_code >= 500 and response.status_code != 503:
        bilan.record(f"erreur {response.status_code}", url, qui)
    if secondes > MAX_SECONDES:
        bilan.record(f"réponse en {secondes:.0f} s", url, qui)
    return Reponse(response.status_code, contenu, response.headers.get("Content-Type", ""))


def _read(response: HttpResponseBase) -> tuple[bytes, HttpResponseBase]:
    if not response.streaming:
        return response.content, response  # type: ignore[attr-defined]  # every answer that is not a stream has it
    # The test client closes a response read to its end; closing it again would close the database in a transaction.
    return b"".join(response), response


@dataclass(frozen=True, slots=True)
class Decor:
    """The attacked espace, the attackers, and the membre of each person in it."""

    espace: Espace
    clients: Mapping[str, Client]
    membres: Mapping[str, Membre]


def build_decor() -> Decor:
    """One client per invented person, membre or not, and an anonymous visitor."""
    espace = get_espace_demo()
    if espace is None:
        raise RuntimeError("La démonstration n’est pas faite.")
    comptes = {persona.cle: Compte.objects.get(pk=persona.uuid) for persona in read_scene().personas}
    clients = {ANONYME: Client(raise_request_exception=False)}
    for cle, compte in comptes.items():
        clients[cle] = Client(raise_request_exception=False)
        clients[cle].force_login(compte, backend=BACKEND)
    by_compte = {compte.pk: cle for cle, compte in comptes.items()}
    places = Membre.objects.select_related("espace", "compte").filter(espace=espace, compte__in=by_compte)
    return Decor(espace, clients, {by_compte[membre.compte_id]: membre for membre in places})


@dataclass(slots=True)
class Parcours:
    """URLs found by following links, only a few per view: two hundred actions are the same page."""

    par_vue: int
    maximum: int
    urls: dict[str, str] = field(default_factory=dict)
    """URL → name of its view."""
    _vus: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def add(self, url: str) -> bool:
        """Add a URL; return whether it is new, and kept."""
        if url in self.urls or len(self.urls) >= self.maximum or url.startswith(EVITES):
            return False
        vue = get_vue(url)
        if not vue or self._vus[vue] >= self.par_vue:
            return False
        self._vus[vue] += 1
        self.urls[url] = vue
        return True


def get_vue(url: str) -> str:
    """The view of a URL, with the names of its query parameters; empty if it is not one of our pages."""
    parts = urlsplit(url)
    try:
        vue = resolve(parts.path).view_name
    except Resolver404:
        return ""
    noms = sorted(re.findall(r"(\w+)=", parts.query))
    return f"{vue}?{','.join(noms)}" if noms else vue


def crawl(
    bilan: Bilan,
    client: Client,
    parcours: Parcours,
    departs: Iterable[str],
    qui: str = "",
    notify: Callable[[str, Reponse], None] | None = None,
) -> None:
    """Follow links from these URLs, each page once; `notify` is called with each URL and its response."""
    waiting = [url for url in departs if parcours.add(url) or url in parcours.urls]
    for url in waiting:
        reponse = ask(bilan, client, url, qui=qui)
        if notify:
            notify(url, reponse)
        if reponse.statut == 200 and "text/html" in reponse.type:
            waiting += [lien for lien in list_liens(reponse.texte) if parcours.add(lien)]


def list_liens(page: str) -> Iterator[str]:
    for lien in LIENS.findall(page):
        yield unescape(lien)


def find_pages(bilan: Bilan, decor: Decor, *, par_vue: int = 2, maximum: int = 3000) -> Parcours:
    """The pages that the membres of the espace find from its home; those who can see most go first."""
    parcours = Parcours(par_vue, maximum)
    for qui in sorted(decor.membres, key=lambda cle: (cle != "chargee", cle)):
        crawl(bilan, decor.clients[qui], parcours, ["/", "/espaces/", f"/espaces/{decor.espace.pk}/"], qui)
    return parcours


def is_de_l_espace(url: str, espace: UUID) -> bool:
    return url.startswith(f"/espaces/{espace}/")
