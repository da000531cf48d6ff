"""The forms of a note that helps to decide: the note, a scenario, the view of a partner."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils import timezone

from convive.acteurs.selectors.organisation import list_choix_organisations
from convive.espaces.forms.fiche import FicheForm
from convive.espaces.models import Membre
from convive.gouvernance.actions.note import SaisieAvis, SaisieNote, SaisieScenario
from convive.gouvernance.forms.cibles import build_listes, get_references, list_coches
from convive.gouvernance.forms.commun import GouvernanceForm
from convive.gouvernance.models import AvisPartenaire, Instance, NoteDecision, ScenarioDecision
from convive.gouvernance.rules import notes as regles
from convive.gouvernance.rules.decisions import MAX_COUT_EUROS
from convive.gouvernance.rules.instances import MAX_MOTIF, MAX_NOM_PERSONNE, MAX_TITRE
from convive.gouvernance.selectors.cibles import SOURCES
from convive.gouvernance.selectors.note import ScenarioLu
from convive.socle.formulaires import JourField, get_champ_choix
from convive.socle.objets import Reference
from convive.socle.texte import clean_ligne, clean_texte

TEXTES = ("pourquoi_maintenant", "contexte", "recommandation")
CHIFFRE = ("libelle", "valeur", "source", "millesime")
LIBELLES_CHIFFRE = ("Ce qu’il compte", "Sa valeur, avec l’unité", "Sa source", "Son année")
MAX_CHIFFRE = 120
DEUX = 2
"""Scenarios, from which one asks about which of them someone speaks."""


def _build_long(label: str, help_text: str = "", rows: int = 3) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=help_text, max_length=regles.MAX_LONG, required=False, widget=widget)


class NoteAideForm(FicheForm, GouvernanceForm):
    """`sources` are what the note rests on when the page opens."""

    question = forms.CharField(
        label="La question posée",
        help_text="Une seule phrase, qui finit par un point d’interrogation\u00a0: «\u00a0Où ouvrir les vingt "
        "places du plateau\u00a0?\u00a0»",
        max_length=MAX_TITRE,
        error_messages={"required": "Écrivez la question posée, en une phrase."},
    )
    instance = forms.ChoiceField(label="Qui décide", required=False)
    attendue_le = JourField(label="Réponse attendue avant le")
    pourquoi_maintenant = _build_long("Pourquoi maintenant", "Ce qui presse\u00a0: une échéance, un financement.", 2)
    contexte = _build_long("Ce qu’il faut savoir", "Trois faits datés suffisent. Les sources se relient plus bas.", 4)
    recommandation = _build_long(
        "L’avis technique", "Une seule recommandation, et pourquoi. Les scénarios, eux, restent à égalité.", 3
    )
    avis_de = forms.CharField(
        label="Auteur de cet avis", max_length=MAX_NOM_PERSONNE, required=False, help_text="Nom ou service."
    )
    scenario_conseille = forms.ChoiceField(label="Scénario conseillé", required=False)

    def __init__(
        self,
        data: Any = None,
        *,
        membre: Membre,
        note: NoteDecision | None = None,
        sources: Iterable[Reference] = (),
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        self.note = note
        super().__init__(data, fiche=note, initial=_build_initial_note(note) if note else initial)
        instances = Instance.objects.visible_to(membre.compte).actives().filter(espace=membre.espace_id)
        self._instances = {str(row.pk): row for row in instances.order_by("nom", "pk")}
        if note is not None and note.instance is not None:
            self._instances.setdefault(str(note.instance_id), note.instance)
        choix = [("", "à préciser"), *((cle, row.nom) for cle, row in self._instances.items())]
        get_champ_choix(self, "instance").choices = choix
        scenarios = list(ScenarioDecision.objects.filter(note=note)) if note else []
        self._scenarios = {str(row.pk): row for row in scenarios}
        if scenarios:
            lettres = [(str(row.pk), f"{regles.get_lettre(n)}. {row.titre}") for n, row in enumerate(scenarios)]
            get_champ_choix(self, "scenario_conseille").choices = [("", "aucun"), *lettres]
        else:
            del self.fields["scenario_conseille"]
        for rang in range(regles.MAX_CHIFFRES):
            for nom, libelle in zip(CHIFFRE, LIBELLES_CHIFFRE, strict=True):
                self.fields[f"chiffre_{rang}_{nom}"] = forms.CharField(
                    label=libelle, max_length=MAX_CHIFFRE, required=False
                )
        start = list(sources)
        self._autres = [reference for reference in start if reference.objet_type not in SOURCES]
        self.listes = build_listes(membre, data, start)
        shown = {Reference(liste.nom, c.uuid) for liste in build_listes(membre, None, start) for c in liste.coches}
        # What this place may not read is not shown: it stays.
        self._autres += [ref for ref in start if ref.objet_type in SOURCES and ref not in shown]

    def read_hors_champs(self) -> dict[str, list[str]]:
        return list_coches(self.listes)

    @property
    def lignes_chiffres(self) -> list[list[Any]]:
        """The fields of each figure, for the page."""
        return [[self[f"chiffre_{rang}_{nom}"] for nom in CHIFFRE] for rang in range(regles.MAX_CHIFFRES)]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for rang in range(regles.MAX_CHIFFRES):
            chiffre = self._read_chiffre(rang, cleaned)
            if chiffre and chiffre.manques:
                vide = next(nom for nom in CHIFFRE if not getattr(chiffre, nom))
                self.add_error(
                    f"chiffre_{rang}_{vide}", regles.explain_chiffres([chiffre]).replace(" 1 ", f" {rang + 1} ")
                )
        return cleaned

    @staticmethod
    def _read_chiffre(rang: int, cleaned: Mapping[str, Any]) -> regles.Chiffre | None:
        valeurs = [clean_ligne(cleaned.get(f"chiffre_{rang}_{nom}", "")) for nom in CHIFFRE]
        return regles.Chiffre(*valeurs) if any(valeurs) else None

    def get_saisie(self) -> SaisieNote:
        valeurs = self.cleaned_data
        chiffres = [self._read_chiffre(rang, valeurs) for rang in range(regles.MAX_CHIFFRES)]
        return SaisieNote(
            question=clean_ligne(valeurs["question"]),
            instance=self._instances.get(valeurs["instance"]),
            attendue_le=valeurs["attendue_le"],
            **{nom: clean_texte(valeurs[nom]) for nom in TEXTES},
            avis_de=clean_ligne(valeurs["avis_de"]),
            chiffres=tuple(chiffre for chiffre in chiffres if chiffre),
            scenario_conseille=self._scenarios.get(valeurs.get("scenario_conseille", "")),
            sources=get_references(self.listes, self._autres),
        )


def _build_initial_note(note: NoteDecision) -> dict[str, Any]:
    """The values of its form, as they are saved."""
    initial: dict[str, Any] = {nom: getattr(note, nom) for nom in ("question", "attendue_le", "avis_de", *TEXTES)}
    initial |= {nom: str(getattr(note, f"{nom}_id") or "") for nom in ("instance", "scenario_conseille")}
    for rang, chiffre in enumerate(regles.load_chiffres(note.chiffres)):
        initial |= {f"chiffre_{rang}_{nom}": getattr(chiffre, nom) for nom in CHIFFRE}
    return initial


LONGS = ("effets", "gagnants", "perdants", "risques", "parades", "delais")


class ScenarioForm(FicheForm, GouvernanceForm):
    """Costs are asked for the coming years, and for those already said."""

    titre = forms.CharField(
        label="En quelques mots",
        max_length=regles.MAX_COURT,
        error_messages={"required": "Donnez-lui un nom, en quelques mots."},
    )
    effets = _build_long("Ce que cela change", "Pour les familles, les services, les communes.")
    gagnants = _build_long("Qui y gagne", rows=2)
    perdants = _build_long("Qui y perd", "Il y en a presque toujours\u00a0: le dire évite une surprise en séance.", 2)
    risques = _build_long("Les risques", rows=2)
    parades = _build_long("Comment les réduire", rows=2)
    delais = _build_long("Dans quels délais", rows=2)
    cout_source = forms.CharField(
        label="Estimation de qui",
        help_text="«\u00a0direction des finances\u00a0», «\u00a0devis de l’architecte\u00a0». Un montant sans "
        "auteur ne s’enregistre pas.",
        max_length=regles.MAX_COURT,
        required=False,
    )
    cout_date = JourField(label="Estimation du")

    def __init__(self, data: Any = None, *, scenario: ScenarioDecision | None = None) -> None:
        super().__init__(data, fiche=scenario, initial=_build_initial_scenario(scenario) if scenario else None)
        self.scenario = scenario
        debut = timezone.localdate().year
        saved = regles.load_couts(scenario.couts) if scenario else {}
        self.annees = sorted({*range(debut, debut + regles.ANNEES_COUT), *saved})
        for annee in self.annees:
            self.fields[f"cout_{annee}"] = forms.IntegerField(
                label=f"Coût en {annee}, en euros", min_value=0, max_value=MAX_COUT_EUROS, required=False
            )

    @property
    def champs_couts(self) -> list[Any]:
        return [self[f"cout_{annee}"] for annee in self.annees]

    def get_saisie(self) -> SaisieScenario:
        valeurs = self.cleaned_data
        montants = {annee: valeurs[f"cout_{annee}"] for annee in self.annees}
        return SaisieScenario(
            titre=clean_ligne(valeurs["titre"]),
            is_sans_changement=self.scenario is not None and self.scenario.is_sans_changement,
            **{nom: clean_texte(valeurs[nom]) for nom in LONGS},
            couts={annee: montant for annee, montant in montants.items() if montant is not None},
            cout_source=clean_ligne(valeurs["cout_source"]),
            cout_date=valeurs["cout_date"],
        )


def _build_initial_scenario(scenario: ScenarioDecision) -> dict[str, Any]:
    """The values of its form, as they are saved."""
    initial: dict[str, Any] = {nom: getattr(scenario, nom) for nom in ("titre", "cout_source", "cout_date", *LONGS)}
    return initial | {f"cout_{annee}": montant for annee, montant in regles.load_couts(scenario.couts).items()}


class _AvisForm(GouvernanceForm):
    """A view; of a note that compares scenarios, the one that it is about. `scenario` is asked of those only."""

    scenario = forms.ChoiceField(label="Sur quel scénario", required=False)

    def __init__(self, data: Any = None, *, scenarios: Sequence[ScenarioLu], **options: Any) -> None:
        conseille = next((str(row.scenario.pk) for row in scenarios if row.is_conseille), "")
        options["initial"] = {"scenario": conseille, **options.get("initial", {})}
        super().__init__(data, **options)
        self._scenarios = {str(row.scenario.pk): row.scenario for row in scenarios}
        if len(self._scenarios) < DEUX:
            del self.fields["scenario"]
            return
        self.fields["scenario"].is_attendu = True  # type: ignore[attr-defined]  # read by the component of a field
        choix = [
            (str(row.scenario.pk), f"{row.lettre}. {row.scenario.titre}{', conseillé' if row.is_conseille else ''}")
            for row in scenarios
        ]
        get_champ_choix(self, "scenario").choices = [("", "aucun en particulier\u00a0: la question elle-même"), *choix]

    def get_scenario(self) -> ScenarioDecision | None:
        return self._scenarios.get(self.cleaned_data.get("scenario", ""))


class AvisForm(_AvisForm):
    organisation = forms.ChoiceField(label="De quelle organisation", required=False)
    nom = forms.CharField(
        label="Ou de qui", max_length=MAX_NOM_PERSONNE, required=False, help_text="Si l’annuaire ne l’a pas."
    )
    position = forms.ChoiceField(label="Son avis", choices=regles.Position.choices)
    phrase = forms.CharField(
        label="En une phrase",
        max_length=MAX_MOTIF,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Écrivez ce qui a été dit, en une phrase."},
    )
    date = JourField(label="Recueilli le")
    recueilli_par = forms.CharField(
        label="Recueilli par",
        max_length=MAX_NOM_PERSONNE,
        error_messages={"required": "Indiquez qui l’a recueilli."},
    )

    def __init__(self, data: Any = None, *, membre: Membre, scenarios: Sequence[ScenarioLu] = ()) -> None:
        initial = {"date": timezone.localdate(), "recueilli_par": str(membre.compte)}
        super().__init__(data, scenarios=scenarios, initial=initial, auto_id="id_avis_%s")
        self.fields["date"].required = True
        # One of the two has to be given.
        for champ in ("organisation", "nom"):
            self.fields[champ].is_attendu = True  # type: ignore[attr-defined]  # read by the component of a field
        self.fields["date"].error_messages["required"] = "Donnez le jour où cet avis a été donné."
        self._organisations = {str(row.pk): row for row in list_choix_organisations(membre)}
        choix = [(cle, str(row)) for cle, row in self._organisations.items()]
        get_champ_choix(self, "organisation").choices = [("", "aucune de l’annuaire"), *choix]

    def get_saisie(self) -> SaisieAvis:
        valeurs = self.cleaned_data
        organisation = self._organisations.get(valeurs["organisation"])
        return SaisieAvis(
            nom=clean_ligne(valeurs["nom"]) or (str(organisation) if organisation else ""),
            position=valeurs["position"],
            phrase=clean_texte(valeurs["phrase"]),
            date=valeurs["date"],
            recueilli_par=clean_ligne(valeurs["recueilli_par"]),
            organisation=organisation,
            scenario=self.get_scenario(),
        )


class MonAvisForm(_AvisForm):
    """What someone who sits says herself of a note, before the séance that asks for it."""

    position = forms.ChoiceField(
        label="Votre avis",
        choices=regles.Position.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez l’un des trois avis."},
    )
    phrase = forms.CharField(
        label="Pourquoi, en une phrase",
        help_text="Demandée si vous n’êtes pas favorable. Elle est affichée avec votre nom.",
        max_length=MAX_MOTIF,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(
        self, data: Any = None, *, donne: AvisPartenaire | None = None, scenarios: Sequence[ScenarioLu] = ()
    ) -> None:
        # Her own view is hers to give: no scenario is chosen for her.
        initial = {"scenario": ""}
        if donne is not None:
            initial = {
                "scenario": str(donne.scenario_id or ""),
                "position": donne.position,
                "phrase": donne.phrase,
            }
        super().__init__(data, scenarios=scenarios, initial=initial, auto_id="id_mon_avis_%s")
        self.fields["phrase"].is_attendu = True  # type: ignore[attr-defined]  # read by the component of a field

    def clean_phrase(self) -> str:
        return clean_texte(self.cleaned_data["phrase"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "position" in cleaned and "phrase" in cleaned and not regles.is_phrase_donnee(**self._get_dit(cleaned)):
            self.add_error("phrase", "Écrivez pourquoi, en une phrase.")
        return cleaned

    @staticmethod
    def _get_dit(cleaned: dict[str, Any]) -> dict[str, str]:
        return {"position": cleaned["position"], "phrase": cleaned["phrase"]}
