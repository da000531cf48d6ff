"""Model fields: a value taken from a fixed list, a commune."""

from typing import TYPE_CHECKING, Any

from django.db.models import CharField, CheckConstraint, Model, Q, TextChoices

from convive.socle.enums import EnumLibelle

if TYPE_CHECKING:
    Texte = CharField[str, str]
else:
    # Generic for the type checker only: at runtime Django fields cannot be subscripted.
    Texte = CharField


TAILLE_CODE_COMMUNE = 5


class ChampListe(Texte):
    """One value of a list. The field adds to its model the check constraint, named `connu`, that enforces the list.

    A field with `blank=True` also accepts the empty string. Migrations see an ordinary CharField, and an ordinary
    constraint on the model.
    """

    def __init__(
        self,
        verbose_name: str = "",
        liste: type[EnumLibelle] | type[TextChoices] | None = None,
        *,
        connu: str = "",
        **options: Any,
    ) -> None:
        if liste is not None:
            options["choices"] = liste.choices
        self.connu = connu
        super().__init__(verbose_name, **options)

    def deconstruct(self) -> Any:
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs

    def contribute_to_class(self, cls: type[Model], name: str, private_only: bool = False) -> None:
        super().contribute_to_class(cls, name, private_only)
        if not self.connu or cls._meta.abstract:
            return
        values = [value for value, _ in self.flatchoices]
        condition = Q(**{f"{name}__in": ["", *values] if self.blank else values})
        cls._meta.constraints = [*cls._meta.constraints, CheckConstraint(condition=condition, name=self.connu)]
        # Migrations read the constraints from `original_attrs`, not from `constraints`.
        cls._meta.original_attrs["constraints"] = cls._meta.constraints
        # The model of versions receives a copy of this field, which must not add the constraint again.
        self.connu = ""


class ChampCommune(Texte):
    """The INSEE code of a commune; with `blank=True`, empty when there is none. Migrations see a CharField."""

    def __init__(self, verbose_name: str = "commune", **options: Any) -> None:
        super().__init__(verbose_name, **{"max_length": TAILLE_CODE_COMMUNE, **options})

    def deconstruct(self) -> Any:
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs
