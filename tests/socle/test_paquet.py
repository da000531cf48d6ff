"""What Django loads of a package of ours."""

import sys
from importlib import import_module

from django.apps import apps

from convive.socle.paquet import PaquetConfig


def test_a_module_of_models_is_loaded_because_it_is_there(tmp_path, monkeypatch):
    models = tmp_path / "paquet_essai" / "models"
    models.mkdir(parents=True)
    for path in (models.parent / "__init__.py", models / "__init__.py", models / "chose.py"):
        path.write_text("", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    config = PaquetConfig("paquet_essai", import_module("paquet_essai"))
    config.apps = apps
    config.import_models()
    loaded = {nom for nom in sys.modules if nom.startswith("paquet_essai")}
    for nom in loaded:
        del sys.modules[nom]
    apps.all_models.pop("paquet_essai")
    assert loaded == {"paquet_essai", "paquet_essai.models", "paquet_essai.models.chose"}
