"""Forms that make an espace, each type its own, and those that compose its communes."""

from collections import defaultdict
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone

from convive.espaces.actions.espace import get_fin_entrainement
from convive.espaces.forms.entrainement import FinEntrainementForm, build_nom_entrainement
from convive.espaces.models import TypeEspace
from convive.espaces.rules import MAX_NOM_ESPACE
from convive.socle.formulaires import get_champ_choix
from convive.territoires.rules import MAX_COMMUNES, CommuneResume, PerimetreResolu, get_refus_perimetre
from convive.territoires.selectors import (
    get_communes_from_codes,
    get_communes_from_texte,
    list_codes_departement,
    list_departements,
)

MAX_CARACTERES_AJOUTS = 20_000


MAX_ERREURS_CITEES = 20


class CommunesForm(forms.Form):
    """`propositions` holds the codes of every box shown, ticked or not: nothing is lost when the page returns."""

    propositions = forms.CharField(widget=forms.HiddenInput, required=False, max_length=MAX_COMMUNES * 6)
    communes = forms.MultipleChoiceField(label="Communes", required=False)
    ajouts = forms.CharField(
        label="Ajouter des communes",
        help_text="Un code Insee ou un nom par ligne. Un SIREN ou un nom d’intercommunalité ajoute ses communes.",
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}),
        required=False,
        max_length=MAX_CARACTERES_AJOUTS,
    )

    def __init__(self, data: QueryDict | None = None, *, depart: PerimetreResolu | None = None) -> None:
        codes = [commune.code for commune in depart.communes] if depart else []
        initial = {"nom": depart.nom if depart else "", "communes": codes, "propositions": " ".join(codes)}
        super().__init__(data, initial=initial)
        if data is None:
            communes = depart.communes if depart else ()
        else:
            shown = [*data.get("propositions", "").split(), *data.getlist("communes")]
            communes = get_communes_from_codes(shown[: 2 * MAX_COMMUNES]).communes
        self._set_communes(communes)

    def _set_communes(self, communes: tuple[CommuneResume, ...]) -> None:
        self.communes_proposees = communes
        groups: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for commune in communes:
            groups[f"{commune.departement_nom} ({commune.departement})"].append((commune.code, commune.nom))
        get_champ_choix(self, "communes").choices = list(groups.items())

    def clean(self) -> dict[str, Any]:
        """Add `codes`, the communes ticked and those typed, unless something has to be corrected."""
        cleaned = super().clean() or {}
        resolution = get_communes_from_texte(cleaned.get("ajouts", ""))
        for ligne in resolution.refus[:MAX_ERREURS_CITEES]:
            self.add_error("ajouts", f"Ligne {ligne.numero}, « {ligne.texte} » : {ligne.message}")
        if not self.errors:
            cleaned["codes"] = sorted({*cleaned["communes"], *(commune.code for commune in resolution.communes)})
        return cleaned


class EspaceForm(CommunesForm):
    """An espace over communes that one composes."""

    nom = forms.CharField(
        label="Nom de l’espace",
        help_text="Celui que l’on dit en réunion. Il est public, comme le portrait de ses communes.",
        max_length=MAX_NOM_ESPACE,
    )
    field_order: tuple[str, ...] = ("propositions", "nom", "communes", "ajouts")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        today = timezone.localdate()
        if "codes" in cleaned:
            for message in get_refus_perimetre(cleaned["codes"], cleaned["nom"], today, today):
                self.add_error(None, message)
        return cleaned


class EntrainementForm(EspaceForm, FinEntrainementForm):
    field_order = ("propositions", "nom", "expire_le", "communes", "ajouts")

    def __init__(self, data: QueryDict | None = None, *, depart: PerimetreResolu | None = None) -> None:
        super().__init__(data, depart=depart)
        self.initial["expire_le"] = get_fin_entrainement()
        if depart:
            self.initial["nom"] = build_nom_entrainement(depart.nom)


class EquipeForm(forms.Form):
    """An espace for people and what they share, without any commune."""

    nom = forms.CharField(
        label="Nom de l’espace",
        help_text="Celui de votre équipe. Seuls ses membres le lisent.",
        max_length=MAX_NOM_ESPACE,
    )


class DepartementForm(forms.Form):
    """A département is picked: its communes come with it."""

    departement = forms.ChoiceField(label="Département")
    nom = forms.CharField(
        label="Nom de l’espace",
        help_text="Par exemple « Caf de la Vienne ». Laissé vide, c’est le nom du département. Il est public.",
        max_length=MAX_NOM_ESPACE,
        required=False,
    )

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data)
        departements = list_departements()
        self._noms = {departement.code: departement.nom for departement in departements}
        get_champ_choix(self, "departement").choices = [
            ("", "Choisissez un département"),
            *((d.code, f"{d.nom} ({d.code})" + (", pour s’exercer" if d.fictif else "")) for d in departements),
        ]

    def clean(self) -> dict[str, Any]:
        """Add `codes`, the communes of the département; its name is that of the espace when none was typed."""
        cleaned = super().clean() or {}
        if "departement" in cleaned:
            code = cleaned["departement"]
            cleaned |= {"codes": list_codes_departement(code), "nom": cleaned.get("nom") or self._noms[code]}
        return cleaned


FORMULAIRES: dict[str, type[forms.Form]] = {
    TypeEspace.TERRITOIRE: EspaceForm,
    TypeEspace.DEPARTEMENT: DepartementForm,
    TypeEspace.ORGANISME_FORMATION: EquipeForm,
    TypeEspace.CABINET: EquipeForm,
    TypeEspace.ENTRAINEMENT: EntrainementForm,
}
PHRASES_TYPES = {
    TypeEspace.TERRITOIRE: "Pour faire vivre la coopération sur des communes, d’une convention à la suivante.",
    TypeEspace.DEPARTEMENT: "Pour suivre plusieurs territoires : chacun choisit ce qu’il vous montre.",
    TypeEspace.ORGANISME_FORMATION: "Pour une équipe de formation et les espaces où elle fait pratiquer.",
    TypeEspace.CABINET: "Pour une équipe qui accompagne des territoires : ses missions, et quand elles finissent.",
    TypeEspace.ENTRAINEMENT: "Pour essayer sans rien risquer, jusqu’à un jour que vous choisissez.",
}
"""What each type is for, in one sentence that follows its name."""


class PerimetreForm(CommunesForm):
    """The communes of an espace from a day on; `depart` is its périmètre of today, None when it has none."""

    date_debut = forms.DateField(
        label="À partir du",
        help_text="Premier jour du nouveau périmètre. L’ancien s’arrête la veille, et reste dans la liste.",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, data: QueryDict | None = None, *, depart: PerimetreResolu | None = None) -> None:
        super().__init__(data, depart=depart)
        self._codes_actuels = sorted(commune.code for commune in depart.communes) if depart else []

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("codes") and cleaned["codes"] == self._codes_actuels:
            self.add_error(None, "Ce sont déjà les communes de l’espace : cochez, décochez ou ajoutez une commune.")
        return cleaned
