"""The form that composes a périmètre: communes ticked, typed, pasted or read in a file."""

from collections import defaultdict
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone

from convive.socle.formulaires import get_champ_choix
from convive.territoires.rules import MAX_COMMUNES, MAX_NOM_PERIMETRE, CommuneResume, LigneRefusee
from convive.territoires.rules.perimetres import get_refus_perimetre
from convive.territoires.rules.saisie import decode_fichier
from convive.territoires.selectors import get_communes_from_codes, get_communes_from_texte

MAX_OCTETS_FICHIER = 200_000
MAX_CARACTERES_AJOUTS = 100_000
MAX_ERREURS_CITEES = 30


class PerimetreForm(forms.Form):
    """`propositions` holds the codes of every box shown, ticked or not, so that nothing is lost when the page returns.

    With `ajouter`, the typed communes become ticked boxes and nothing else is checked.
    """

    propositions = forms.CharField(widget=forms.HiddenInput, required=False, max_length=MAX_COMMUNES * 6)
    communes = forms.MultipleChoiceField(label="Communes du périmètre", required=False)
    ajouts = forms.CharField(
        label="Ajouter des communes",
        help_text="Un code Insee ou un nom par ligne, de n’importe quel département. Le nom d’une "
        "intercommunalité, ou son SIREN (neuf chiffres), ajoute toutes ses communes.",
        widget=forms.Textarea(attrs={"rows": 5, "spellcheck": "false"}),
        required=False,
        max_length=MAX_CARACTERES_AJOUTS,
    )
    fichier = forms.FileField(
        label="Ou un fichier CSV de codes",
        help_text="Depuis un tableur : Enregistrer sous, format CSV. Première colonne : code Insee. "
        "Le contenu rejoint la liste ci-dessus ; le fichier n’est pas gardé.",
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt,text/csv,text/plain"}),
        required=False,
        max_length=200,
        allow_empty_file=True,
    )
    nom = forms.CharField(
        label="Nom du périmètre",
        help_text="Celui que l’on dit en réunion. Il sera visible par toute personne qui a l’adresse du portrait.",
        max_length=MAX_NOM_PERIMETRE,
    )
    date_validite = forms.DateField(
        label="Date de validité",
        help_text="Un jour où votre territoire réunit bien ces communes ; aujourd’hui convient le plus souvent.",
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )

    def __init__(
        self, data: QueryDict | None = None, files: Any = None, *, ajouter: bool = False, initial: Any = None
    ) -> None:
        initial = {"date_validite": timezone.localdate()} | (initial or {})
        super().__init__(data, files, initial=initial)
        self.ajouter = ajouter
        self.avertissements: tuple[str, ...] = ()
        shown = (data.get("propositions", "") if data is not None else initial.get("propositions", "")).split()
        ticked = data.getlist("communes") if data is not None else initial.get("communes", [])
        if ajouter:
            for name in ("nom", "date_validite"):
                self.fields[name].required = False
        self._set_communes(get_communes_from_codes([*shown, *ticked][: 2 * MAX_COMMUNES]).communes)

    def _set_communes(self, communes: tuple[CommuneResume, ...]) -> None:
        self.communes_proposees = communes
        groups: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for commune in communes:
            groups[f"{commune.departement_nom} ({commune.departement})"].append((commune.code, commune.nom))
        get_champ_choix(self, "communes").choices = list(groups.items())

    def clean_fichier(self) -> None:
        """Move the content of the file to `ajouts`: a browser would not send it a second time."""
        fichier = self.cleaned_data["fichier"]
        if not fichier:
            return
        if fichier.size > MAX_OCTETS_FICHIER:
            raise forms.ValidationError("Le fichier est trop lourd : 200 ko au plus.")
        try:
            texte = decode_fichier(fichier.read())
        except ValueError:
            raise forms.ValidationError(
                "Ce fichier n’est pas du texte. Dans votre tableur : Enregistrer sous, format CSV."
            ) from None
        self.cleaned_data["ajouts"] = "\n".join(
            part for part in (self.cleaned_data.get("ajouts", "").strip(), texte.strip()) if part
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        ajouts = cleaned.get("ajouts", "")
        resolution = get_communes_from_texte(ajouts)
        self.avertissements = resolution.avertissements
        if ajouts:
            # Refusing a line takes the field out of the cleaned data: what the file brought is kept before.
            self._keep({"ajouts": ajouts})
        self._set_refus(resolution.refus)
        if self.errors:
            return cleaned
        ticked = cleaned.get("communes", [])
        cleaned["codes"] = sorted({*ticked, *(commune.code for commune in resolution.communes)})
        shown = {commune.code: commune for commune in (*self.communes_proposees, *resolution.communes)}
        if self.ajouter:
            self._set_communes(tuple(shown[code] for code in sorted(shown)))
            self._keep({"ajouts": "", "propositions": " ".join(sorted(shown)), "communes": cleaned["codes"]})
        else:
            for message in get_refus_perimetre(
                cleaned["codes"], cleaned["nom"], cleaned["date_validite"], timezone.localdate()
            ):
                self.add_error(None, message)
        return cleaned

    def _set_refus(self, refus: tuple[LigneRefusee, ...]) -> None:
        for ligne in refus[:MAX_ERREURS_CITEES]:
            ways = (
                " Peut-être : " + " ; ".join(f"{s.nom}, code {s.reference}" for s in ligne.suggestions) + "."
                if (ligne.suggestions)
                else ""
            )
            place = f"Ligne {ligne.numero}, « {ligne.texte} » : " if ligne.numero else ""
            self.add_error("ajouts", f"{place}{ligne.message}{ways}")
        if len(refus) > MAX_ERREURS_CITEES:
            self.add_error("ajouts", f"… et {len(refus) - MAX_ERREURS_CITEES} autres lignes à revoir.")

    def _keep(self, values: dict[str, Any]) -> None:
        """Show these values when the page returns."""
        data = QueryDict(mutable=True)
        data.update(self.data)
        for name, value in values.items():
            data.setlist(name, value if isinstance(value, list) else [value])
        self.data = data
