"""The drawing of a code: a square with its margin, dark modules only."""

from convive.socle.code_qr import draw_qr


def test_a_code_is_a_square_with_a_margin_of_four():
    code = draw_qr("https://exemple.fr")
    assert code.cote == 25 + 8
    assert code.chemin.startswith("M4 4h1v1h-1z")
    assert draw_qr("https://exemple.fr/" + "a" * 200).cote > code.cote
