import re
from pathlib import Path

import pytest
from django.test import Client

from convive import ui

COMPOSANTS = sorted((Path(ui.__file__).parent / "templates" / "ui" / "composants").glob("*.html"))
GALERIE = (Path(ui.__file__).parent / "templates" / "ui" / "galerie.html").read_text(encoding="utf-8")


@pytest.fixture
def galerie(client: Client) -> str:
    response = client.get("/ui/")
    assert response.status_code == 200
    return response.content.decode()


def test_galerie_shows_every_component() -> None:
    shown = {name.replace("-", "_") for name in re.findall(r"<c-([\w-]+)", GALERIE)}
    assert {composant.stem for composant in COMPOSANTS} <= shown


def test_galerie_shows_every_state_of_a_value(galerie: str) -> None:
    for mot in (
        "secret statistique",
        "non disponible",
        "non publié",
        "non calculable",
        "sans objet",
        "scission en cours",
    ):
        assert f" – {mot}</p>" in galerie
    assert 'cv-cell--after cv-val cv-val--partiel"' in galerie
    assert 'cv-cell--after cv-val cv-val--rupture_de_serie"' in galerie
    assert '<p class="cv-figure__value">0 <small>place</small></p>' in galerie


def test_galerie_has_one_title_and_unique_identifiers(galerie: str) -> None:
    assert len(re.findall("<h1", galerie)) == 1
    identifiers = re.findall(r'\bid="([^"]+)"', galerie)
    assert len(identifiers) == len(set(identifiers))
    assert "<title>Galerie des composants – Convive</title>" in galerie


def test_galerie_links_help_and_error_to_their_field(galerie: str) -> None:
    assert 'aria-describedby="refus_nom_helptext refus_nom_error"' in galerie
    assert 'id="refus_nom_helptext"' in galerie
    assert 'id="refus_nom_error"' in galerie
    assert '<a href="#refus_nom">Nom du périmètre</a>' in galerie


def test_galerie_carries_a_strict_policy_and_the_nonce_of_its_scripts(client: Client) -> None:
    response = client.get("/ui/")
    policy = response.headers["Content-Security-Policy"]
    nonce = re.search(r"script-src 'self' 'nonce-([^']+)'", policy)
    assert nonce
    assert "unsafe" not in policy
    scripts = re.findall(r"<script[^>]*>", response.content.decode())
    assert scripts
    assert all(f'nonce="{nonce[1]}"' in script and "src=" in script for script in scripts)


def test_galerie_refuses_a_post(client: Client) -> None:
    assert client.post("/ui/").status_code == 405
