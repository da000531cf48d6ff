"""A list that comes from a message or a sheet: each line is read, or says why it is not."""

import pytest

from convive.formation.rules.liste_collee import MAX_LIGNES, read_liste


@pytest.mark.parametrize(
    ("ligne", "lue"),
    [
        (
            "Ysoline Ferrandou ; ysoline@exemple.fr ; Mairie, service enfance",
            ("Ysoline Ferrandou", "Mairie, service enfance"),
        ),
        ("Ysoline Ferrandou\tMairie\tYsoline@exemple.fr", ("Ysoline Ferrandou", "Mairie")),
        ("Ysoline Ferrandou <ysoline@exemple.fr>", ("Ysoline Ferrandou", "")),
        ("ysoline@exemple.fr, Ysoline Ferrandou, CC du Bac", ("Ysoline Ferrandou", "CC du Bac")),
        ("  Ysoline   Ferrandou , ysoline@exemple.fr ", ("Ysoline Ferrandou", "")),
    ],
    ids=str,
)
def test_a_line_is_read_whatever_its_separators(ligne, lue):
    (read,) = read_liste(ligne)
    assert (read.nom, read.employeur) == lue
    assert (read.email, read.refus) == ("ysoline@exemple.fr", "")


@pytest.mark.parametrize(
    ("texte", "refus"),
    [
        ("Ysoline Ferrandou", "Aucune adresse"),
        ("ysoline@exemple.fr", "Aucun nom"),
        ("Y ; deja@exemple.fr", "déjà inscrite"),
    ],
    ids=str,
)
def test_a_line_that_is_not_taken_says_why(texte, refus):
    assert refus in read_liste(texte, {"deja@exemple.fr"})[0].refus


def test_the_second_of_two_same_addresses_is_left():
    lues = read_liste("A ; a@exemple.fr\n\nB ; A@exemple.fr\nC ; c@exemple.fr")
    assert [(ligne.numero, bool(ligne.refus)) for ligne in lues] == [(1, False), (3, True), (4, False)]


def test_a_list_too_long_says_which_lines_are_left():
    lues = read_liste("\n".join(f"P{n} ; p{n}@exemple.fr" for n in range(MAX_LIGNES + 2)))
    assert sum(not ligne.refus for ligne in lues) == MAX_LIGNES
    assert [ligne.numero for ligne in lues if ligne.refus] == [MAX_LIGNES + 1, MAX_LIGNES + 2]
