"""Time of the diagnostic of the demonstration: read from the figures, drawn, and rendered in each text format.

    CONVIVE_VAR=… .venv/bin/python -m benchmarks.diagnostic_document

It needs the demonstration (`./run convive demo`). Prints the numbers of pages and images of the document; the seconds
for its content with an empty chart cache, then a full one; those of each format in addition; the same for a frozen
state (gel); and its size. A star marks a total beyond the target of 15 s.
"""

import os
import statistics
import time
from io import BytesIO

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "convive.config.settings")
django.setup()

import pypdf
from django.core.cache import cache
from django.core.cache.backends.dummy import DummyCache

from convive.config.demo.actions import get_espace_demo
from convive.diagnostic.exports.document import read_etat
from convive.diagnostic.selectors.etat import list_etats
from convive.documents.graphiques import svg
from convive.documents.models import Gel
from convive.documents.registre import types_documents
from convive.documents.rendu import render_contenu
from convive.documents.rules import DocumentHtml, Famille
from convive.espaces.models import Membre, Role
from convive.espaces.selectors.membre import get_membre

CIBLE = 15.0
FORMATS = ("docx", "odt", "pdf", "epub")


def measure(function, times: int = 3) -> float:
    """The median time in seconds."""
    seconds = []
    for _ in range(times):
        debut = time.perf_counter()
        function()
        seconds.append(time.perf_counter() - debut)
    return statistics.median(seconds)


def main() -> None:
    espace = get_espace_demo()
    if espace is None:
        raise SystemExit("Pas de démonstration ici : ./run convive demo")
    place = Membre.objects.filter(espace=espace, role=Role.CHARGE_COOPERATION).select_related("compte").first()
    membre = get_membre(place.compte, espace.pk) if place else None
    if membre is None:
        raise SystemExit("La démonstration n’a pas de chargée de coopération.")
    etats = list_etats(membre)
    type_document = types_documents.get("diagnostic_diagnostic")

    def build(cle: str) -> DocumentHtml:
        contenu = type_document.build(membre, Famille.TEXTE, cle)
        assert isinstance(contenu, DocumentHtml)
        return contenu

    svg.cache = DummyCache("", {})
    sans_cache = measure(lambda: build(etats[0].cle), 1)
    svg.cache = cache
    build(etats[0].cle)
    avec_cache = measure(lambda: build(etats[0].cle))
    contenu = build(etats[0].cle)
    pages = len(pypdf.PdfReader(BytesIO(render_contenu(contenu, "pdf").contenu)).pages)
    print(f"{pages} pages, {len(contenu.images)} images")
    print(f"contenu : {sans_cache:.2f} s sans graphique en cache, {avec_cache:.2f} s avec")
    for format in FORMATS:
        seconds = measure(lambda format=format: render_contenu(contenu, format))
        total = sans_cache + seconds
        print(f"{format:5} {seconds:5.2f} s ; en tout {total:5.2f} s{' *' if total > CIBLE else ''}")
    for etat in etats:
        if etat.gel is not None:
            gel = Gel.objects.get(pk=etat.gel.pk)
            lecture = measure(lambda etat=etat, gel=gel: read_etat(type(etat)(etat.cle, "", etat.diagnostic, gel)))
            print(f"état figé : {len(gel.contenu) // 1024} ko, lu en {lecture * 1000:.0f} ms")


if __name__ == "__main__":
    main()
