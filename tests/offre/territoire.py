"""Contours and figures of the communes of the tests, in place of those that a build would give."""

import pytest

from convive.donnees.rules import Mesure


def install(monkeypatch: pytest.MonkeyPatch, codes: list[str]) -> None:
    """A square of a tenth of a degree for each commune, from west to east; 20 births a year in each."""
    contours = {}
    for rang, code in enumerate(sorted(codes)):
        ouest = rang / 10
        coins = [[ouest, 46.0], [ouest + 0.1, 46.0], [ouest + 0.1, 46.1], [ouest, 46.1], [ouest, 46.0]]
        contours[code] = {"type": "Polygon", "coordinates": [coins]}
    mesures = [
        Mesure("commune", code, "naissances_domiciliees", annee, 20.0, "valeur", "insee")
        for code in codes
        for annee in (2021, 2022, 2023)
    ]
    module = "convive.offre.selectors.besoins"
    monkeypatch.setattr(f"{module}.get_contours", lambda demandes: {c: contours[c] for c in demandes if c in contours})
    monkeypatch.setattr(f"{module}.get_mesures", lambda *_: mesures)
