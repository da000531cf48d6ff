"""Extracts: the right words are marked, none is cut, the text is given back letter for letter."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convive.recherche.rules.extraits import LONGUEUR_EXTRAIT, MAX_MARQUES, POINTS, Fragment, build_extrait, build_titre
from convive.recherche.rules.requete import build_requete


def show(fragments: tuple[Fragment, ...]) -> str:
    return "".join(f"[{fragment.texte}]" if fragment.marque else fragment.texte for fragment in fragments)


@pytest.mark.parametrize(
    ("titre", "question", "attendu"),
    [
        ("Les crèches du nord", "creche", "Les [crèches] du nord"),
        ("LA CRÈCHE", "crèche ", "LA [CRÈCHE]"),
        ("Mise en œuvre", "oeuvre", "Mise en [œuvre]"),
        ("Mise en oeuvre", "œuvre ", "Mise en [oeuvre]"),
        ("Les élu·e·s du conseil", "élus", "Les [élu]·e·s du conseil"),
        ("Travaux communaux", "travail communal", "[Travaux] [communaux]"),
        ("L’accueil", "accueillir ", "L’[accueil]"),
        ("Accueillir", "accueill", "[Accueillir]"),
        ("SIREN 200 070 035", "200070035", "SIREN [200 070 035]"),
        ("Le multi-accueil", "multi-accueil", "Le [multi]-[accueil]"),
        ("Petite enfance et enfance", "« petite enfance »", "[Petite] [enfance] et [enfance]"),
        ("Rien de tel", "crèche", "Rien de tel"),
        ("La Caf et le café", "caf ", "La [Caf] et le café"),
        ("", "crèche", ""),
        ("Tout est là", "", "Tout est là"),
    ],
)
def test_words_of_the_question_are_marked(titre: str, question: str, attendu: str):
    assert show(build_titre(titre, build_requete(question))) == attendu


def test_short_text_is_shown_whole():
    assert show(build_extrait("Une crèche, deux crèches.", build_requete("crèche"))) == "Une [crèche], deux [crèches]."


def test_text_that_does_not_answer_shows_its_beginning():
    texte = "Un premier mot. " * 40
    extrait = show(build_extrait(texte, build_requete("crèche")))
    assert extrait.startswith("Un premier mot.")
    assert extrait.endswith(f" {POINTS}")
    assert len(extrait) <= LONGUEUR_EXTRAIT + 2


def test_window_is_where_most_words_stand_together():
    texte = f"La crèche seule. {'Rien à dire ici. ' * 40}La crèche ferme le mercredi. {'Encore autre chose. ' * 40}"
    extrait = show(build_extrait(texte, build_requete("crèche mercredi")))
    assert "La [crèche] ferme le [mercredi]." in extrait
    assert extrait.startswith(f"{POINTS} ")
    assert extrait.endswith(f" {POINTS}")


def test_no_word_is_cut_at_the_ends():
    texte = " ".join(f"mot{rank}" for rank in range(300))
    extrait = show(build_extrait(texte, build_requete("mot150 "))).replace("[", "").replace("]", "")
    assert set(extrait.replace(POINTS, "").split()) <= set(texte.split())


def test_text_without_a_space_is_shown_all_the_same():
    extrait = build_extrait("a" * 2_000, build_requete("aaaa"))
    assert sum(len(fragment.texte) for fragment in extrait) >= LONGUEUR_EXTRAIT


def test_marks_have_an_end():
    fragments = build_titre("crèche " * (MAX_MARQUES + 50), build_requete("crèche"))
    assert sum(fragment.marque for fragment in fragments) == MAX_MARQUES


@given(texte=st.text(max_size=400), question=st.text(max_size=40))
def test_fragments_give_the_title_back(texte: str, question: str):
    fragments = build_titre(texte, build_requete(question))
    assert "".join(fragment.texte for fragment in fragments) == texte
    assert all(fragment.texte for fragment in fragments)


@given(texte=st.text(alphabet="abcé œ’.\n", max_size=900), question=st.sampled_from(["abc", "é", "œ", "a b c", "bcé"]))
def test_extract_is_a_piece_of_the_text(texte: str, question: str):
    extrait = "".join(fragment.texte for fragment in build_extrait(texte, build_requete(question)))
    assert extrait.removeprefix(f"{POINTS} ").removesuffix(f" {POINTS}") in texte
