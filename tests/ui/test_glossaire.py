import pytest

from convive.ui.glossaire import get_glossaire, get_sigle, list_sigles


def test_glossaire_is_sorted_and_written_as_sentences() -> None:
    sigles = get_glossaire()
    assert list(sigles) == sorted(sigles)
    for sigle in sigles.values():
        assert sigle.sigle.isupper() or (sigle.sigle.islower() and " " in sigle.sigle)
        assert sigle.developpe[0].isupper()
        assert sigle.definition.endswith(".")
        assert "'" not in sigle.developpe + sigle.definition


@pytest.mark.parametrize("sigle", ["COG", "CEJ"])
def test_acronym_with_two_meanings_is_never_explained(sigle: str) -> None:
    with pytest.raises(KeyError):
        get_sigle(sigle)


def test_acronyms_of_a_page_come_once_as_they_are_written() -> None:
    found = list_sigles("<p>La Caf et la CTG : une CTG, un RPE. ABC n’en est pas un, le PEDTX non plus.</p>")
    assert [(mot, entree.sigle) for mot, entree in found] == [("Caf", "CAF"), ("CTG", "CTG"), ("RPE", "RPE")]
    found = list_sigles("<p>L’AAH et la PreParE</p>")
    assert [(mot, entree.sigle) for mot, entree in found] == [("AAH", "AAH"), ("PreParE", "PREPARE")]
    assert list_sigles("<p>Rien ici.</p>") == []


def test_terms_of_several_words_are_explained_whatever_stands_between_them() -> None:
    found = list_sigles("<p>Une condition du bonus\n      territoire, et le bonus\u00a0territoire de la CTG.</p>")
    assert [(mot, entree.sigle) for mot, entree in found] == [("bonus territoire", "bonus territoire"), ("CTG", "CTG")]
    assert list_sigles("<p>Les bonus territoires</p>") == []
