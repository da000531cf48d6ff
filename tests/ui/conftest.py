import pytest

from convive.socle.navigation import RegistreNavigation


@pytest.fixture(autouse=True)
def registre(settings, monkeypatch) -> RegistreNavigation:
    """An empty navigation over the pages of `tests/ui/urls.py`, and no panel: `ui` knows no domain."""
    settings.ROOT_URLCONF = "tests.ui.urls"
    registre = RegistreNavigation()
    monkeypatch.setattr("convive.ui.context_processors.registre", registre)
    monkeypatch.setattr("convive.socle.panneaux.panneaux._panneaux", {})
    return registre
