"""The form of a type of services."""

from collections.abc import Iterable

from django import forms
from django.http import QueryDict

from convive.espaces.models import Thematique
from convive.offre.rules.offre import MAX_NOM
from convive.offre.selectors.catalogue import TypeLu
from convive.socle.formulaires import get_champ_choix
from convive.socle.texte import clean_ligne


class TypeServiceForm(forms.Form):
    nom = forms.CharField(label="Nom", max_length=MAX_NOM)
    thematique = forms.ChoiceField(
        label="Thématique",
        help_text="Thématique proposée par défaut\u00a0; elle fixe aussi l’ordre dans l’annexe 2.",
        required=False,
    )
    is_cache = forms.BooleanField(
        label="Ne plus le proposer", help_text="Les services qui l’ont déjà le gardent.", required=False
    )

    def __init__(
        self, data: QueryDict | None = None, *, thematiques: Iterable[Thematique], type_lu: TypeLu | None = None
    ) -> None:
        initial = {}
        if type_lu is not None:
            theme = str(type_lu.thematique.pk) if type_lu.thematique else ""
            initial = {"nom": type_lu.nom, "thematique": theme, "is_cache": type_lu.is_cache}
        super().__init__(data, initial=initial)
        self._thematiques = {str(thematique.pk): thematique for thematique in thematiques}
        if type_lu is not None and type_lu.thematique is not None:
            self._thematiques.setdefault(str(type_lu.thematique.pk), type_lu.thematique)
        choix = [("", "Aucune"), *((cle, thematique.nom) for cle, thematique in self._thematiques.items())]
        get_champ_choix(self, "thematique").choices = choix
        if type_lu is None:
            del self.fields["is_cache"]

    def clean_nom(self) -> str:
        return clean_ligne(self.cleaned_data["nom"])

    def get_thematique(self) -> Thematique | None:
        return self._thematiques.get(self.cleaned_data["thematique"])
