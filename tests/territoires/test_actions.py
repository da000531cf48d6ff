from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from convive.territoires.actions import create_perimetre, import_passages, import_territoires
from convive.territoires.models import AncienCode, CodePostal, Perimetre, Territoire
from convive.territoires.rules import LignePassage, LigneTerritoire, ListeRefusee, PerimetreRefuse
from convive.territoires.selectors import get_perimetre, search_territoires
from tests.territoires.factories import (
    CIVRAISIEN,
    FICTIF,
    PASSAGES,
    build_commune,
    build_lignes,
    create_pays,
)

pytestmark = pytest.mark.django_db


def get_territoire(code: str, type_territoire: str = "commune") -> Territoire:
    return Territoire.objects.get(cle=f"{type_territoire}:{code}")


def test_import_territoires_writes_the_list():
    bilan = create_pays()
    assert bilan.crees == len(build_lignes()) == Territoire.objects.count()
    assert (bilan.modifies, bilan.inchanges, bilan.desactives) == (0, 0, 0)
    assert (bilan.codes_postaux, bilan.anciens_codes) == (7, 2)
    civray = get_territoire("86078")
    assert (civray.epci_id, civray.departement.nom, civray.region.nom) == (
        f"epci:{CIVRAISIEN}",
        "Vienne",
        "Nouvelle-Aquitaine",
    )
    assert civray.nom_recherche == "civray"
    assert (str(civray), str(CodePostal.objects.first())) == ("Civray (86078)", "75015 arrondissement_municipal:75115")
    assert str(AncienCode.objects.get(ancien_code="86067")) == "86067 → commune:86082"


def test_import_territoires_computes_a_grouping_from_its_communes():
    create_pays()
    epci = get_territoire(CIVRAISIEN, "epci")
    assert (epci.population_municipale, epci.nombre_communes) == (2607 + 785 + 4439, 3)
    assert epci.departement_id == "departement:86"
    # What the list says is kept; an unknown population makes the sum unknown.
    assert get_territoire("200054781", "epci").population_municipale == 7
    assert get_territoire("16", "departement").population_municipale is None
    assert get_territoire("86", "departement").departement_id is None


def test_import_territoires_again_changes_nothing(django_assert_max_num_queries):
    create_pays()
    before = list(Territoire.objects.values()), list(CodePostal.objects.values()), list(AncienCode.objects.values())
    with django_assert_max_num_queries(25):
        bilan = import_territoires(lignes=build_lignes(), millesime=2026)
    assert (bilan.crees, bilan.modifies, bilan.inchanges) == (0, 0, len(build_lignes()))
    assert before == (
        list(Territoire.objects.values()),
        list(CodePostal.objects.values()),
        list(AncienCode.objects.values()),
    )


def build_lignes_2027() -> list[LigneTerritoire]:
    """Blanzay joins Civray, Poitiers changes its name and loses its postal code, a déléguée ends."""
    lignes = []
    for ligne in build_lignes():
        match ligne.code, ligne.type:
            case ("86024", "commune") | ("86067", "commune_deleguee"):
                continue
            case "86078", _:
                lignes.append(replace(ligne, anciens_codes=("86024",)))
            case "86194", "commune":
                lignes.append(replace(ligne, nom="Grand Poitiers", codes_postaux=("86001",)))
            case "86082", "commune":
                lignes.append(replace(ligne, anciens_codes=("86067",)))
            case _:
                lignes.append(ligne)
    return lignes


def test_import_territoires_of_the_next_year():
    create_pays()
    saved = create_perimetre(codes=["86024", "86194"], nom="Essai", date_validite=date(2026, 1, 1))
    bilan = import_territoires(lignes=build_lignes_2027(), millesime=2027)
    assert (bilan.crees, bilan.desactives) == (0, 2)
    assert bilan.modifies == len(build_lignes()) - 2
    blanzay = get_territoire("86024")
    assert (blanzay.is_actif, blanzay.parent_id, blanzay.millesime) == (False, "commune:86078", 2026)
    assert get_territoire("86194").nom_recherche == "grand poitiers"
    assert not CodePostal.objects.filter(code_postal="86000").exists()
    assert not CodePostal.objects.filter(territoire=blanzay).exists()
    assert not AncienCode.objects.filter(ancien_code="86043").exists()
    # What led to Blanzay leads to Civray, and the saved périmètre says what became of its communes.
    assert set(AncienCode.objects.filter(ancien_code="86900").values_list("commune_id", flat=True)) == {
        "commune:86078",
        "commune:86221",
    }
    assert get_perimetre("86024").reference == "86078"
    (found,) = search_territoires("blanzay")
    assert (found.reference, found.type_libelle, found.precision) == ("86078", "Ancienne commune", "aujourd’hui Civray")
    perimetre = get_perimetre(saved.reference)
    assert [commune.code for commune in perimetre.communes] == ["86078", "86194"]
    assert perimetre.avertissements == ("Blanzay fait aujourd’hui partie de Civray.",)


