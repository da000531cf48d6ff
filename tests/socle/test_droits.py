"""The table of rights."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from convive.socle.droits import Droit, DroitInconnu, RegistreDroits

ENVOYER = Droit("Espaces", "invitation", "envoyer", frozenset({"direction"}), "Une invitation sert une fois.")
VOIR = Droit("Espaces", "membre", "voir", frozenset({"direction", "lecture"}))
PILOTER = Droit("Plan d’actions", "fiche-action", "modifier", frozenset({"partenaire"}))


def test_droit_is_given_to_its_roles_and_to_no_other() -> None:
    registre = RegistreDroits()
    registre.record(VOIR, PILOTER)
    assert registre.is_permis("lecture", "Espaces", "membre", "voir")
    assert not registre.is_permis("partenaire", "Espaces", "membre", "voir")
    assert not registre.is_permis("", "Espaces", "membre", "voir")


def test_droit_that_nobody_declared_is_a_mistake() -> None:
    with pytest.raises(DroitInconnu, match="Espaces / membre / signer"):
        RegistreDroits().is_permis("direction", "Espaces", "membre", "signer")


def test_droits_are_grouped_by_domaine_and_objet_in_order_of_declaration() -> None:
    registre = RegistreDroits()
    clore = Droit("Espaces", "invitation", "révoquer", frozenset({"direction"}))
    registre.record(ENVOYER, PILOTER, VOIR)
    registre.record(clore)
    assert registre.get_all() == (ENVOYER, clore, VOIR, PILOTER)


def test_droit_declared_twice_the_same_is_kept_once() -> None:
    registre = RegistreDroits()
    registre.record(ENVOYER)
    registre.record(Droit(*ENVOYER.cle, ENVOYER.roles, ENVOYER.precision))
    assert registre.get_all() == (ENVOYER,)


@pytest.mark.parametrize(
    "other",
    [Droit(*ENVOYER.cle, frozenset({"lecture"}), ENVOYER.precision), Droit(*ENVOYER.cle, ENVOYER.roles, "Autre.")],
    ids=["roles", "precision"],
)
def test_droit_declared_twice_differently_is_refused(other: Droit) -> None:
    registre = RegistreDroits()
    registre.record(ENVOYER)
    with pytest.raises(ImproperlyConfigured, match="Espaces / invitation / envoyer"):
        registre.record(other)
    assert registre.get_all() == (ENVOYER,)


@pytest.mark.parametrize("textes", [("", "membre", "voir"), ("Espaces", "", "voir"), ("Espaces", "membre", "")])
def test_droit_without_a_text_is_refused(textes: tuple[str, str, str]) -> None:
    with pytest.raises(ImproperlyConfigured, match="incomplet"):
        Droit(*textes, frozenset({"lecture"}))
