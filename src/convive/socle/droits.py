"""The registry of rights: who may do what, declared by each package, read by its permissions and by « Qui voit quoi ».

Each declaration is used three times: by the permission that decides, the page that explains and the test that checks.
"""

from dataclasses import dataclass

from django.core.exceptions import ImproperlyConfigured


class DroitInconnu(LookupError):
    """A permission asked about a right that no package declares: a bug of ours, never the visitor's mistake."""


@dataclass(frozen=True, slots=True)
class Droit:
    """One row of the table: the `roles` that may perform the action `geste` on an `objet` of a `domaine`.

    The texts are in French and shown as they are (« Espaces », « invitation », « envoyer »); `precision` states the
    limit in one sentence (« Seulement les actions que l’on pilote. »). `roles` holds the stored values of roles. With
    `place_entiere`, a membre limited to some communes or thématiques does not have the right, whatever the role.
    `types` lists the types of espaces where the right makes sense; empty means all. `ligne` is the row of
    « Qui voit quoi » that it stands for, with others that have the same roles; a rare right has none, and is shown in
    the detail only.
    """

    domaine: str
    objet: str
    geste: str
    roles: frozenset[str]
    precision: str = ""
    place_entiere: bool = False
    types: frozenset[str] = frozenset()
    ligne: str = ""

    def __post_init__(self) -> None:
        if not (self.domaine and self.objet and self.geste):
            raise ImproperlyConfigured(f"Droit incomplet : {self}.")

    def is_in_type(self, type_espace: str) -> bool:
        return not self.types or type_espace in self.types

    @property
    def cle(self) -> tuple[str, str, str]:
        return (self.domaine, self.objet, self.geste)


class RegistreDroits:
    """The declared rights; one instance serves the process, tests make their own."""

    def __init__(self) -> None:
        self._droits: dict[tuple[str, str, str], Droit] = {}

    def record(self, *droits: Droit) -> None:
        """Add rights; the same declaration again changes nothing, so that `ready()` may run twice.

        Raise ImproperlyConfigured when a right is declared twice with different roles or wording.
        """
        for droit in droits:
            if self._droits.setdefault(droit.cle, droit) != droit:
                raise ImproperlyConfigured(f"Droit déclaré deux fois : {' / '.join(droit.cle)}.")

    def get_all(self) -> tuple[Droit, ...]:
        """Every right, grouped by domaine, then by objet, in the order of declaration within each."""
        domaines = list(dict.fromkeys(droit.domaine for droit in self._droits.values()))
        objets = list(dict.fromkeys((droit.domaine, droit.objet) for droit in self._droits.values()))
        return tuple(
            sorted(
                self._droits.values(),
                key=lambda droit: (domaines.index(droit.domaine), objets.index((droit.domaine, droit.objet))),
            )
        )

    def is_permis(self, role: str, domaine: str, objet: str, geste: str) -> bool:
        """Whether a role may perform this action. Raise DroitInconnu when nobody declared it."""
        return role in self.get_roles(domaine, objet, geste)

    def get_roles(self, domaine: str, objet: str, geste: str) -> frozenset[str]:
        """The roles that may perform this action, for use in a query. Raise DroitInconnu when nobody declared it."""
        return self.get(domaine, objet, geste).roles

    def get(self, domaine: str, objet: str, geste: str) -> Droit:
        """Raise DroitInconnu when nobody declared it."""
        try:
            return self._droits[(domaine, objet, geste)]
        except KeyError:
            raise DroitInconnu(f"Droit inconnu : {domaine} / {objet} / {geste}.") from None


droits = RegistreDroits()