def test_import_territoires_of_a_successor_that_disappears_in_its_turn():
    create_pays()
    import_territoires(lignes=build_lignes_2027(), millesime=2027)
    lignes = [
        replace(ligne, anciens_codes=("86078", "86024")) if ligne.code == "86221" else ligne
        for ligne in build_lignes_2027()
        if ligne.code != "86078"
    ]
    import_territoires(lignes=lignes, millesime=2028)
    assert get_territoire("86024").parent_id == get_territoire("86078").parent_id == "commune:86221"
    assert get_perimetre("86024").reference == "86221"
    assert list(AncienCode.objects.filter(ancien_code="86900").values_list("commune_id", flat=True)) == [
        "commune:86221"
    ]


def test_import_territoires_of_a_restored_commune():
    create_pays()
    import_territoires(lignes=build_lignes_2027(), millesime=2027)
    import_territoires(lignes=build_lignes(), millesime=2028)
    blanzay = get_territoire("86024")
    assert (blanzay.is_actif, blanzay.parent_id, blanzay.is_recherchable) == (True, None, True)
    assert get_perimetre("86024").reference == "86024"


def test_import_territoires_hides_a_grouping_that_ended():
    create_pays()
    lignes = [replace(x, epci=None) if x.epci == CIVRAISIEN else x for x in build_lignes() if x.code != CIVRAISIEN]
    import_territoires(lignes=lignes, millesime=2027)
    assert get_territoire(CIVRAISIEN, "epci").is_actif is False
    assert search_territoires("civraisien") == ()


def test_import_territoires_of_the_fictional_world_alone_leaves_the_other():
    create_pays()
    lignes = [ligne for ligne in build_lignes() if ligne.code.startswith("99")]
    assert import_territoires(lignes=lignes, millesime=2026).desactives == 0
    lignes = [replace(x, epci=None) if x.epci == FICTIF else x for x in lignes if x.code != FICTIF]
    assert import_territoires(lignes=lignes, millesime=2026).desactives == 1
    assert get_territoire("86194").is_actif


@pytest.mark.parametrize(
    ("lignes", "mot"),
    [
        ([], "est vide"),
        ([LigneTerritoire("86194", "Poitiers", "ville")], "Type de territoire inconnu"),
        ([LigneTerritoire("86194", "–", "commune")], "sans nom"),
        ([LigneTerritoire("86194", "Poitiers", "commune")] * 2, "répété : commune:86194"),
        ([LigneTerritoire("86194", "Poitiers", "commune_deleguee")], "sans commune"),
        ([LigneTerritoire("86194", "Poitiers", "commune", epci="123456789")], "inconnu : epci:123456789"),
    ],
)
def test_import_territoires_refuses_a_list_that_contradicts_itself(lignes, mot):
    with pytest.raises(ListeRefusee, match=mot):
        import_territoires(lignes=lignes, millesime=2026)
    assert not Territoire.objects.exists()


def test_import_territoires_refuses_an_older_list():
    create_pays()
    with pytest.raises(ListeRefusee, match="plus ancienne"):
        import_territoires(lignes=build_lignes(), millesime=2025)


def test_import_territoires_refuses_a_truncated_list():
    lignes = [build_commune(f"86{n:03}", f"Commune {n}", departement=None, region=None) for n in range(120)]
    import_territoires(lignes=lignes, millesime=2026)
    with pytest.raises(ListeRefusee, match="tronquée"), transaction.atomic():
        import_territoires(lignes=lignes[:60], millesime=2027)
    assert Territoire.objects.active().count() == 120


def test_import_passages_is_repeatable_and_replaces_its_facts():
    create_pays()
    assert import_passages(lignes=PASSAGES) == 3
    assert AncienCode.objects.count() == 5
    fact = LignePassage("86067", "86082", "recodage", date(2019, 1, 1))
    assert import_passages(lignes=[fact]) == 1
    assert AncienCode.objects.count() == 2
    ancien = AncienCode.objects.get(ancien_code="86067")
    assert (ancien.nature, ancien.date_effet, ancien.source) == ("recodage", date(2019, 1, 1), "passages")
    # The yearly list does not take a dated fact back.
    import_territoires(lignes=build_lignes(), millesime=2026)
    assert AncienCode.objects.get(ancien_code="86067").nature == "recodage"
    assert import_passages(lignes=[]) == 0


