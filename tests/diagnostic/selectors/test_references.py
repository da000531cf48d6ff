"""What a périmètre is compared with, and in which order."""

from datetime import date

from convive.diagnostic.selectors.portrait import get_references
from convive.territoires.rules import CommuneResume, PerimetreResolu


def commune(code: str, habitants: int | None, departement: str, region: str) -> CommuneResume:
    return CommuneResume(
        code, code, habitants, departement, f"Département {departement}", region, f"Région {region}", None, None
    )


def list_codes(*communes: CommuneResume, fictif: bool = False) -> list[str]:
    perimetre = PerimetreResolu("p-essai", "perimetre", "essai", "Essai", date(2026, 1, 1), communes, fictif)
    return [reference.code for reference in get_references(perimetre)]


def overseas(code: str) -> CommuneResume:
    """A région of one département, which bears its name."""
    return CommuneResume(code, code, 10, "974", "La Réunion", "04", "La Réunion", None, None)


def test_places_where_most_people_live_come_first():
    codes = list_codes(commune("a", 100, "79", "75"), commune("b", 50, "86", "75"), commune("c", 200, "37", "24"))
    assert codes == ["37", "79", "86", "24", "75", "FR"]


def test_unknown_population_comes_last():
    assert list_codes(commune("a", None, "01", "84"), commune("b", 1, "86", "75"))[:2] == ["86", "01"]


def test_region_of_one_departement_is_not_said_twice():
    assert list_codes(overseas("97401")) == ["974", "FR"]


def test_every_region_is_listed_when_departements_are_too_many():
    others = [commune(f"c{n}", 100, f"{n}", "75") for n in range(10, 13)]
    assert list_codes(overseas("97401"), *others) == ["75", "04", "FR"]


def test_invented_figures_are_not_compared_with_france():
    assert list_codes(commune("99001", 100, "99", ""), fictif=True) == ["99"]
