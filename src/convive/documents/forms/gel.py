"""Forms of frozen states: why one freezes, why one deletes."""

from uuid import uuid4

from django import forms

from convive.documents.rules.gel import MAX_MOTIF, ContenuGele, compute_empreinte_vue
from convive.socle.formulaires import explain_refus
from convive.socle.refus import Refus


class MotifForm(forms.Form):
    """One sentence, which stays beside what it explains."""

    motif = forms.CharField(label="Motif", max_length=MAX_MOTIF)

    def clean_motif(self) -> str:
        return " ".join(self.cleaned_data["motif"].split())


class GelForm(MotifForm):
    """`vue` is the print of what the page shows; `uuid` names the frozen state to come, so that it is made once."""

    vue = forms.CharField(widget=forms.HiddenInput, required=False)
    uuid = forms.UUIDField(widget=forms.HiddenInput, required=False)
    field_order = ["motif"]

    def __init__(self, *args: object, contenu: ContenuGele, **kwargs: object) -> None:
        initial = {"vue": compute_empreinte_vue(contenu), "uuid": uuid4()}
        super().__init__(*args, initial=initial, **kwargs)  # type: ignore[arg-type, misc]  # passed on as they came
        self._contenu = contenu
        self.fields["motif"].label = "Pourquoi la garder\u00a0?"
        self.fields["motif"].help_text = "En une phrase : « Présentée au comité de pilotage du 12 juin 2026 »."

    def explain_refus(self, refus: Refus) -> None:
        """And the page shows the text of today: it is that one which is about to be frozen."""
        explain_refus(self, refus)
        self.data = {**dict(self.data.items()), "vue": compute_empreinte_vue(self._contenu)}


class SuppressionGelForm(MotifForm):
    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on as they came
        self.fields["motif"].label = "Pourquoi la supprimer\u00a0?"
        self.fields["motif"].help_text = "Le journal garde cette phrase, et l’empreinte de ce qui est supprimé."
