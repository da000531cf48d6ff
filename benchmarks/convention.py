"""Time of a convention with its annexes, from the database to the file, in each format.

    .venv/bin/python -m benchmarks.convention

It uses the demonstration of this installation (created by `./run demo`) and writes nothing. Prints, for each CTG with a
text, the time to assemble the document, then that of each format (first run, and median of three others, in
milliseconds), its size, and a star if it exceeds 3 s.
"""

import os
import statistics
import time
from collections.abc import Callable

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "convive.config.settings")
django.setup()

from convive.config.demo.selectors import get_espace_demo
from convive.convention.exports import CLE_CONVENTION
from convive.documents.registre import types_documents
from convive.documents.rendu import render_contenu
from convive.documents.rules import Famille
from convive.espaces.models import Membre

CIBLE = 3_000
FORMATS = ("docx", "odt", "pdf")


def measure[T](fonction: Callable[[], T]) -> tuple[float, float, T]:
    """Time of the first run, median of three others, and the last result."""
    times = []
    for _ in range(4):
        start = time.perf_counter()
        answer = fonction()
        times.append((time.perf_counter() - start) * 1_000)
    return times[0], statistics.median(times[1:]), answer


def main() -> None:
    espace = get_espace_demo()
    if espace is None:
        print("Pas de démonstration dans cette installation : ./run demo la fait.")
        return
    place = Membre.objects.filter(espace=espace, role="charge_cooperation").select_related("espace", "compte")[0]
    document = types_documents.get(CLE_CONVENTION)
    for choix, libelle in document.list_choix(place) if document.list_choix else []:
        first, median, contenu = measure(lambda choix=choix: document.build(place, Famille.TEXTE, choix))
        print(f"{libelle}\n  réunir    {first:7.0f} ms puis {median:6.0f} ms")
        for format in FORMATS:
            debut, suite, rendu = measure(lambda format=format, contenu=contenu: render_contenu(contenu, format))
            star = " *" if median + suite > CIBLE else ""
            print(f"  {format:9} {debut:7.0f} ms puis {suite:6.0f} ms  {len(rendu.contenu) / 1024:6.0f} ko{star}")


if __name__ == "__main__":
    main()
