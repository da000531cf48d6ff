"""The floors of a package: the contract covers every one of them, so that none goes unread."""

from tests.architecture.maison import PACKAGES, read_contrat


def test_every_package_has_its_floors_checked():
    """`config` puts the others together: it has neither models nor rules, and no floors."""
    assert sorted(read_contrat("couches", "containers")) == [f"convive.{name}" for name in PACKAGES if name != "config"]
