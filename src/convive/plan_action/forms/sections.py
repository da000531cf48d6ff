"""The forms of the sections of an action that are not rows."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.core.validators import MaxLengthValidator

from convive.espaces.selectors.note import list_choix_communes, list_choix_thematiques
from convive.plan_action.actions.sections import SaisieSection
from convive.plan_action.forms.section import SectionForm
from convive.plan_action.models import LigneSppe
from convive.plan_action.rules import plan as regles
from convive.plan_action.rules.sections import Cle
from convive.plan_action.selectors.choix import (
    list_noms_elus,
    list_noms_etiquettes,
    list_noms_noeuds,
    list_noms_organisations,
    list_noms_parentes,
)
from convive.socle.formulaires import JourField, get_champ_choix
from convive.socle.texte import clean_ligne
from convive.socle.uuids import parse_uuid

LONG = {"rows": 8}
MAX_ETIQUETTES = 12


class ObjetField(forms.TypedChoiceField):
    """One object among many, or none."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, coerce=UUID, empty_value=None, **options)


class TexteField(forms.CharField):
    """A long text; blank lines part paragraphs, « - » before a line makes a list."""

    def __init__(self, *, rows: int = 6, **options: Any) -> None:
        super().__init__(
            required=False,
            max_length=regles.MAX_TEXTE,
            strip=False,
            widget=forms.Textarea(attrs={"rows": rows}),
            **options,
        )


def _set_objets(form: SectionForm, nom: str, vide: str, rows: Iterable[tuple[UUID, str]], actuel: Any = None) -> None:
    """The choices of an object; the one that is there now stays, even when it is no longer proposed."""
    choix = [(str(pk), libelle) for pk, libelle in rows]
    uuid = getattr(form.fiche, nom)
    if uuid is not None and str(uuid) not in dict(choix):
        choix.insert(0, (str(uuid), str(actuel)))
    get_champ_choix(form, nom).choices = [("", vide), *choix]


class PlaceForm(SectionForm):
    VALEURS = ("noeud_id", "fiche_parente_id", "priorite", "origine", "visibilite")
    TEXTES = ("titre",)
    COCHES: ClassVar = {"thematiques": parse_uuid}

    titre = forms.CharField(
        label="Titre",
        help_text="Il commence par un verbe : « Créer vingt places d’accueil à Lusset ».",
        error_messages={
            "max_length": f"Un titre tient en {regles.MAX_TITRE} caractères : le reste va dans la description."
        },
    )
    noeud_id = ObjetField(label="Place dans le plan")
    fiche_parente_id = ObjetField(label="Fait partie d’une autre action")
    thematiques = forms.MultipleChoiceField(label="Thématiques", required=False, widget=forms.CheckboxSelectMultiple)
    etiquettes = forms.CharField(
        label="Étiquettes",
        help_text="Ce que les thématiques ne disent pas ; séparées par des virgules.",
        required=False,
        max_length=600,
    )
    priorite = forms.ChoiceField(
        label="Priorité", required=False, choices=[("", "Non précisée"), *regles.Priorite.choices]
    )
    origine = forms.ChoiceField(label="Origine", choices=regles.Origine.choices)
    visibilite = forms.ChoiceField(label="Qui la lit, une fois validée", choices=regles.Visibilite.choices)

    def build_initial(self) -> dict[str, Any]:
        return {
            "thematiques": [str(pk) for pk in self.fiche.thematiques.values_list("pk", flat=True)],
            "etiquettes": ", ".join(self.fiche.etiquettes.order_by("nom").values_list("nom", flat=True)),
        }

    def prepare(self) -> None:
        _set_objets(self, "noeud_id", "Pas encore classée dans le plan", list_noms_noeuds(self.fiche))
        parentes = list_noms_parentes(self.membre, self.fiche)
        _set_objets(self, "fiche_parente_id", "Non", parentes, self.fiche.fiche_parente)
        themes = [(str(t.pk), t.nom) for t in list_choix_thematiques(self.membre)]
        get_champ_choix(self, "thematiques").choices = themes
        self.noms_etiquettes = list_noms_etiquettes(self.membre)
        # A title that an import kept longer than advised stays as it is.
        limit = max(regles.MAX_TITRE, len(self.fiche.titre))
        titre = self.fields["titre"]
        titre.max_length = limit  # type: ignore[attr-defined]  # of a CharField
        titre.validators.append(MaxLengthValidator(limit, titre.error_messages["max_length"]))
        titre.widget.attrs["maxlength"] = limit + 50

    def clean_titre(self) -> str:
        return clean_ligne(self.cleaned_data["titre"])

    def clean_etiquettes(self) -> tuple[str, ...]:
        noms = tuple(
            dict.fromkeys(nom for raw in self.cleaned_data["etiquettes"].split(",") if (nom := clean_ligne(raw)))
        )
        if any(len(nom) > regles.MAX_ETIQUETTE for nom in noms):
            raise forms.ValidationError(f"Une étiquette tient en {regles.MAX_ETIQUETTE} caractères.")
        if len(noms) > MAX_ETIQUETTES:
            raise forms.ValidationError(f"{MAX_ETIQUETTES} étiquettes suffisent.")
        return noms

    def clean_thematiques(self) -> list[str]:
        """An action that its author could no longer read would be lost for her."""
        chosen: list[str] = self.cleaned_data["thematiques"]
        limites = frozenset(map(str, self.membre.limites.thematiques))
        if limites and not limites & frozenset(chosen):
            raise forms.ValidationError("Gardez-en une des vôtres : sans cela, vous ne liriez plus cette action.")
        return chosen

    def get_saisie(self) -> SaisieSection:
        return replace(super().get_saisie(), etiquettes=self.cleaned_data["etiquettes"])


