"""Watch an official figure: the alert comes when it goes past the threshold, and leaves with it."""

import pytest
from django.urls import reverse
from django.utils import timezone

from convive.diagnostic.models import SeuilIndicateur
from convive.diagnostic.panels import list_taches_indicateurs
from convive.espaces.models import Espace
from tests.diagnostic.conftest import CIVRAISIEN
from tests.diagnostic.factories import create_espace_reel
from tests.personas import get_client

pytestmark = pytest.mark.usefixtures("chiffres_base", "pays_reel")


def get_url(page: str, espace: Espace) -> str:
    return reverse(f"diagnostic:{page}", kwargs={"espace_uuid": espace.pk, "indicateur": "population_municipale"})


def squeeze(page: str) -> str:
    """Every kind of space is one space."""
    return " ".join(page.split())


def list_libelles(espace: Espace) -> list[str]:
    membre = espace.created_by.membres.get()
    return [tache.libelle for tache in list_taches_indicateurs(membre, timezone.localdate())]


def test_threshold_on_an_official_figure_alerts_once_it_is_crossed():
    espace = create_espace_reel(CIVRAISIEN)
    client, url = get_client(espace.created_by), get_url("seuil_update", espace)
    assert "En habitants" in client.get(url).content.decode()
    page = client.post(url, {"seuil": "27000", "sens_seuil": "en_dessous"}, follow=True).content.decode()
    assert "Seuil surveillé : en dessous de 27 000 habitants" in squeeze(page)
    assert list_libelles(espace) == ["Regarder « Population municipale »"]
    own = client.get(reverse("diagnostic:indicateur_espace_list", args=[espace.pk])).content.decode()
    assert "En dessous de 27 000 habitants, le seuil surveillé" in squeeze(own)
    # The same threshold again changes nothing; another one may not be crossed; none is no alert.
    client.post(url, {"seuil": "27000", "sens_seuil": "en_dessous"})
    client.post(url, {"seuil": "27000", "sens_seuil": "au_dessus"})
    assert list_libelles(espace) == []
    assert "27000" in client.get(url).content.decode()
    client.post(url, {"seuil": "", "sens_seuil": "au_dessus"})
    assert SeuilIndicateur.objects.get().seuil is None
    assert "Seuil surveillé" not in client.get(get_url("indicateur_detail", espace)).content.decode()


def test_threshold_that_cannot_be_read_is_said_and_an_unknown_indicator_is_not_found():
    espace = create_espace_reel(CIVRAISIEN)
    client = get_client(espace.created_by)
    response = client.post(get_url("seuil_update", espace), {"seuil": "beaucoup", "sens_seuil": "en_dessous"})
    assert 'class="cv-errors"' in response.content.decode()
    assert not SeuilIndicateur.objects.exists()
    kwargs = {"espace_uuid": espace.pk, "indicateur": "inconnu"}
    assert client.get(reverse("diagnostic:seuil_update", kwargs=kwargs)).status_code == 404


def test_threshold_waits_for_the_figures(settings, tmp_path):
    espace = create_espace_reel(CIVRAISIEN)
    SeuilIndicateur.objects.create(espace=espace, indicateur="population_municipale", seuil=1, sens_seuil="au_dessus")
    SeuilIndicateur.objects.create(espace=espace, indicateur="sorti_du_catalogue", seuil=1)
    assert len(list_libelles(espace)) == 1
    settings.DONNEES_DIR = tmp_path
    assert list_libelles(espace) == []
