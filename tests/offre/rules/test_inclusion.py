"""Limits of texts and compulsory fields: public documentation of the data·inclusion schema."""

from datetime import date

import pytest

from convive.offre.rules.inclusion import (
    DESCRIPTION_MAX,
    DESCRIPTION_MIN,
    ServicePublie,
    StructurePubliee,
    build_description,
    build_nom,
    build_service,
    build_structure,
    list_manques,
)


def build_publie(**champs) -> ServicePublie:
    valeurs = {
        **dict.fromkeys(("thematique", "structure_nom", "commune", "code_insee", "adresse"), ""),
        **dict.fromkeys(("public", "horaires", "tarif", "precisions"), ""),
        **{"latitude": None, "longitude": None, "zone": (), "date_maj": date(2026, 6, 12)},
    }
    return ServicePublie(**({"cle": "1", "nom": "Relais", "type": "RPE", "structure": "2"} | valeurs | champs))


def test_service_says_only_what_is_known():
    vide = build_service(build_publie())
    assert set(vide) == {"source", "id", "structure_id", "nom", "description", "date_maj"}
    plein = build_service(
        build_publie(
            tarif="Gratuit et anonyme.",
            thematique="famille--garde-denfants",
            latitude=0.0,
            longitude=0.0,
            zone=("86078",),
            public="Familles",
        )
    )
    # Zero is a place; nothing is.
    assert (plein["latitude"], plein["frais"], plein["zone_eligibilite"]) == (0.0, "gratuit", ["86078"])
    assert plein["thematiques"] == ["famille--garde-denfants"]
    assert build_service(build_publie(tarif="10 € par an"))["frais"] == "payant"


@pytest.mark.parametrize("nom", ["Relais.", "A", "x" * 400, "  deux   mots . "])
def test_name_is_between_its_limits(nom):
    assert 3 <= len(build_nom(nom)) <= 150
    assert not build_nom(nom).endswith(".")


@pytest.mark.parametrize("faits", [[], [""], ["Court"], ["Mot " * 900]])
def test_description_is_between_its_limits(faits):
    assert DESCRIPTION_MIN <= len(build_description(faits, "Civray")) <= DESCRIPTION_MAX


def test_structure_and_what_the_file_lacks():
    structure = build_structure(
        StructurePubliee("2", "Les Passeurs", "Association", "", "", "", "", "", "", "", 2, date(2026, 6, 12))
    )
    assert "2\u00a0services recensés" in structure["description"]
    assert "siret" not in structure
    document = {"structures": [structure], "services": [build_service(build_publie(code_insee="86078"))]}
    assert list_manques(document) == ["1\u00a0service sans thématique"]
