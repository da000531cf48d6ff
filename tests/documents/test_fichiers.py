"""The name of a file that leaves: what it is about and of which day, what it is, whose it is."""

from datetime import date

import pytest

from convive.documents.fichiers import build_nom_fichier, build_titre_fichier
from convive.documents.rules import FORMATS

JOUR = date(2026, 11, 30)


@pytest.mark.parametrize(
    ("titre", "sujet", "territoire", "nom"),
    [
        (
            "Les diapositives",
            "copil 2026-06-12",
            "Communauté de communes des Trois Gués (démonstration)",
            "copil-2026-06-12-diapositives-trois-gues.pptx",
        ),
        ("Le plan d’actions", "", "CC du Civraisien en Poitou", "2026-11-30-plan-dactions-civraisien-en-poitou.pptx"),
        ("L’annexe 2", "", "Métropole d’Orvelle", "2026-11-30-annexe-2-orvelle.pptx"),
        ("Une note", "", "Pays de Vallombre", "2026-11-30-note-vallombre.pptx"),
        ("Lettre de mission", "", "Trois Gués", "2026-11-30-lettre-de-mission-trois-gues.pptx"),
        ("Carnet", "", "Cabinet Orvelle", "2026-11-30-carnet-cabinet-orvelle.pptx"),
    ],
)
def test_name_says_the_body_the_day_and_the_territory(titre: str, sujet: str, territoire: str, nom: str) -> None:
    assert build_nom_fichier(build_titre_fichier(titre, sujet, territoire, JOUR), FORMATS["pptx"]) == nom
