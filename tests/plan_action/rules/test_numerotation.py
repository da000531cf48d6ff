import pytest
from hypothesis import given
from hypothesis import strategies as st

from convive.plan_action.rules.numerotation import (
    STYLES,
    Element,
    compute_codes,
    explain_style,
    format_code,
    format_lettre,
    get_numero,
    propose_code,
    read_exemple,
    write_exemple,
)


@pytest.mark.parametrize(
    ("code", "numero"),
    [
        ("Axe 1", "1"),
        ("FA 1.2", "1.2"),
        ("Fiche 7", "7"),
        ("Axe B", "B"),
        ("A", "A"),
        ("B.3", "B.3"),
        ("1-2", "1-2"),
        ("Orientation", ""),
        ("", ""),
    ],
)
def test_the_number_is_what_is_left_without_the_words(code, numero):
    assert get_numero(code) == numero


@pytest.mark.parametrize(
    ("style", "parent", "expected"),
    [
        ("Axe {n}", "", "Axe 3"),
        ("{parent}.{n}", "1", "1.3"),
        ("{parent}.{n}", "", "3"),
        ("FA {parent}.{n}", "1.2", "FA 1.2.3"),
        ("{a}", "", "C"),
        ("Fiche {n}", "2", "Fiche 3"),
    ],
)
def test_a_style_gives_a_code(style, parent, expected):
    assert format_code(style, rang=3, parent=parent) == expected


def test_letters_go_on_after_z():
    assert [format_lettre(rang) for rang in (1, 26, 27, 52, 53)] == ["A", "Z", "AA", "AZ", "BA"]


def test_a_tree_is_numbered_parents_first():
    elements = [
        Element("a", None, "Axe {n}"),
        Element("a1", "a", "{parent}.{n}"),
        Element("a1x", "a1", "FA {parent}.{n}"),
        Element("b", None, "Axe {n}"),
        Element("b1", "b", "{parent}.{n}"),
        Element("b2", "b", "{parent}.{n}"),
    ]
    assert compute_codes(elements) == {
        "a": "Axe 1", "a1": "1.1", "a1x": "FA 1.1.1", "b": "Axe 2", "b1": "2.1", "b2": "2.2"
    }  # fmt: skip


def test_a_style_without_parent_goes_on_through_the_plan():
    elements = [Element("a", None, "{a}"), Element("x", "a", "Fiche {n}")]
    elements += [Element("b", None, "{a}"), Element("y", "b", "Fiche {n}")]
    assert compute_codes(elements) == {"a": "A", "x": "Fiche 1", "b": "B", "y": "Fiche 2"}


@given(st.lists(st.integers(min_value=0, max_value=4), max_size=30))
def test_no_code_comes_twice(parents):
    racines = [Element(("r", n), None, "Axe {n}") for n in range(5)]
    enfants = [Element(("e", n), ("r", parent), "{parent}.{n}") for n, parent in enumerate(parents)]
    codes = compute_codes([*racines, *enfants])
    assert len(set(codes.values())) == len(codes) == 5 + len(parents)


@pytest.mark.parametrize("style", ["Axe", "{x}.{n}", "{n", "{parent}", "", "{{n}}"])
def test_a_style_that_numbers_nothing_is_refused(style):
    assert explain_style(style)


def test_offered_styles_number():
    assert [explain_style(style) for style in STYLES] == [""] * len(STYLES)


def test_something_new_takes_the_first_free_code():
    assert propose_code("{parent}.{n}", parent_code="Axe 1", pris={"1.1", "1.2"}, rang=2) == "1.3"


@pytest.mark.parametrize(
    ("exemple", "style"),
    [
        ("Axe 1", "Axe {n}"),
        ("1", "{n}"),
        ("A", "{a}"),
        ("Axe A", "Axe {a}"),
        ("1.1", "{parent}.{n}"),
        ("1.1.1", "{parent}.{n}"),
        ("FA 1.1", "FA {parent}.{n}"),
        ("1-A", "{parent}-{a}"),
        ("Fiche 1", "Fiche {n}"),
        ("Axe {n}", "Axe {n}"),
        # No number: refused further on.
        ("Axe", "Axe"),
        ("FA", "FA"),
        ("", ""),
    ],
)
def test_a_style_is_written_by_its_first_number(exemple, style):
    assert read_exemple(exemple) == style


def test_every_style_offered_is_read_back_from_its_first_number():
    assert [read_exemple(write_exemple(style)) for style in STYLES] == list(STYLES)
