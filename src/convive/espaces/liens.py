"""The registry of gestures that a magic link carries: each package brings what can be done without an account.

A gesture belongs to a type of the registry of objects, which lists it in its `gestes`. The page of the link is one
for all of them: it says for whom, by whom and until when, shows the `template` of the gesture, and does its `action`
when the form is sent.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

from django import forms
from django.core.exceptions import ImproperlyConfigured
from django.http import QueryDict

from convive.espaces.models import LienMagique, Membre
from convive.journal.models import Geste
from convive.socle.contenus import read_contenu_yaml
from convive.socle.objets import TypeObjetInconnu, objets

DUREES = Path(__file__).parent / "catalogue" / "durees_liens_magiques.yaml"


@cache
def read_durees() -> dict[str, dict[Any, Any]]:
    """`proposees`: days and the words that say them; `gestes`: days, by the key of what a link asks."""
    durees: dict[str, dict[Any, Any]] = read_contenu_yaml(DUREES)
    return durees


class GesteInconnu(LookupError):
    """No package records this gesture: the link came from a package that is gone."""


@dataclass(frozen=True, slots=True)
class PieceCourriel:
    """What goes with an e-mail: a text « text/… », or the bytes of « application/… »; `sous_type` ends its type,
    `parametres` are those of a text."""

    nom: str
    contenu: str | bytes
    sous_type: str
    parametres: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class GesteLien:
    """What one may do through a link, on an object of type `objet_type`.

    `libelle` names the gesture in lists (« Confirmer son accès »). `get_question(objet)` is the title of the page,
    `chapeau` one sentence under it, `qui_lit` another that says who reads the answer. `template` shows the
    fields of `form` and receives `objet`, `lien`, `form` and the `get_contexte(objet)`. `bouton` sends it.
    `get_form(lien, objet, data)` makes the form instead of `form` when its questions depend on both.
    `action(lien, objet, cleaned_data)` does the gesture inside the transaction of the link, and gives the sentence
    that thanks. `get_refus(objet)` says why the gesture is impossible today, empty when it is possible.
    `get_destinataire(objet)` gives the `email` and `nom` that are proposed, when the object tells them.
    `can_submit(membre, objet)` tells who may send such a link. `journal` is the verb of the trace.
    `max_usages` None: as often as one likes for `duree`. `get_suite(lien, objet)` says, to whoever has just answered,
    what is left to do with the same link. `get_details(objet)` are lines that the e-mail says besides,
    `get_pieces(objet)` the texts that go with it; `invitation` is its sentence before the address.
    """

    objet_type: str
    cle: str
    libelle: str
    get_question: Callable[[Any], str]
    chapeau: str
    qui_lit: str
    template: str
    bouton: str
    action: Callable[[LienMagique, Any, Mapping[str, Any]], str]
    can_submit: Callable[[Membre, Any], bool]
    invitation: str = "L’ouvrir n’engage à rien, un bouton envoie votre réponse\u00a0:"
    form: Callable[[QueryDict | None], forms.Form] = forms.Form
    get_form: Callable[[LienMagique, Any, QueryDict | None], forms.Form] | None = None
    journal: Geste = Geste.VALIDER
    get_refus: Callable[[Any], str] = lambda _: ""
    get_contexte: Callable[[Any], Mapping[str, Any]] = lambda _: {}
    get_destinataire: Callable[[Any], Mapping[str, str]] = lambda _: {}
    get_suite: Callable[[LienMagique, Any], str] = lambda *_: ""
    get_details: Callable[[Any], str] = lambda _: ""
    get_pieces: Callable[[Any], Sequence[PieceCourriel]] = lambda _: ()
    max_usages: int | None = 1

    @property
    def duree(self) -> timedelta:
        """How long it serves, unless its sender chooses otherwise: espaces/catalogue/durees_liens_magiques.yaml."""
        return timedelta(days=read_durees()["gestes"][self.cle])

    def build_form(self, lien: LienMagique, objet: Any, data: QueryDict | None) -> forms.Form:
        """The questions of this link."""
        return self.get_form(lien, objet, data) if self.get_form else self.form(data)


class RegistreGestesLiens:
    """The recorded gestures; one instance serves the process, tests make their own."""

    def __init__(self) -> None:
        self._gestes: dict[tuple[str, str], GesteLien] = {}

    def record_geste(self, *gestes: GesteLien) -> None:
        """Add gestures; the same one recorded again replaces itself, so that `ready()` may run twice.

        Raise ImproperlyConfigured when the type of object does not list the gesture, or the table of durations.
        """
        for geste in gestes:
            try:
                is_permis = geste.cle in objets.get(geste.objet_type).gestes
            except TypeObjetInconnu:
                is_permis = False
            if not is_permis:
                raise ImproperlyConfigured(f"Le type d’objet « {geste.objet_type} » n’admet pas le geste {geste.cle}.")
            if geste.cle not in read_durees()["gestes"]:
                raise ImproperlyConfigured(f"Le geste {geste.cle} n’a pas de durée dans {DUREES.name}.")
            self._gestes[(geste.objet_type, geste.cle)] = geste

    def get(self, objet_type: str, cle: str) -> GesteLien:
        try:
            return self._gestes[(objet_type, cle)]
        except KeyError:
            raise GesteInconnu(f"Action inconnue : {objet_type} / {cle}.") from None

    def get_all(self) -> tuple[GesteLien, ...]:
        return tuple(self._gestes.values())


liens = RegistreGestesLiens()
