"""The form of a decision, and the short ones of its page: a note, where it is."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms

from convive.acteurs.selectors.organisation import list_choix_organisations
from convive.acteurs.selectors.personne import list_choix_personnes
from convive.convention.models import Deliberation
from convive.espaces.forms.fiche import FicheForm
from convive.espaces.models import Membre
from convive.gouvernance.actions.decision import CadreDecision, SaisieDecision
from convive.gouvernance.forms.cibles import build_listes, get_references, list_coches
from convive.gouvernance.forms.commun import GouvernanceForm
from convive.gouvernance.models import Decision, Instance, Seance
from convive.gouvernance.rules import decisions as regles
from convive.gouvernance.rules.instances import MAX_MOTIF, MAX_NOM_PERSONNE
from convive.gouvernance.rules.suivi import MAX_NOTE
from convive.gouvernance.selectors.cibles import SOURCES
from convive.socle.formulaires import JourField, get_champ_choix
from convive.socle.objets import Reference
from convive.socle.texte import clean_texte
from convive.socle.uuids import parse_uuid

VALEURS = (
    *("libelle", "date", "type", "mode", "voix_pour", "voix_contre", "voix_abstention", "responsable_texte"),
    *("echeance", "statut", "cout_euros", "motif", "executee_le", "prochaine_revue"),
)
LIENS = ("responsable", "organisation_responsable", "deliberation")


class VoixField(forms.IntegerField):
    def __init__(self, label: str) -> None:
        super().__init__(label=label, min_value=0, max_value=999, required=False)


class DecisionForm(FicheForm, GouvernanceForm):
    """`decision` is the one that changes. `cadre` is « instance:… », « seance:… »; it is not asked again of a decision
    that minutes hold, and what was decided no longer changes once they are closed."""

    libelle = forms.CharField(
        label="Ce qui a été décidé",
        help_text="Une phrase que l’on comprendra dans deux ans\u00a0: qui fait quoi, avant quand.",
        max_length=regles.MAX_LIBELLE,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Écrivez ce qui a été décidé, en une phrase."},
    )
    cadre = forms.ChoiceField(
        label="Par qui", required=False, help_text="Une décision prise entre deux séances se note aussi."
    )
    date = JourField(label="Prise le")
    type = forms.ChoiceField(label="Type", choices=regles.TypeDecision.choices, initial="validation")
    mode = forms.ChoiceField(label="Comment", choices=regles.ModeDecision.choices, initial="consensus")
    voix_pour = VoixField("Voix pour")
    voix_contre = VoixField("Voix contre")
    voix_abstention = VoixField("Abstentions")
    responsable = forms.ChoiceField(label="Qui la porte", required=False)
    organisation_responsable = forms.ChoiceField(label="Pour quelle organisation", required=False)
    responsable_texte = forms.CharField(
        label="Ou saisissez un nom",
        help_text="Si la personne n’est pas dans l’annuaire.",
        max_length=MAX_NOM_PERSONNE,
        required=False,
    )
    echeance = JourField(label="Avant le")
    statut = forms.ChoiceField(label="Où elle en est", choices=regles.StatutDecision.choices, initial="a_faire")
    executee_le = JourField(label="Faite le")
    motif = forms.CharField(
        label="Pourquoi",
        help_text="Ce qui l’explique\u00a0; à indiquer si elle est reportée ou n’a plus lieu d’être.",
        max_length=MAX_MOTIF,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    cout_euros = forms.IntegerField(
        label="Coût, en euros", min_value=0, max_value=regles.MAX_COUT_EUROS, required=False
    )
    prochaine_revue = JourField(label="À revoir le")
    deliberation = forms.ChoiceField(label="Délibération", required=False)

    def __init__(
        self,
        data: Any = None,
        *,
        membre: Membre,
        decision: Decision | None = None,
        cibles: Iterable[Reference] = (),
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        self.membre, self.decision = membre, decision
        super().__init__(data, fiche=decision, initial=_build_initial(decision) if decision else initial)
        self._personnes = {str(row.pk): row for row in list_choix_personnes(membre)}
        self._organisations = {str(row.pk): row for row in list_choix_organisations(membre)}
        if decision is not None:
            self._keep(self._personnes, decision.responsable)
            self._keep(self._organisations, decision.organisation_responsable)
        self.is_figee = decision is not None and decision.is_figee
        if decision is not None and (self.is_figee or decision.lignes.exists()):
            del self.fields["cadre"]
        else:
            get_champ_choix(self, "cadre").choices = self._build_cadres()
        if self.is_figee:
            for champ in regles.CHAMPS_FIGES:
                self.fields[champ].disabled = True
        # A séance gives its own day.
        date = self.fields["date"]
        date.required = not str((data or {}).get("cadre", "")).startswith("seance:")
        date.error_messages["required"] = "Donnez le jour où elle a été prise."
        self._deliberations = {str(row.pk): row for row in _list_deliberations(membre)}
        for champ, rows, vide in (
            ("responsable", self._personnes, "personne pour l’instant"),
            ("organisation_responsable", self._organisations, "aucune"),
            ("deliberation", self._deliberations, "aucune"),
        ):
            noms: Sequence[tuple[str, str]] = [(cle, _name(row)) for cle, row in rows.items()]
            get_champ_choix(self, champ).choices = [("", vide), *noms]
        start = list(cibles)
        self._autres = [reference for reference in start if reference.objet_type not in SOURCES]
        self.listes = build_listes(membre, data, start)
        shown = {
            Reference(liste.nom, choix.uuid) for liste in build_listes(membre, None, start) for choix in liste.coches
        }
        # What this place may not read is not shown: it stays.
        self._autres += [ref for ref in start if ref.objet_type in SOURCES and ref not in shown]

    @staticmethod
    def _keep(rows: dict[str, Any], row: Any) -> None:
        """An archived card stays where it was named."""
        if row is not None:
            rows.setdefault(str(row.pk), row)

    def _build_cadres(self) -> list[Any]:
        membre = self.membre
        self._instances = {
            f"instance:{row.pk}": row
            for row in Instance.objects.visible_to(membre.compte)
            .filter(espace=membre.espace_id, archivee_le__isnull=True)
            .order_by("nom", "pk")
        }
        seances = Seance.objects.visible_to(membre.compte).filter(
            espace=membre.espace_id, statut__in=["en_cours", "close"], date__isnull=False
        )
        self._seances = {f"seance:{row.pk}": row for row in seances.select_related("instance").order_by("-date")[:40]}
        if self.decision is not None:
            held = ((self._instances, "instance"), (self._seances, "seance"))
            for rows, sorte in held:
                if (row := getattr(self.decision, sorte)) is not None:
                    rows.setdefault(f"{sorte}:{row.pk}", row)
        return [
            ("", "Hors instance"),
            ("Une instance", [(cle, row.nom) for cle, row in self._instances.items()]),
            ("À une séance", [(cle, str(row)) for cle, row in self._seances.items()]),
        ]

    def clean_libelle(self) -> str:
        return clean_texte(self.cleaned_data["libelle"])

    def clean_motif(self) -> str:
        return clean_texte(self.cleaned_data["motif"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        seance = self.get_seance()
        if seance is not None:
            cleaned["date"] = seance.date
        return cleaned

    def get_seance(self) -> Seance | None:
        return self._seances.get(self.cleaned_data.get("cadre", "")) if "cadre" in self.fields else None

    def get_instance(self) -> Instance | None:
        return self._instances.get(self.cleaned_data.get("cadre", "")) if "cadre" in self.fields else None

    def get_cadre(self) -> CadreDecision | None:
        """None when it is not asked."""
        return CadreDecision(self.get_instance(), self.get_seance()) if "cadre" in self.fields else None

    def get_saisie(self) -> SaisieDecision:
        """What was typed, once the form is valid."""
        valeurs = {champ: self.cleaned_data[champ] for champ in VALEURS}
        return SaisieDecision(
            **valeurs,
            responsable=self._personnes.get(self.cleaned_data["responsable"]),
            organisation_responsable=self._organisations.get(self.cleaned_data["organisation_responsable"]),
            deliberation=self._deliberations.get(self.cleaned_data["deliberation"]),
            cibles=get_references(self.listes, self._autres),
        )

    def read_hors_champs(self) -> dict[str, list[str]]:
        return list_coches(self.listes)


def _name(row: Any) -> str:
    if isinstance(row, Deliberation):
        qui = row.signataire.organisation.nom
        return f"{row}, {qui}{f' ({row.date:%d/%m/%Y})' if row.date else ''}"
    return str(row)


def _list_deliberations(membre: Membre) -> list[Deliberation]:
    rows = Deliberation.objects.filter(signataire__ctg__espace=membre.espace_id)
    return list(rows.select_related("signataire__organisation").order_by("-date", "pk"))


def _build_initial(decision: Decision) -> dict[str, Any]:
    initial = {champ: getattr(decision, champ) for champ in VALEURS}
    initial |= {champ: str(getattr(decision, f"{champ}_id") or "") for champ in LIENS}
    initial["cadre"] = _name_cadre(decision)
    return initial


def _name_cadre(decision: Decision) -> str:
    if decision.seance_id is not None:
        return f"seance:{decision.seance_id}"
    return f"instance:{decision.instance_id}" if decision.instance_id is not None else ""


def parse_cadre(texte: str) -> str:
    """« seance:… » or « instance:… » of an address; empty when it is neither."""
    sorte, _, identifiant = texte.partition(":")
    uuid: UUID | None = parse_uuid(identifiant)
    return f"{sorte}:{uuid}" if uuid and sorte in ("seance", "instance") else ""


class NoteDecisionForm(GouvernanceForm):
    texte = forms.CharField(
        label="Ajouter une note",
        help_text="Ce qui s’est passé depuis. Elle ne se modifie plus\u00a0: une autre note la corrige.",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=MAX_NOTE,
        error_messages={"required": "Écrivez la note avant de l’ajouter."},
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="id_note_%s")

    def clean_texte(self) -> str:
        return clean_texte(self.cleaned_data["texte"])


class StatutDecisionForm(GouvernanceForm):
    """One move: it asks why when a decision is put off or falls."""

    vers = forms.ChoiceField(widget=forms.HiddenInput, choices=regles.StatutDecision.choices)
    motif = forms.CharField(
        label="Pourquoi", max_length=MAX_MOTIF, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, auto_id="id_statut_%s", **options)

    def clean_motif(self) -> str:
        return clean_texte(self.cleaned_data["motif"])