class ConstatForm(SectionForm):
    TEXTES = ("constat_texte",)
    LIENS = ("constats", "enjeux")

    constat_texte = TexteField(
        label="Le constat, en quelques lignes", help_text="Le fait, son année, sa source ; ce qui a décidé à agir."
    )


class ObjectifsForm(SectionForm):
    TEXTES = ("objectif_general", "objectifs_operationnels")

    objectif_general = TexteField(label="Objectif général", rows=3)
    objectifs_operationnels = TexteField(
        label="Objectifs opérationnels", help_text="Un par ligne : un verbe, une mesure, une date.", rows=5
    )


class DescriptionForm(SectionForm):
    TEXTES = ("description",)

    description = TexteField(
        label="Description",
        help_text="Une ligne vide sépare deux paragraphes ; en tête de ligne, « - » fait une liste.",
        rows=10,
    )


class PublicForm(SectionForm):
    VALEURS = ("effectif_vise",)
    COCHES: ClassVar = {"publics": str, "communes": str}

    publics = forms.MultipleChoiceField(
        label="Pour qui", required=False, choices=list(regles.PUBLICS.items()), widget=forms.CheckboxSelectMultiple
    )
    effectif_vise = forms.IntegerField(
        label="Nombre de personnes visées", required=False, min_value=0, max_value=10_000_000
    )
    communes = forms.MultipleChoiceField(
        label="Communes (aucune : tout le territoire)", required=False, widget=forms.CheckboxSelectMultiple
    )

    def prepare(self) -> None:
        proposed = list_choix_communes(self.membre)
        known = dict(proposed)
        # A commune out of the périmètre, or out of the limits of this place, stays ticked.
        dehors = [(code, code) for code in self.fiche.communes if code not in known]
        get_champ_choix(self, "communes").choices = [*proposed, *dehors]

    def clean_communes(self) -> list[str]:
        chosen = sorted(self.cleaned_data["communes"])
        limites = self.membre.limites.communes
        if limites and chosen and not limites & frozenset(chosen):
            raise forms.ValidationError("Gardez-en une des vôtres : sans cela, vous ne liriez plus cette action.")
        return chosen


class PorteurForm(SectionForm):
    VALEURS = ("organisation_porteuse_id", "elu_referent_id")
    LIENS = ("pilotes",)

    organisation_porteuse_id = ObjetField(
        label="Organisation porteuse", help_text="Une seule ; les autres sont partenaires."
    )
    elu_referent_id = ObjetField(
        label="Élu·e référent·e", help_text="Qui répond de l’action en séance, parmi les élu·es de l’annuaire."
    )

    def prepare(self) -> None:
        organisations = list_noms_organisations(self.membre)
        _set_objets(self, "organisation_porteuse_id", "Aucune", organisations, self.fiche.organisation_porteuse)
        elus = list_noms_elus(self.membre)
        _set_objets(self, "elu_referent_id", "Aucun·e", elus, self.fiche.elu_referent)


