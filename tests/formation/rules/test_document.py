"""Numbers, codes read from paper, the print of a document."""

import pytest

from convive.formation.rules.document import (
    ALPHABET,
    LONGUEUR_CODE,
    SorteDocument,
    compute_empreinte,
    fold_code,
    format_code,
    format_numero,
    make_code,
)


def test_a_number_says_its_year():
    assert format_numero(2026, 12) == "2026-0012"
    assert format_numero(2026, 12345) == "2026-12345"


def test_codes_are_drawn_at_random_from_letters_that_are_not_confused():
    codes = {make_code() for _ in range(200)}
    assert len(codes) == 200
    assert {len(code) for code in codes} == {LONGUEUR_CODE}
    assert set("".join(codes)) <= set(ALPHABET)
    assert not set("OIL U".replace(" ", "")) & set(ALPHABET)


@pytest.mark.parametrize(
    "texte", ["0123 4567 89AB CDEF", "o123-4567-89ab-cdef", " OI23 4567 89AB CDEF ", "0L23\u00a0456789ABCDEF"]
)
def test_a_code_is_read_as_it_was_drawn(texte):
    assert fold_code(texte) == "0123456789ABCDEF"
    assert format_code(fold_code(texte)) == "0123\u00a04567\u00a089AB\u00a0CDEF"


def test_a_long_text_is_no_code():
    assert len(fold_code("A" * 5000)) == LONGUEUR_CODE + 1


def test_the_print_changes_with_what_is_printed():
    base = {"sorte": SorteDocument.ATTESTATION.value, "numero": "2026-0001", "cible": "stagiaire:1"}
    print_of = compute_empreinte(**base, contenu={"nom": "A", "heures": "14"})
    assert print_of == compute_empreinte(**base, contenu={"heures": "14", "nom": "A"})
    assert print_of != compute_empreinte(**base, contenu={"nom": "A", "heures": "13"})
    assert print_of != compute_empreinte(**(base | {"numero": "2026-0002"}), contenu={"nom": "A", "heures": "14"})
