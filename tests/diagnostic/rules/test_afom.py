import pytest

from convive.diagnostic.rules.afom import move


@pytest.mark.parametrize(
    ("row", "pas", "result"), [("a", 1, "bac"), ("c", -1, "acb"), ("a", -1, "abc"), ("c", 5, "abc"), ("b", 0, "abc")]
)
def test_move_never_leaves_the_list(row: str, pas: int, result: str):
    assert "".join(move("abc", row, pas)) == result
