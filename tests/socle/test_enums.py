"""Lists of values with their labels, and the field that takes one with its constraint."""

import pickle

import pytest
from django.db import IntegrityError, models
from django.test.utils import isolate_apps

from convive.convention.models import TypeJalon
from convive.espaces.models import Espace
from convive.socle.champs import ChampListe
from convive.socle.enums import EnumLibelle


class Saison(EnumLibelle):
    ETE = "ete", "Été"
    HIVER = "hiver", "Hiver"


def test_member_is_its_value_and_carries_its_label():
    assert (Saison.ETE, f"{Saison.ETE}", Saison.ETE.value, Saison.ETE.libelle) == ("ete", "ete", "ete", "Été")
    assert Saison("hiver") is Saison.HIVER
    assert pickle.loads(pickle.dumps(Saison.HIVER)) is Saison.HIVER  # noqa: S301 - written on the same line
    assert Saison.choices == [("ete", "Été"), ("hiver", "Hiver")]
    assert {type(text) for pair in Saison.choices for text in pair} == {str}
    assert Saison.values == ["ete", "hiver"]


def test_member_without_label_is_refused():
    with pytest.raises(TypeError, match="libellé"):

        class Muette(EnumLibelle):
            SANS = "sans"


def test_field_is_a_plain_one_for_migrations():
    champ = ChampListe("saison", Saison, max_length=10, connu="saison_connue")
    _, path, _, options = champ.deconstruct()
    assert path == "django.db.models.CharField"
    assert options == {"verbose_name": "saison", "max_length": 10, "choices": Saison.choices}


def get_constraints(modele: type[models.Model]) -> dict[str, object]:
    return {c.name: c.condition for c in modele._meta.constraints if isinstance(c, models.CheckConstraint)}


@isolate_apps("convive.convention")
def test_field_brings_its_constraint_once():
    class Sejour(models.Model):  # noqa: DJ008 - nobody reads its name
        saison = ChampListe("saison", Saison, max_length=10, connu="saison_connue")
        autre = ChampListe("autre saison", Saison, max_length=10, connu="autre_saison_connue", blank=True)

        class Meta:
            app_label = "convention"

    assert get_constraints(Sejour) == {
        "saison_connue": models.Q(saison__in=["ete", "hiver"]),
        "autre_saison_connue": models.Q(autre__in=["", "ete", "hiver"]),
    }
    # The model of its versions takes a copy of the field.
    assert Sejour._meta.get_field("saison").clone().connu == ""


@pytest.mark.django_db
def test_database_refuses_another_value():
    with pytest.raises(IntegrityError):
        TypeJalon.objects.create(espace=Espace.objects.create(nom="Essai"), phase="vacances", libelle="Pause")
