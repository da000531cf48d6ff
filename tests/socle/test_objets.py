"""The registry of objects: an object that is renamed, hidden or deleted behind a reference that stays."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ImproperlyConfigured
from django.db import models

from convive.journal.models import Journal
from convive.socle import objets as module
from convive.socle.modeles import ModeleUuid
from convive.socle.objets import (
    MAX_CLE,
    AvecReference,
    ObjetResolu,
    Reference,
    RegistreObjets,
    TypeObjet,
    TypeObjetInconnu,
)
from convive.territoires.models import Perimetre

Compte = get_user_model()
LECTRICE = object()
ETRANGERE = object()


def build_type(cle: str = "compte", model: type[models.Model] = Compte, **champs: Any) -> TypeObjet:
    """Comptes, whose active rows are open to everybody but the stranger."""
    defaults: dict[str, Any] = {
        "libelle": "Compte",
        "get_url": lambda objet: f"/comptes/{objet.pk}/",
        "visible_to": lambda compte: (
            Compte.objects.none() if compte is ETRANGERE else Compte.objects.filter(is_active=True)
        ),
    }
    return TypeObjet(cle=cle, model=model, **{**defaults, **champs})


@pytest.fixture
def registre(monkeypatch: pytest.MonkeyPatch) -> RegistreObjets:
    """The registry that references use, with comptes only."""
    registre = RegistreObjets()
    registre.record(build_type())
    monkeypatch.setattr(module, "objets", registre)
    return registre


def create_compte(nom: str) -> Any:
    return Compte.objects.create_user(f"{nom}@exemple.fr", None, nom)


@pytest.mark.django_db
class TestReference:
    def test_resolves_to_the_name_and_the_page_of_today(self, registre: RegistreObjets) -> None:
        compte = create_compte("Camille")
        reference = registre.get_reference(compte)
        assert reference == Reference("compte", compte.pk)
        expected = ObjetResolu(reference, "Compte", "Camille", f"/comptes/{compte.pk}/")
        assert reference.resolve(LECTRICE) == expected

    def test_follows_an_object_that_is_renamed(self, registre: RegistreObjets) -> None:
        compte = create_compte("Camille")
        reference = registre.get_reference(compte)
        Compte.objects.filter(pk=compte.pk).update(nom_affiche="Dominique")
        resolved = reference.resolve(LECTRICE)
        assert resolved is not None
        assert resolved.libelle == "Dominique"

    def test_says_nothing_of_an_object_that_is_hidden(self, registre: RegistreObjets) -> None:
        compte = create_compte("Camille")
        reference = registre.get_reference(compte)
        assert reference.resolve(ETRANGERE) is None
        Compte.objects.filter(pk=compte.pk).update(is_active=False)
        assert reference.resolve(LECTRICE) is None

    def test_survives_an_object_that_is_deleted(self, registre: RegistreObjets) -> None:
        compte = create_compte("Camille")
        reference = registre.get_reference(compte)
        compte.delete()
        assert reference.resolve(LECTRICE) is None

    @pytest.mark.usefixtures("registre")
    def test_of_a_type_that_nobody_declares_leads_nowhere(self) -> None:
        assert Reference("fiche_action", uuid4()).resolve(LECTRICE) is None

    def test_list_is_resolved_in_one_query_per_type(
        self, registre: RegistreObjets, django_assert_num_queries: Any
    ) -> None:
        comptes = [create_compte(f"personne{rang}") for rang in range(20)]
        references = [registre.get_reference(compte) for compte in comptes]
        with django_assert_num_queries(1):
            resolved = registre.resolve_all([*references, *references, Reference("compte", uuid4())], LECTRICE)
        assert [resolved[reference].libelle for reference in references] == [str(compte) for compte in comptes]
        assert len(resolved) == 20

    def test_empty_list_asks_nothing(self, registre: RegistreObjets, django_assert_num_queries: Any) -> None:
        with django_assert_num_queries(0):
            assert registre.resolve_all([], LECTRICE) == {}


class TestRegistreObjets:
    def test_gives_a_type_by_key_and_by_model(self) -> None:
        registre, compte, journal = RegistreObjets(), build_type(), build_type("journal", Journal)
        registre.record(journal, compte)
        assert registre.get("compte") is compte
        assert registre.get_for_model(Compte) is compte
        assert registre.get_for_model(Journal) is journal
        assert registre.get_all() == (compte, journal)

    def test_knows_a_proxy_by_its_model(self) -> None:
        class Proxy:
            _meta = Compte._meta

        registre, compte = RegistreObjets(), build_type()
        registre.record(compte)
        assert registre.get_for_model(Proxy) is compte  # type: ignore[arg-type]  # a proxy of the model of this type

    def test_refuses_to_guess(self) -> None:
        registre = RegistreObjets()
        with pytest.raises(TypeObjetInconnu, match="fiche_action"):
            registre.get("fiche_action")
        with pytest.raises(TypeObjetInconnu, match="Journal"):
            registre.get_for_model(Journal)

    def test_type_recorded_twice_replaces_itself(self) -> None:
        registre = RegistreObjets()
        registre.record(build_type(), build_type(libelle="Personne"))
        assert [type_objet.libelle for type_objet in registre.get_all()] == ["Personne"]

    @pytest.mark.parametrize(
        ("cle", "model"), [("compte", Journal), ("personne", Compte)], ids=["same-key", "same-model"]
    )
    def test_key_and_model_go_in_pairs(self, cle: str, model: type[models.Model]) -> None:
        registre = RegistreObjets()
        registre.record(build_type())
        with pytest.raises(ImproperlyConfigured, match="une clé pour un modèle"):
            registre.record(build_type(cle, model))
        assert [type_objet.model for type_objet in registre.get_all()] == [Compte]

    @pytest.mark.parametrize("cle", ["", "fiche action", "fiche-action", "élu", "a" * (MAX_CLE + 1)])
    def test_key_is_a_short_plain_word(self, cle: str) -> None:
        with pytest.raises(ImproperlyConfigured, match="Clé de type d’objet"):
            build_type(cle)

    def test_model_is_identified_by_a_uuid(self) -> None:
        with pytest.raises(ImproperlyConfigured, match="UUID"):
            build_type("perimetre", Perimetre)

    def test_texts_and_gestures_are_optional(self) -> None:
        type_objet = build_type(get_textes=lambda objet: (str(objet), "corps"), gestes=("accepter",))
        assert type_objet.get_textes is not None
        assert type_objet.get_textes("titre") == ("titre", "corps")
        assert type_objet.gestes == ("accepter",)
        assert build_type().get_textes is None
        assert build_type().gestes == ()


def test_row_with_a_reference_gives_it() -> None:
    identifiant = UUID(int=7)
    assert issubclass(Journal, AvecReference)
    assert Journal(objet_type="compte", objet_uuid=identifiant).reference == Reference("compte", identifiant)


def test_identifier_of_a_model_is_a_uuid_with_its_stamps() -> None:
    fields = {field.name: field for field in ModeleUuid._meta.get_fields()}
    assert list(fields) == ["uuid", "created_at", "updated_at"]
    assert isinstance(fields["uuid"], models.UUIDField)
    assert fields["uuid"].primary_key
    assert isinstance(fields["uuid"].get_default(), UUID)
    assert module.ModeleUuid is ModeleUuid
