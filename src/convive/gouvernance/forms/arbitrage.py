"""The form that notes how a note was settled."""

from typing import Any

from django import forms
from django.utils import timezone

from convive.acteurs.selectors.organisation import list_choix_organisations
from convive.acteurs.selectors.personne import list_choix_personnes
from convive.espaces.models import Membre
from convive.gouvernance.actions.arbitrage import SaisieArbitrage
from convive.gouvernance.forms.commun import GouvernanceForm
from convive.gouvernance.forms.decision import VoixField
from convive.gouvernance.models import Instance, NoteDecision, Seance
from convive.gouvernance.rules import decisions as regles_decisions
from convive.gouvernance.rules import notes as regles
from convive.gouvernance.rules.instances import MAX_MOTIF, MAX_NOM_PERSONNE
from convive.gouvernance.selectors.note import PageNote, list_decisions_liables
from convive.socle.formulaires import JourField, get_champ_choix
from convive.socle.texte import clean_ligne, clean_texte


class ArbitrageForm(GouvernanceForm):
    """`cadre` is « instance:… » or « seance:… »; a séance gives its own day."""

    issue = forms.ChoiceField(label="Comment cela s’est terminé", choices=regles.Issue.choices)
    scenario = forms.ChoiceField(label="Le scénario retenu", required=False)
    cadre = forms.ChoiceField(label="Qui a décidé", required=False)
    decide_par = forms.CharField(
        label="Ou saisissez un nom",
        help_text="Une décision prise hors instance\u00a0: «\u00a0la présidente, avec les trois maires\u00a0».",
        max_length=MAX_NOM_PERSONNE,
        required=False,
    )
    date = JourField(label="Le")
    pourquoi = forms.CharField(
        label="Pourquoi",
        help_text="Ce qui a pesé, en une ou deux phrases\u00a0: on le relira dans trois ans.",
        max_length=MAX_MOTIF,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Indiquez pourquoi, en une phrase\u00a0: c’est ce qu’on relira dans trois ans."},
    )
    decision = forms.ChoiceField(
        label="Une décision déjà au registre",
        help_text="Si la séance l’a déjà notée\u00a0: elle n’est pas écrite deux fois.",
        required=False,
    )
    libelle = forms.CharField(
        label="La décision, en une phrase",
        help_text="Vide, elle reprend la question et le scénario retenu.",
        max_length=regles_decisions.MAX_LIBELLE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    mode = forms.ChoiceField(label="Comment", choices=regles_decisions.ModeDecision.choices, initial="consensus")
    voix_pour = VoixField("Voix pour")
    voix_contre = VoixField("Voix contre")
    voix_abstention = VoixField("Abstentions")
    responsable = forms.ChoiceField(label="Qui s’en charge", required=False)
    organisation_responsable = forms.ChoiceField(label="Pour quelle organisation", required=False)
    echeance = JourField(label="Avant le")

    def __init__(self, data: Any = None, *, membre: Membre, note: NoteDecision, page: PageNote) -> None:
        super().__init__(data, initial=_build_initial(page))
        self._scenarios = {str(row.scenario.pk): row.scenario for row in page.scenarios}
        scenarios = [(str(row.scenario.pk), f"{row.lettre}. {row.scenario.titre}") for row in page.scenarios]
        get_champ_choix(self, "scenario").choices = [("", "aucun tel quel"), *scenarios]
        get_champ_choix(self, "cadre").choices = self._build_cadres(membre, note)
        date = self.fields["date"]
        date.required = not str((data or {}).get("cadre", "")).startswith("seance:")
        date.error_messages["required"] = "Donnez le jour où c’était."
        self._decisions = {str(row.pk): row for row in list_decisions_liables(membre)}
        self._personnes = {str(row.pk): row for row in list_choix_personnes(membre)}
        self._organisations = {str(row.pk): row for row in list_choix_organisations(membre)}
        for champ, rows, vide in (
            ("decision", self._decisions, "aucune\u00a0: l’écrire maintenant"),
            ("responsable", self._personnes, "personne pour l’instant"),
            ("organisation_responsable", self._organisations, "aucune"),
        ):
            get_champ_choix(self, champ).choices = [("", vide), *((cle, str(row)[:120]) for cle, row in rows.items())]

    def _build_cadres(self, membre: Membre, note: NoteDecision) -> list[Any]:
        instances = Instance.objects.visible_to(membre.compte).actives().filter(espace=membre.espace_id)
        self._instances = {f"instance:{row.pk}": row for row in instances.order_by("nom", "pk")}
        today = timezone.localdate()
        seances = Seance.objects.visible_to(membre.compte).filter(
            espace=membre.espace_id, statut__in=["convoquee", "en_cours", "close"], date__lte=today
        )
        if note.instance_id is not None:
            seances = seances.filter(instance=note.instance_id)
        self._seances = {f"seance:{row.pk}": row for row in seances.select_related("instance").order_by("-date")[:20]}
        return [
            ("", "Hors instance"),
            ("À une séance", [(cle, str(row)) for cle, row in self._seances.items()]),
            ("Une instance", [(cle, row.nom) for cle, row in self._instances.items()]),
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        seance = self._seances.get(cleaned.get("cadre", ""))
        if seance is not None:
            cleaned["date"] = seance.date
        return cleaned

    def get_saisie(self) -> SaisieArbitrage:
        valeurs = self.cleaned_data
        seance = self._seances.get(valeurs["cadre"])
        return SaisieArbitrage(
            issue=valeurs["issue"],
            scenario=self._scenarios.get(valeurs["scenario"]),
            pourquoi=clean_texte(valeurs["pourquoi"]),
            date=valeurs["date"],
            decide_par=clean_ligne(valeurs["decide_par"]),
            instance=seance.instance if seance else self._instances.get(valeurs["cadre"]),
            seance=seance,
            decision=self._decisions.get(valeurs["decision"]),
            libelle=clean_texte(valeurs["libelle"]),
            mode=valeurs["mode"],
            **{nom: valeurs[nom] for nom in ("voix_pour", "voix_contre", "voix_abstention", "echeance")},
            responsable=self._personnes.get(valeurs["responsable"]),
            organisation_responsable=self._organisations.get(valeurs["organisation_responsable"]),
        )


def _build_initial(page: PageNote) -> dict[str, Any]:
    """The séance that had it on its agenda, the scenario that was advised: proposals, to be read again."""
    initial: dict[str, Any] = {"date": timezone.localdate()}
    today = timezone.localdate()
    passees = [
        point.seance for point in page.points if point.seance and point.seance.date and point.seance.date <= today
    ]
    if passees:
        initial["cadre"] = f"seance:{passees[-1].pk}"
    elif page.note.instance_id is not None:
        initial["cadre"] = f"instance:{page.note.instance_id}"
    return initial


class ReprendreForm(GouvernanceForm):
    motif = forms.CharField(
        label="Pourquoi reprendre cet arbitrage",
        max_length=MAX_MOTIF,
        error_messages={"required": "Indiquez pourquoi\u00a0: ce sera gardé dans l’historique."},
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="id_reprendre_%s")
