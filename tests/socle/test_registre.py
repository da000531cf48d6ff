"""The shape of a registry: by key, in order, and told to those who listen."""

from dataclasses import dataclass
from uuid import uuid4

from convive.socle.objets import Reference
from convive.socle.registre import Registre, RegistreParType


@dataclass(frozen=True)
class Piece:
    cle: str
    mot: str = ""


def test_same_key_again_replaces_in_its_place():
    registre: Registre[Piece] = Registre()
    registre.record(Piece("a"), Piece("b"))
    registre.record(Piece("a", "neuf"))
    assert registre.get_all() == (Piece("a", "neuf"), Piece("b"))
    assert registre.get("a") == Piece("a", "neuf")
    assert registre.get("inconnue") is None


def test_who_listens_hears_what_is_there_and_what_comes():
    registre: Registre[Piece] = Registre()
    entendus: list[Piece] = []
    registre.record(Piece("a"))
    registre.observe(entendus.append)
    registre.record(Piece("b"))
    assert entendus == [Piece("a"), Piece("b")]


def test_reference_of_an_undeclared_type_gives_nothing():
    assert RegistreParType[Piece]().get_objet(Reference("inconnu", uuid4()), object(), uuid4()) is None
