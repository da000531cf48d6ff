"""The catalogues are data: each row is complete, sourced and dated, and names only what exists elsewhere."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from convive.acteurs.models.organisation import TypeOrganisation
from convive.diagnostic.selectors.catalogue import get_coeur
from convive.finances.rules.aides import DEMANDEURS, Aide, StatutAide
from convive.finances.rules.catalogue import (
    get_aides,
    get_calendrier,
    get_parametres_autorisation,
    get_pieces,
    get_sources,
    read_catalogue,
)
from convive.finances.rules.sources import Confiance
from convive.offre.rules.types_usuels import read_catalogue as read_catalogue_offre

CATALOGUES = ("aides", "autorisations", "calendrier", "pieces", "sources")
CLES = {
    "aides": set(Aide.__dataclass_fields__),
    "calendrier": {"cle", "libelle", "sorte", "annee", "ouvre", "avant", "usage", "prestations", "sources"}
    | {"confiance", "vue_le", "local"},
    "pieces": {"cle", "libelle", "prestations", "moment", "obligatoire", "sources", "confiance"},
    "sources": {"code", "libelle", "date", "precision", "adresses"},
}
PRESTATIONS = {row["cle"] for row in read_catalogue_offre("prestations")}
CODE = re.compile(r"S\d{2,3}b?")
DATE = re.compile(r"20\d\d(-(0[1-9]|1[0-2]))?")
MONTANT = re.compile(r"\d\s*(?:M|Md)?€|\d\s%|euros?\b")
# Read for the schéma and the unit costs: what they establish is not in these catalogues.
POUR_PLUS_TARD = {
    *(f"S{rang:02}" for rang in (24, 33, 35, 51, 54, 55)),
    *(f"S{rang}" for rang in (72, 111, 115, 116, 117, 118, 119, 120, 121, 123, 124, 127, 128, 129, 130, 131)),
    *(f"S{rang}" for rang in (132, 133, 134, 135, 138)),
}


def list_codes(valeur: Any) -> Iterator[str]:
    """Every code of a source that a catalogue cites, at any depth."""
    if isinstance(valeur, dict):
        for cle, contenu in valeur.items():
            if cle in ("source", "sources"):
                yield from [contenu] if isinstance(contenu, str) else contenu
            else:
                yield from list_codes(contenu)
    elif isinstance(valeur, list):
        for contenu in valeur:
            yield from list_codes(contenu)


CITES = {nom: set(list_codes(read_catalogue(nom))) for nom in (*CATALOGUES, "baremes") if nom != "sources"}


def fold(nom: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", nom.casefold()) if not unicodedata.combining(c))


@pytest.mark.parametrize("nom", sorted(CLES))
def test_rows_have_the_same_keys(nom):
    assert {frozenset(row) for row in read_catalogue(nom)} == {frozenset(CLES[nom])}


@pytest.mark.parametrize("nom", sorted(CITES))
def test_catalogue_cites_sources_that_exist(nom):
    assert CITES[nom]
    assert CITES[nom] - set(get_sources()) == set()


def test_sources_are_cited():
    assert set(get_sources()) - set().union(*CITES.values()) == POUR_PLUS_TARD


@pytest.mark.parametrize("source", get_sources().values(), ids=lambda source: source.code)
def test_source_says_who_publishes_what_and_when(source):
    assert CODE.fullmatch(source.code)
    assert len(source.libelle) > 20
    assert (source.date is None) == (source.precision == "inconnue")
    assert source.date is None or DATE.fullmatch(source.date)
    assert all(re.fullmatch(r"https?://\S+", adresse) for adresse in source.adresses)
    assert source.adresses or "article du" in source.libelle


def test_there_are_enough_aids_from_every_side():
    aides = get_aides()
    assert len(aides) >= 65
    financeurs = [aide.financeur for aide in aides]
    assert len(set(financeurs)) >= 10
    assert financeurs.count("caf") >= 25
    assert {aide.code for aide in aides if aide.is_fermee} == {"cantine_1_euro", "piaje_rebond"}


def test_aids_are_in_order_of_their_financeur_then_name():
    aides = get_aides()
    ordre = list(type(aides[0].financeur))
    assert list(aides) == sorted(aides, key=lambda aide: (ordre.index(aide.financeur), fold(aide.nom)))


@pytest.mark.parametrize("aide", get_aides(), ids=lambda aide: aide.code)
def test_aid_names_what_exists(aide):
    assert re.fullmatch(r"[a-z0-9_]{3,30}", aide.code)
    assert set(aide.demandeurs) <= set(TypeOrganisation.values)
    assert aide.demandeurs
    assert set(aide.thematiques) <= {theme.identifiant for theme in get_coeur().thematiques}
    assert set(aide.prestations) <= PRESTATIONS
    assert aide.territoires
    assert "tous" not in aide.territoires or len(aide.territoires) == 1
    assert aide.sources


@pytest.mark.parametrize("aide", get_aides(), ids=lambda aide: aide.code)
def test_aid_gives_no_amount_without_its_year_and_source(aide):
    for montant in aide.montants:
        assert montant.source in aide.sources
        assert 2010 <= montant.annee <= 2026
    # The only amounts out of `montants`: thresholds to meet, a range between two sources, a price in a name.
    admis = {"bonus_attractivite", "bonus_trajectoire", "edurenov", "fonds_vert", "france_services", "sppe"}
    phrases = (aide.finance, aide.calendrier or "", aide.reserve, *aide.conditions)
    assert not any(map(MONTANT.search, phrases)) or aide.code in {*admis, "cantine_1_euro"}


@pytest.mark.parametrize("aide", get_aides(), ids=lambda aide: aide.code)
def test_aid_says_what_it_does_not_know(aide):
    assert aide.vue_le is None or DATE.fullmatch(aide.vue_le)
    assert aide.reserve.endswith(".")
    assert aide.finance.endswith(".")
    assert aide.confiance is not Confiance.C or aide.statut is StatutAide.A_VERIFIER
    # Put after « À vérifier : », with a small letter.
    assert all(re.match(r"(?:Un|Une|Le|La|Les|L’\w+|Aucun|Aucune)\b", condition) for condition in aide.conditions)
    assert all(condition.endswith(".") for condition in aide.conditions)


def test_an_aid_is_dated_by_its_latest_source():
    latest = {
        aide.code: max((str(get_sources()[code].date or "")[:4] for code in aide.sources), default="")
        for aide in get_aides()
    }
    assert {aide.code: (aide.vue_le or "")[:4] for aide in get_aides()} == latest


@pytest.mark.parametrize("code", ["detr", "dsil", "dpv", "fit"])
def test_conflict_about_the_single_fund_is_said(code):
    """Sénat, amendement adopté le 9 décembre 2025 : la loi finale n’est pas établie."""
    aide = next(aide for aide in get_aides() if aide.code == code)
    assert aide.statut is StatutAide.A_VERIFIER
    assert {"S58", "S59"} <= set(aide.sources)
    assert "emandez à la préfecture" in aide.reserve


def test_bearers_are_types_of_the_directory():
    assert set(DEMANDEURS) <= set(TypeOrganisation.values)
    # Those that give money around a CTG do not ask for it.
    assert set(TypeOrganisation.values) - set(DEMANDEURS) == {"caf", "msa", "etat"}


@pytest.mark.parametrize("piece", get_pieces(), ids=lambda piece: piece.cle)
def test_piece_goes_with_a_prestation_or_an_aid(piece):
    assert set(piece.prestations or ()) <= PRESTATIONS
    assert piece.prestations != () or any(piece.libelle in aide.pieces for aide in get_aides())
    assert not piece.libelle.endswith(".")
    assert piece.sources


def test_keys_are_unique():
    for nom in ("pieces", "calendrier"):
        cles = [row["cle"] for row in read_catalogue(nom)]
        assert len(cles) == len(set(cles))


def test_calendar_is_a_local_pattern():
    calendrier = get_calendrier()
    assert [etape.cle for etape in calendrier if etape.sorte == "declaration"] == [
        "previsionnel",
        "reel",
        "actualise_juin",
        "actualise_septembre",
    ]
    assert all(etape.is_locale and etape.confiance is Confiance.B for etape in calendrier)
    assert {etape.vue_le for etape in calendrier} == {get_sources()["S110"].date}


def test_parameters_of_authorisations_are_dated():
    parametres = get_parametres_autorisation()
    assert [alerte.mois for alerte in parametres.alertes] == [24, 12, 9]
    assert parametres.annees_max == 15
    assert parametres.renouvelee_depuis == date(2025, 4, 1)
    assert DATE.fullmatch(parametres.vue_le)
