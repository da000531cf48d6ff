"""A form of a card that concerns thématiques and communes."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms

from convive.espaces.actions.ecriture import Coches
from convive.espaces.forms.fiche import FicheForm
from convive.espaces.models import Membre
from convive.espaces.selectors.note import list_choix_communes, list_choix_thematiques
from convive.socle.formulaires import get_champ_choix
from convive.socle.uuids import parse_uuid

LISTES = ("thematiques", "communes")


class PorteeForm(FicheForm):
    """The boxes of what the place may not choose are not shown, and stay as they are. `PERDUE` is said to whom would no
    longer see the card that she saves."""

    PERDUE: ClassVar[str] = "Gardez-en une des vôtres\u00a0: sans cela, vous ne liriez plus cette fiche."

    thematiques = forms.MultipleChoiceField(label="Thématiques", required=False)
    communes = forms.MultipleChoiceField(label="Communes", required=False)

    def __init__(
        self,
        data: Any = None,
        *,
        membre: Membre,
        fiche: Any = None,
        communes: Sequence[tuple[str, str]] | None = None,
        initial: Any = None,
        **options: Any,
    ) -> None:
        start = dict(initial or {})
        self._tenues: dict[str, list[str]] = {champ: [] for champ in LISTES}
        if fiche is not None:
            themes = [str(thematique.pk) for thematique in fiche.thematiques.all()]
            self._tenues = {"thematiques": themes, "communes": list(fiche.communes)}
        super().__init__(data, fiche=fiche, initial=start | (self._tenues if fiche is not None else {}), **options)
        # What is to be corrected is told in the order of the page.
        self.order_fields([champ for champ in self.fields if champ not in LISTES])
        limites = membre.limites
        self.limites = {"thematiques": frozenset(map(str, limites.thematiques)), "communes": limites.communes}
        offertes = [(str(thematique.pk), thematique.nom) for thematique in list_choix_thematiques(membre)]
        get_champ_choix(self, "thematiques").choices = offertes
        proposees = list_choix_communes(membre) if communes is None else list(communes)
        get_champ_choix(self, "communes").choices = proposees

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for champ, limites in self.limites.items():
            if limites and champ in cleaned and self.is_perdue(champ, limites, cleaned):
                self.add_error(champ, self.PERDUE)
        return cleaned

    def is_perdue(self, champ: str, limites: frozenset[str], _cleaned: dict[str, Any]) -> bool:
        """Whether none of the boxes of her place is left; without any box, everyone is concerned."""
        coches: Coches[str] = self.get_coches(champ, str)
        result = coches.join(self._tenues[champ])
        return bool(result) and not result & limites

    def get_portee(self) -> dict[str, Coches[Any]]:
        """The boxes of its two lists, once the form is valid."""
        return {"thematiques": self.get_coches("thematiques", parse_uuid), "communes": self.get_coches("communes", str)}
