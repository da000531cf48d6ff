"""The inventory of the demonstration shows what the pages are for."""

import re

import pytest
import yaml

from convive.config.demo.selectors import get_recit_demo
from convive.offre.models import Cof, ServiceEquipement, SoutienCollectivite
from convive.offre.selectors.catalogue import get_prestations, get_types_usuels
from tests.config.test_demo_acteurs import get_place

FICHIER = get_recit_demo().find_fichier("offre")


def test_file_is_well_written():
    texte = FICHIER.read_text(encoding="utf-8")
    contenu = yaml.safe_load(texte)
    # The only one is in the name of a commune, as the code list writes it.
    assert "'" not in texte.replace("Petit-Gué-l'Étang", "")
    assert not re.search(r"@|\d{10}", texte)
    assert {ligne["type"] for ligne in contenu["services"]} <= set(get_types_usuels())
    connues = set(get_prestations("ps")) | set(get_prestations("bonus"))
    assert {cle for ligne in contenu["services"] for cle in (*ligne.get("ps", ()), *ligne.get("bonus", ()))} <= connues
    assert {ligne["ps"] for ligne in contenu["cofs"]} <= connues


@pytest.mark.django_db
def test_demo_has_services_of_every_kind(demo):
    espace = get_place("chargee").espace
    services = ServiceEquipement.objects.filter(espace=espace)
    assert services.count() >= 25
    assert services.filter(thematiques__isnull=True).count() == 0
    assert {code[:2] for code in services.values_list("code_commune", flat=True) if code} <= {"99"}
    assert SoutienCollectivite.objects.filter(service__espace=espace, montant_euros__isnull=True).exists()
    assert Cof.objects.filter(espace=espace, services__isnull=True).count() == 0
