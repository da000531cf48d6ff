"""Which source a missing figure names, and what is said of it."""

from convive.diagnostic.exports.sources import format_annees, get_libelle_sources, get_limite, is_non_chargee
from convive.diagnostic.rules.calcul import Figure
from convive.diagnostic.selectors.catalogue import get_catalogue
from convive.donnees.rules import Statut

MENAGES = get_catalogue().get("menages")
MISSING = Figure(MENAGES, "", None, Statut.NON_DISPONIBLE)


def test_years_that_follow_one_another_are_said_by_their_ends():
    assert format_annees([2017, 2010, 2011, 2012, 2014, 2015]) == "2010\u00a0à\u00a02012, 2014, 2015, 2017"
    assert format_annees([]) == ""


def test_source_that_is_not_loaded_says_only_that():
    assert is_non_chargee(MISSING, frozenset({"fictif", "base_iris"}))
    assert get_libelle_sources([MISSING], frozenset({"fictif"})) == "source pas encore dans Convive"
    limite = get_limite(MISSING, frozenset())
    assert limite.endswith("Source pas encore dans Convive.")
    assert "convive donnees build" not in limite


def test_loaded_source_without_a_row_is_named():
    chargees = frozenset({"comparateur"})
    assert not is_non_chargee(MISSING, chargees)
    assert "comparateur" in get_libelle_sources([MISSING], chargees).casefold()
    assert get_limite(MISSING, chargees).endswith("La source ne donne pas ce chiffre pour ce territoire.")


def test_figure_with_a_source_is_never_said_to_lack_one():
    read = Figure(MENAGES, "2018", None, Statut.NON_DISPONIBLE, sources=("comparateur",))
    assert not is_non_chargee(read, frozenset())
