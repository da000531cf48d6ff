"""The forms to write or correct a comment, and to choose who will read it."""

from collections.abc import Sequence
from typing import Any, cast
from uuid import UUID, uuid4

from django import forms
from django.http import QueryDict

from convive.echanges.models import INTERNES
from convive.echanges.rules import MAX_MENTIONS, MAX_TEXTE
from convive.espaces.models import Membre
from convive.espaces.permissions import NOM_EQUIPE
from convive.socle.formulaires import get_champ_choix
from convive.socle.texte import clean_texte

PARTAGE, INTERNE = "partage", "interne"
VISIBILITES = (
    (PARTAGE, "Partagé : toutes les personnes de l’espace qui voient cette page"),
    (INTERNE, f"Interne\u00a0: l’équipe de coopération seulement ({NOM_EQUIPE})"),
)


def _say_role(membre: Membre) -> str:
    """« conseiller·e Caf »: only the first letter is lowered."""
    role = str(membre.get_role_display())
    return role[:1].lower() + role[1:]


class CorrectionForm(forms.Form):
    texte = forms.CharField(
        label="Votre commentaire",
        max_length=MAX_TEXTE,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": "Écrivez quelque chose avant de publier.",
            "max_length": "Un commentaire tient en %(limit_value)d signes : celui-ci en a %(show_value)d. "
            "Un texte plus long a sa place dans une note.",
        },
    )

    def clean_texte(self) -> str:
        return clean_texte(self.cleaned_data["texte"])


class CommentaireForm(CorrectionForm):
    """`membres` are the people whose advice may be asked. If `is_interne` is given, the readers are already decided.

    A person who reads internal discussions must choose the readers each time: there is no default.
    `cle` is the future primary key of the comment, so that the same form submitted twice publishes once.
    `garder` is the label of the box that also keeps it as a note, in the package of the object.
    """

    cle = forms.CharField(required=False, widget=forms.HiddenInput)

    mentions = forms.MultipleChoiceField(
        label="Demander l’avis de",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Une des personnes cochées ne voit pas cette page, ou n’est plus membre."},
    )
    visibilite = forms.ChoiceField(
        label="Qui peut lire ce commentaire\u00a0?",
        choices=VISIBILITES,
        widget=forms.RadioSelect,
        error_messages={"required": "Indiquez qui peut lire ce commentaire."},
    )
    garder = forms.BooleanField(required=False)
    field_order = ("cle", "visibilite", "texte", "garder", "mentions")

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        membres: Sequence[Membre],
        can_choisir: bool,
        is_interne: bool | None = None,
        prefixe: str = "nouveau",
        garder: str = "",
    ) -> None:
        super().__init__(data, initial={"cle": uuid4()}, auto_id=f"{prefixe}_%s")
        self.is_interne = is_interne
        self.membres = {str(membre.pk): membre for membre in membres}
        get_champ_choix(self, "mentions").choices = [
            (cle, f"{membre.compte.nom_affiche}, {_say_role(membre)}")
            for cle, membre in self.membres.items()
            if not is_interne or membre.role in INTERNES
        ]
        if not get_champ_choix(self, "mentions").choices:
            del self.fields["mentions"]
        # A note that the team reads may come from someone who does not read its exchanges.
        if is_interne is not None or not (can_choisir or garder):
            del self.fields["visibilite"]
        self.fields["garder"].label = garder
        if not garder:
            del self.fields["garder"]

    @property
    def has_choix(self) -> bool:
        return "visibilite" in self.fields

    @property
    def has_garder(self) -> bool:
        return "garder" in self.fields

    @property
    def has_mentions(self) -> bool:
        return "mentions" in self.fields

    @property
    def nombre_demandes(self) -> int:
        """How many people were ticked in the submitted form: if any, the template shows the list unfolded."""
        return len(self.data.getlist("mentions")) if self.is_bound and isinstance(self.data, QueryDict) else 0

    def clean_cle(self) -> UUID:
        """Replace a missing or invalid key: it only protects against a double submission."""
        try:
            return UUID(self.cleaned_data["cle"])
        except ValueError:
            return uuid4()

    def clean(self) -> dict[str, Any]:
        """Add `is_interne` and `membres`, the people whose advice is asked."""
        cleaned = super().clean() or {}
        is_interne = self.is_interne if self.is_interne is not None else cleaned.get("visibilite") == INTERNE
        demandes = [self.membres[cle] for cle in cleaned.get("mentions", [])]
        if len(demandes) > MAX_MENTIONS:
            self.add_error("mentions", f"Demandez l’avis de {MAX_MENTIONS} personnes au plus à la fois.")
        if is_interne:
            for membre in demandes:
                if membre.role not in INTERNES:
                    self.add_error(
                        "mentions",
                        f"{membre.compte.nom_affiche} ne lit pas les échanges internes : décochez, ou partagez.",
                    )
        if cleaned.get("garder") and demandes:
            self.add_error("garder", "Une note gardée ne demande pas d’avis\u00a0: décochez l’un ou l’autre.")
        return {**cleaned, "is_interne": is_interne, "membres": demandes}

    def add_refus(self, message: str) -> None:
        """Show why the action refused. The text stays, with a new key, since the old one may have been used."""
        self.add_error(None, message)
        data = cast(QueryDict, self.data).copy()
        data["cle"] = str(uuid4())
        self.data = data
