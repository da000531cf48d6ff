import pytest

from convive.ui.glossaire import get_glossaire, get_sigle


def test_glossaire_is_sorted_and_written_as_sentences() -> None:
    sigles = get_glossaire()
    assert list(sigles) == sorted(sigles)
    for sigle in sigles.values():
        assert sigle.sigle.isupper()
        assert sigle.developpe[0].isupper()
        assert sigle.definition.endswith(".")
        assert "'" not in sigle.developpe + sigle.definition


@pytest.mark.parametrize("sigle", ["COG", "CEJ"])
def test_acronym_with_two_meanings_is_never_explained(sigle: str) -> None:
    with pytest.raises(KeyError):
        get_sigle(sigle)