@pytest.mark.parametrize(
    ("lignes", "mot"),
    [
        ([LignePassage("86900", "86999", "fusion")], "inconnues dans les passages : 86999"),
        ([LignePassage("86900", "86194", "mariage")], "Natures de passage inconnues : mariage"),
        ([LignePassage("86900", "86194", "fusion")] * 2, "répétés : 86900 → 86194"),
    ],
)
def test_import_passages_refuses(lignes, mot):
    create_pays()
    with pytest.raises(ListeRefusee, match=mot):
        import_passages(lignes=lignes)
    assert AncienCode.objects.count() == 5


def test_create_perimetre_saves_and_finds_again():
    create_pays()
    creation = create_perimetre(
        codes=["86194", "16106", "86194"], nom="  Mon   bassin ", date_validite=date(2026, 1, 1)
    )
    perimetre = Perimetre.objects.get()
    assert (creation.reference, creation.is_nouveau) == (perimetre.reference, True)
    assert (perimetre.nom, str(perimetre), perimetre.public) == ("Mon bassin", "Mon bassin", True)
    assert {commune.code for commune in perimetre.communes.all()} == {"86194", "16106"}
    again = create_perimetre(codes=["16106", "86194"], nom="Mon bassin", date_validite=date(2026, 1, 1))
    assert (again.reference, again.is_nouveau) == (creation.reference, False)
    other = create_perimetre(codes=["16106", "86194"], nom="Leur bassin", date_validite=date(2026, 1, 1))
    assert other.is_nouveau


def test_create_perimetre_converts_former_codes():
    create_pays()
    creation = create_perimetre(codes=["86067"], nom="Essai", date_validite=date(2026, 1, 1))
    assert get_perimetre(creation.reference).communes[0].code == "86082"
    assert "Ceaux-en-Couhé (86067) n’est plus une commune" in creation.avertissements[0]


def test_create_perimetre_accepts_an_arrondissement_beside_other_communes():
    create_pays()
    creation = create_perimetre(codes=["75115", "93066"], nom="Essai", date_validite=date(2026, 1, 1))
    assert [(c.code, c.type) for c in get_perimetre(creation.reference).communes] == [
        ("75115", "arrondissement_municipal"),
        ("93066", "commune"),
    ]


@pytest.mark.parametrize(
    ("codes", "nom", "mot"),
    [
        ([], "Essai", "au moins une commune"),
        (["86999"], "Essai", "86999 n’est celui d’aucune commune"),
        (["86194", "86000"], "Essai", "86000 est un code postal"),
        (["86194"], " ", "besoin d’un nom"),
        (["86194", "99001"], "Essai", "fictives"),
    ],
)
def test_create_perimetre_refuses(codes, nom, mot):
    create_pays()
    with pytest.raises(PerimetreRefuse, match=mot) as refus:
        create_perimetre(codes=codes, nom=nom, date_validite=date(2026, 1, 1))
    assert not Perimetre.objects.exists()
    assert [s.reference for s in refus.value.suggestions] == (["86194"] if "86000" in codes else [])


@pytest.mark.parametrize(
    "champs",
    [
        {"type": "ville"},
        {"nom_recherche": ""},
        {"type": "commune_deleguee"},
        {"cle": "autre", "code": "86194"},
    ],
    ids=["type_connu", "nom_recherche_rempli", "partie_avec_parent", "type_code_unique"],
)
def test_constraints_of_territoire(champs):
    Territoire.objects.create(
        cle="commune:86194", type="commune", code="86194", nom="P", nom_recherche="p", millesime=2026
    )
    valeurs = {"cle": "x", "type": "commune", "code": "1", "nom": "X", "nom_recherche": "x", "millesime": 2026}
    with pytest.raises(IntegrityError), transaction.atomic():
        Territoire.objects.create(**(valeurs | champs))


@pytest.mark.parametrize("champs", [{"nom": ""}, {"cle": ""}, {"cle": "abc"}])
def test_constraints_of_perimetre(champs):
    Perimetre.objects.create(cle="abc", nom="Essai", date_validite=date(2026, 1, 1))
    with pytest.raises(IntegrityError), transaction.atomic():
        Perimetre.objects.create(**({"cle": "def", "nom": "X", "date_validite": date(2026, 1, 1)} | champs))


def test_constraints_of_codes():
    create_pays()
    with pytest.raises(IntegrityError), transaction.atomic():
        CodePostal.objects.create(code_postal="86000", territoire_id="commune:86194")
    with pytest.raises(IntegrityError), transaction.atomic():
        AncienCode.objects.create(ancien_code="86067", commune_id="commune:86082", nature="fusion", source="x")
    with pytest.raises(IntegrityError), transaction.atomic():
        AncienCode.objects.create(ancien_code="86001", commune_id="commune:86082", nature="x", source="x")
