"""A field of the database for a list of values."""

from typing import TYPE_CHECKING, Any

from django.db.models import CharField, CheckConstraint, Model, Q, TextChoices

from convive.socle.enums import EnumLibelle

if TYPE_CHECKING:
    Texte = CharField[str, str]
else:
    # Django fields take no parameter.
    Texte = CharField


class ChampListe(Texte):
    """One value of a list. It brings its model the constraint that says so, named `connu` in the database.

    A field that may be blank takes the empty text too. For migrations it is a CharField like another, and the
    constraint one of its model.
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
        # What migrations read of a model is what its Meta says.
        cls._meta.original_attrs["constraints"] = cls._meta.constraints
        # A copy of this field, on the model of its versions, has no constraint of its own.
        self.connu = ""
