"""Each page that we rewrite is still one of allauth's, and Django finds ours."""

from pathlib import Path

import allauth
import pytest
from django.template.loader import get_template

from convive.comptes.gabarits import GABARITS_ALLAUTH


@pytest.mark.parametrize("nom", GABARITS_ALLAUTH)
def test_page_of_allauth_wears_our_layout(nom: str):
    assert (Path(allauth.__file__).parent / "templates" / nom).exists()
    gabarit = get_template(nom).template
    assert "convive" in gabarit.origin.name
    assert '{% extends "comptes/_page.html" %}' in Path(gabarit.origin.name).read_text(encoding="utf-8")
