import pytest

from convive.socle.texte import Bloc, NatureBloc, get_extrait, parse_texte

P, L, N = NatureBloc.PARAGRAPHE, NatureBloc.LISTE, NatureBloc.LISTE_NUMEROTEE


@pytest.mark.parametrize(
    ("texte", "attendu"),
    [
        ("", ()),
        ("Un\r\ndeux\r\n\r\ntrois", (Bloc(P, ("Un", "deux")), Bloc(P, ("trois",)))),
        ("Trois pistes :\n- a\n- b", (Bloc(P, ("Trois pistes :",)), Bloc(L, ("a", "b")))),
        ("3. c\n4) d", (Bloc(N, ("c", "d"), 3),)),
        ("# T\n# T\n### S", tuple(Bloc(n, (t,)) for n, t in zip(("titre", "titre", "sous_titre"), "TTS", strict=True))),
        ("- a\n\n- b", (Bloc(L, ("a",)), Bloc(L, ("b",)))),
        ("-sans espace\n#non", (Bloc(P, ("-sans espace", "#non")),)),
        ("<b>x</b>", (Bloc(P, ("<b>x</b>",)),)),
    ],
)
def test_text_is_cut_into_blocks(texte, attendu):
    assert parse_texte(texte) == attendu


def test_extract_is_one_line_of_whole_words():
    assert get_extrait("# Titre\n\n- un\n- deux") == "Titre un deux"
    assert get_extrait("alpha beta gamma", 11) == "alpha beta…"
    assert get_extrait("Nous disons : « coordination »", 18) == "Nous disons…"
    assert get_extrait("x" * 40, 10) == "x" * 10 + "…"
