"""The journal leaves as a sheet: what the place reads, what it chose, and no formula."""

import csv
from io import BytesIO, StringIO

import openpyxl
import pytest
from django.urls import reverse

from convive.documents.exports import journal as export
from convive.espaces.actions.membre import update_membre
from convive.espaces.rules import Limites
from convive.journal.models import Geste, Journal
from tests.espaces.factories import create_note_essai, create_thematique

pytestmark = pytest.mark.django_db


def write(espace, note, titre: str, auteur: str = "Maëlle Orvelin") -> None:
    Journal.objects.create(
        auteur_nom=auteur,
        geste=Geste.MODIFIER,
        objet_type="note",
        objet_uuid=note.pk,
        objet_libelle=titre,
        espace_uuid=espace.pk,
    )


def take(client, espace, format: str = "csv", choix: str = ""):
    url = reverse("documents:document_list", args=[espace.pk])
    return client.post(url, {"document": "journal", "format": format, "choix": choix})


def read_csv(response) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(response.content.decode("utf-8-sig")), delimiter=";"))


def test_page_takes_away_the_lines_that_it_shows(espace, chargee, connecte):
    write(espace, create_note_essai(espace, "Une note"), "=HYPERLINK(1)", "@Ilan Vasseray")
    write(espace, create_note_essai(espace, "Autre"), "Autre")
    client = connecte(chargee)
    page = client.get(
        reverse("espaces:espace_journal", args=[espace.pk]), {"auteur": "@Ilan Vasseray", "page": "1"}
    ).text
    assert 'name="choix" value="auteur=%40Ilan+Vasseray"' in page
    for format in ("XLSX", "ODS", "CSV"):
        assert f"{format}<span" in page
    [ligne] = read_csv(take(client, espace, choix="auteur=%40Ilan+Vasseray"))
    assert (ligne["Qui"], ligne["Action"], ligne["Sur quoi"]) == ("'@Ilan Vasseray", "a modifié", "Note")
    assert ligne["Titre"] == "'=HYPERLINK(1)"
    sortie = Journal.objects.filter(geste=Geste.EXPORTER).get()
    assert (sortie.auteur, sortie.detail) == (chargee, {"document": "Le journal", "format": "csv"})
    # The line of this very export reads as what was taken away.
    page = client.get(reverse("espaces:espace_journal", args=[espace.pk])).text
    assert "a exporté le document «\u00a0Le journal\u00a0» en CSV" in page


def test_spreadsheets_hold_texts_and_days(espace, chargee, connecte):
    write(espace, create_note_essai(espace, "Une note"), "=1+1")
    feuille = openpyxl.load_workbook(BytesIO(take(connecte(chargee), espace, "xlsx").content)).active
    cellules = [cellule for ligne in feuille.iter_rows() for cellule in ligne if cellule.value == "=1+1"]
    assert [cellule.data_type for cellule in cellules] == ["s"]
    assert take(connecte(chargee), espace, "ods").status_code == 200


def test_a_limited_place_takes_away_what_it_reads(espace, chargee, coordinatrice, connecte):
    thematique, autre = create_thematique(espace, "Les jeunes"), create_thematique(espace, "Le toit")
    place = espace.membres.get(compte=coordinatrice)
    limites = Limites(thematiques=frozenset({thematique.pk}))
    update_membre(by=chargee, membre=place, role=place.role, dernier_jour=None, limites=limites)
    write(espace, create_note_essai(espace, "Lue", thematiques=(thematique,)), "Lue")
    write(espace, create_note_essai(espace, "Cachée", thematiques=(autre,)), "Cachée", "Ilan Vasseray")
    titres = {ligne["Titre"] for ligne in read_csv(take(connecte(coordinatrice), espace))}
    assert "Lue" in titres
    assert "Cachée" not in titres
    assert take(connecte(coordinatrice), espace, choix="auteur=Ilan+Vasseray").status_code == 404


def test_nobody_takes_away_a_journal_that_the_role_does_not_read(espace, elue, etrangere, connecte):
    for personne in (elue, etrangere):
        assert take(connecte(personne), espace).status_code == 404
    assert not Journal.objects.filter(geste=Geste.EXPORTER).exists()


def test_a_long_journal_says_where_it_stops(espace, chargee, connecte, monkeypatch):
    monkeypatch.setattr(export, "MAX_LIGNES", 2)
    for rang in range(3):
        write(espace, create_note_essai(espace, f"Note {rang}"), f"Note {rang}")
    classeur = openpyxl.load_workbook(BytesIO(take(connecte(chargee), espace, "xlsx").content))
    textes = [str(cellule.value) for ligne in classeur.active.iter_rows() for cellule in ligne]
    assert "Les 2\u00a0lignes les plus récentes." in textes
    assert sum(texte.startswith("a ") for texte in textes) == 2
