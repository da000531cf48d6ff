"""The directory of the demonstration: invented, in good French, and it shows what the pages are for."""

import re
from datetime import date

import pytest
import yaml

from convive.acteurs.models import Fonction, Groupe, LienOrganisations, NatureLien, Organisation, Personne, Position
from convive.acteurs.selectors.doublon import list_paires
from convive.acteurs.selectors.presence import get_presence
from convive.comptes.models import Compte
from convive.config.demo.selectors import get_espace_demo, get_recit_demo
from convive.espaces.selectors.membre import get_membre
from tests.config.test_demo import get_persona

FICHIER = get_recit_demo().find_fichier("acteurs")


pytestmark = pytest.mark.django_db
CONTENU = yaml.safe_load(FICHIER.read_text(encoding="utf-8"))
CONTACTS = [contact for ligne in CONTENU["organisations"] for contact in ligne.get("contacts", ())]


def get_place(cle: str):
    espace = get_espace_demo()
    assert espace is not None
    membre = get_membre(get_persona(cle), espace.pk)
    assert membre is not None
    return membre


def test_file_is_invented_and_well_written():
    texte = FICHIER.read_text(encoding="utf-8")
    assert set(re.findall(r"[\w.+-]+@[\w.-]+", texte)) == set(re.findall(r"[\w.+-]+@[\w.-]+\.invalid", texte))
    # Numbers that the regulator keeps for fiction.
    phones = re.findall(r"\b0\d(?: \d\d){4}\b", texte)
    assert phones
    assert all(phone.startswith(("05 36 49", "06 39 98")) for phone in phones)
    # A name of the list of communes is written there with a straight apostrophe.
    assert "'" not in texte.replace("Petit-Gué-l'Étang", "")
    for nature in {lien["nature"] for lien in CONTENU["liens"]}:
        assert nature in NatureLien.values
    assert {ligne.get("position", "inconnue") for ligne in CONTENU["organisations"]} == set(Position.values)


def test_nobody_is_there_twice_but_the_duplicate_that_one_looks_for():
    noms = [contact["nom"] for contact in CONTACTS if "nom" in contact]
    assert len(noms) == len(set(noms))
    assert {contact["deja"] for contact in CONTACTS if "deja" in contact} <= set(noms)
    assert len(noms) >= 80
    known = {
        "nom",
        "deja",
        "civilite",
        "fonction",
        "elu",
        "principal",
        "depuis",
        "dernier_jour",
        "jours",
        "jours_fin",
        "email",
        "telephone",
    }
    # A comma outside quotes would cut a function in two.
    assert [contact for contact in CONTACTS if set(contact) - known] == []


def test_demo_has_a_directory_that_shows_every_page(demo):
    espace = get_espace_demo()
    assert Organisation.objects.filter(espace=espace).count() >= 40
    assert Personne.objects.filter(espace=espace).count() >= 80
    assert LienOrganisations.objects.filter(espace=espace).count() == len(CONTENU["liens"])
    assert Groupe.objects.get(espace=espace, nom="Les maires").personnes.count() == 13
    # Mandates that ended.
    assert Fonction.objects.filter(espace=espace, date_fin__lte=date(2026, 4, 9)).count() >= 3
    membre = get_place("chargee")
    assert {paire.type for paire in list_paires(membre)} == {"organisation", "personne"}
    assert get_presence(membre, date(2026, 11, 25)).nombre_manques > 0
    # People of the demonstration are in their own directory, under the address of their compte.
    assert Personne.objects.filter(espace=espace, email__in=Compte.objects.values("email")).count() >= 8