class ServicesForm(SectionForm):
    LIENS = ("services",)


class InstanceForm(SectionForm):
    VALEURS = ("instance_suivi", "niveau_participation")

    instance_suivi = forms.CharField(
        label="Instance qui la suit",
        help_text="« COTECH petite enfance », « groupe parentalité ».",
        required=False,
        max_length=regles.MAX_INSTANCE,
    )
    niveau_participation = forms.ChoiceField(
        label="Participation des habitants", choices=regles.NiveauParticipation.choices
    )


class MoyensForm(SectionForm):
    VALEURS = ("etp",)
    TEXTES = ("moyens_humains", "moyens_materiels")

    etp = forms.DecimalField(
        label="Temps de travail (ETP)",
        help_text="« 0,5 » pour un mi-temps.",
        required=False,
        max_digits=6,
        decimal_places=2,
        min_value=Decimal(0),
        max_value=Decimal(regles.MAX_ETP),
        localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )
    moyens_humains = TexteField(label="Moyens humains", rows=4)
    moyens_materiels = TexteField(label="Moyens matériels", rows=4)


class CalendrierForm(SectionForm):
    VALEURS = ("date_debut", "date_fin", "recurrence", "calendrier_texte")

    date_debut = JourField(label="Début")
    date_fin = JourField(label="Échéance")
    recurrence = forms.ChoiceField(
        label="Rythme", required=False, choices=[("", "Non précisé"), *regles.Recurrence.choices]
    )
    calendrier_texte = forms.CharField(
        label="En clair",
        help_text="Quand une date ne suffit pas : « à la rentrée, si le bâtiment est prêt ».",
        required=False,
        max_length=regles.MAX_TEXTE_COURT,
    )


class ResultatsForm(SectionForm):
    TEXTES = ("resultats_attendus",)

    resultats_attendus = TexteField(
        label="Résultats attendus",
        help_text="Ce qui aura changé, de combien, quand : « 51 places pour 100 enfants en 2028 ».",
    )


class AvancementForm(SectionForm):
    VALEURS = ("avancement_saisi", "avancement_note")

    avancement_saisi = forms.IntegerField(
        label="Avancement, en %",
        help_text="Vide : il se calcule d’après les étapes faites.",
        required=False,
        min_value=0,
        max_value=100,
    )
    avancement_note = forms.CharField(label="Pourquoi ce chiffre", required=False, max_length=regles.MAX_TEXTE_COURT)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("avancement_saisi") is not None and not cleaned.get("avancement_note"):
            self.add_error("avancement_note", "Indiquez en une ligne d’où vient ce chiffre.")
        return cleaned


class LieesForm(SectionForm):
    LIENS = ("fiches_liees",)


class PlansForm(SectionForm):
    LIENS = ("orientations", "plans_externes")

    sppe = forms.MultipleChoiceField(
        label="Ce qu’elle apporte au schéma de la petite enfance",
        required=False,
        choices=list(regles.ITEMS_SPPE.items()),
        widget=forms.CheckboxSelectMultiple,
    )

    def build_initial(self) -> dict[str, Any]:
        return {"sppe": list(LigneSppe.objects.filter(fiche=self.fiche).values_list("item", flat=True))}

    def get_saisie(self) -> SaisieSection:
        return replace(super().get_saisie(), sppe=self.get_coches("sppe", str))


FORMULAIRES: dict[Cle, type[SectionForm]] = {
    Cle.PLACE: PlaceForm,
    Cle.CONSTAT: ConstatForm,
    Cle.OBJECTIFS: ObjectifsForm,
    Cle.DESCRIPTION: DescriptionForm,
    Cle.PUBLIC: PublicForm,
    Cle.PORTEUR: PorteurForm,
    Cle.SERVICES: ServicesForm,
    Cle.INSTANCE: InstanceForm,
    Cle.MOYENS: MoyensForm,
    Cle.CALENDRIER: CalendrierForm,
    Cle.RESULTATS: ResultatsForm,
    Cle.AVANCEMENT: AvancementForm,
    Cle.LIEES: LieesForm,
    Cle.PLANS: PlansForm,
}
"""The others are rows: `forms.lignes`."""
