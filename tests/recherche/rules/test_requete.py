"""Questions read: words, phrases, exclusions, the word being typed; nothing breaks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convive.recherche.rules.requete import MAX_LONGUEUR, MAX_TERMES, Forme, Requete, build_requete


def get_formes(requete: Requete) -> list[list[tuple[str, ...]]]:
    return [[forme.jetons for forme in terme.formes] for terme in requete.termes]


def test_words_are_all_wanted_and_empty_words_are_not():
    assert get_formes(build_requete("la crèche de Civray ")) == [[("crech",)], [("civray",)]]


def test_last_word_is_also_a_beginning_until_a_space_follows():
    assert build_requete("accueill").termes[0].formes[-1] == Forme(("accueill",), prefixe=True)
    assert not any(forme.prefixe for forme in build_requete("accueill ").termes[0].formes)
    assert not any(forme.prefixe for forme in build_requete("accueil ?").termes[0].formes)


def test_two_letters_are_not_a_beginning_unless_one_is_typing():
    assert build_requete("co").termes[0].formes == (Forme(("co",)),)
    assert Forme(("co",), prefixe=True) in build_requete("co", en_frappe=True).termes[0].formes


def test_typing_beyond_the_stem_still_finds():
    assert Forme(("convent",)) in build_requete("conventionn", en_frappe=True).termes[0].formes


@pytest.mark.parametrize("texte", ['"petite enfance"', "« petite enfance »", "“petite enfance”", '"petite enfance'])
def test_phrase_between_quotes(texte: str):
    assert get_formes(build_requete(texte)) == [[("petit", "enfanc")]]


def test_phrase_of_one_word_is_whole():
    assert build_requete('"accueil"').termes[0].formes == (Forme(("accueil",)),)


def test_exclusions():
    requete = build_requete('crèche -fusion -"petite enfance" multi-accueil -')
    assert [terme.texte for terme in requete.exclus] == ["fusion", "petite enfance"]
    assert get_formes(requete) == [[("crech",)], [("mult", "accueil"), ("multiaccueil",)]]


def test_compound_is_side_by_side_or_in_one_word():
    assert get_formes(build_requete("multi-accueil ")) == [[("mult", "accueil"), ("multiaccueil",)]]


@pytest.mark.parametrize("texte", ["", "   ", "?!", '""', "-", "-crèche", '"', "la de du", "« »", "\x00"])
def test_nothing_to_look_for(texte: str):
    assert build_requete(texte).is_vide


@pytest.mark.parametrize("texte", ["où est la crèche ?", "Comment trouver la crèche", "c’est quoi, la crèche ?"])
def test_words_of_a_question_leave_when_others_remain(texte: str):
    assert ("crech",) in get_formes(build_requete(texte))[-1]
    assert len(build_requete(texte).termes) == 1


def test_words_of_a_question_stay_when_they_are_alone():
    assert not build_requete("comment").is_vide


@pytest.mark.parametrize("texte", ["200 070 035", "200070035", "200\u202f070\u202f035"])
def test_siren_with_or_without_spaces(texte: str):
    assert build_requete(texte).termes[0].formes[0] == Forme(("200070035",))


def test_question_is_cut():
    requete = build_requete(" ".join(f"mot{rank}" for rank in range(500)))
    assert len(requete.texte) <= MAX_LONGUEUR
    assert len(requete.termes) == MAX_TERMES


@given(st.text(max_size=300), st.booleans())
def test_never_fails_and_holds_letters_and_digits_alone(texte: str, en_frappe: bool):
    requete = build_requete(texte, en_frappe=en_frappe)
    for terme in (*requete.termes, *requete.exclus):
        assert terme.formes
        for forme in terme.formes:
            assert forme.jetons
            assert all(jeton.isalnum() for jeton in forme.jetons)
