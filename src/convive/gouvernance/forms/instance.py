"""The forms of a body and of its seats."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.utils import timezone

from convive.acteurs.models import Organisation, Personne
from convive.acteurs.rules.noms import fold_personne
from convive.convention.models import Ctg
from convive.espaces.forms.fiche import FicheForm
from convive.espaces.models import Thematique
from convive.espaces.rules import get_date_fin
from convive.gouvernance.actions.instance import SaisieInstance
from convive.gouvernance.actions.membre import SaisieMembre
from convive.gouvernance.forms.commun import ChoixField, GouvernanceForm, HeureField, clean_choix, set_rows
from convive.gouvernance.models import Instance, MembreInstance
from convive.gouvernance.rules import instances as regles
from convive.gouvernance.selectors.connus import Connu
from convive.socle.formulaires import JourField, get_champ_choix
from convive.socle.texte import clean_ligne, clean_texte
from convive.socle.uuids import parse_uuid

JOURS = [("", "aucun"), ("0", "lundi"), ("1", "mardi"), ("2", "mercredi"), ("3", "jeudi"), ("4", "vendredi")]
PREMIERS = {"nom", "type", "seances_par_an", NON_FIELD_ERRORS}
"""What is asked first; the rest is usual for the kind, and folded."""
LIGNES_SIEGES = 5


class InstanceForm(FicheForm, GouvernanceForm):
    type = forms.ChoiceField(label="Type", choices=regles.TypeInstance.choices)
    nom = forms.CharField(
        label="Nom",
        help_text="Celui que l’on emploie chez vous\u00a0: «\u00a0COPIL\u00a0», «\u00a0Groupe jeunesse\u00a0».",
        max_length=regles.MAX_NOM,
    )
    role = forms.CharField(
        label="À quoi elle sert",
        max_length=regles.MAX_ROLE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    thematiques = forms.MultipleChoiceField(
        label="Thématiques",
        help_text="Aucune\u00a0: elle les suit toutes. Son ordre du jour ne propose que ce qui les concerne.",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    ctg = ChoixField("toutes, l’une après l’autre", label="CTG")
    presidence = ChoixField("personne pour l’instant", label="Présidée par")
    seances_par_an = forms.IntegerField(
        label="Séances par an", min_value=0, max_value=regles.MAX_SEANCES_PAR_AN, required=False
    )
    duree_minutes = forms.IntegerField(
        label="Durée d’une séance, en minutes", min_value=1, max_value=regles.MAX_DUREE_MINUTES, initial=120
    )
    jour_semaine = forms.ChoiceField(label="Jour habituel", choices=JOURS, required=False)
    heure_debut = HeureField(label="Heure habituelle")
    lieu = forms.CharField(label="Lieu habituel", max_length=regles.MAX_LIEU, required=False)
    quorum_nombre = forms.IntegerField(
        label="Quorum, en nombre de membres",
        help_text="Vide\u00a0: aucun. Un comité de pilotage n’a pas de quorum légal.",
        min_value=1,
        max_value=regles.MAX_QUORUM,
        required=False,
    )
    quorum_part = forms.IntegerField(
        label="Quorum, en part des titulaires (%)", min_value=1, max_value=100, required=False
    )
    is_ouverte_partenaires = forms.BooleanField(
        label="Visible par les partenaires et la Caf",
        help_text="Ses séances convoquées et ses décisions. Les membres de l’instance les voient toujours.",
        required=False,
        initial=True,
    )

    def __init__(
        self,
        data: Any = None,
        *,
        thematiques: Sequence[Thematique],
        ctgs: Sequence[Ctg],
        personnes: Sequence[Personne],
        instance: Instance | None = None,
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, fiche=instance, initial=_build_initial(instance) if instance else initial)
        self._instance = instance
        get_champ_choix(self, "thematiques").choices = [(str(theme.pk), theme.nom) for theme in thematiques]
        self._ctgs = set_rows(self, "ctg", ctgs)
        self._personnes = set_rows(self, "presidence", personnes)

    @property
    def has_erreurs_pliees(self) -> bool:
        """Whether something is wrong in what is folded: it is then unfolded."""
        return self.is_bound and bool(set(self.errors) - PREMIERS)

    def get_saisie(self) -> SaisieInstance:
        valeurs = self.cleaned_data
        jour = valeurs["jour_semaine"]
        return SaisieInstance(
            type=valeurs["type"],
            nom=clean_ligne(valeurs["nom"]),
            role=clean_texte(valeurs["role"]),
            thematiques=self.get_coches("thematiques", parse_uuid),
            # The page does not ask for communes: those that a copy or an import gave stay.
            communes=tuple(self._instance.communes) if self._instance else (),
            ctg=clean_choix(self._ctgs, valeurs["ctg"]),
            presidence=clean_choix(self._personnes, valeurs["presidence"]),
            seances_par_an=valeurs["seances_par_an"],
            duree_minutes=valeurs["duree_minutes"],
            jour_semaine=int(jour) if jour else None,
            heure_debut=valeurs["heure_debut"],
            lieu=clean_ligne(valeurs["lieu"]),
            quorum=regles.Quorum(valeurs["quorum_nombre"], valeurs["quorum_part"]),
            is_ouverte_partenaires=valeurs["is_ouverte_partenaires"],
        )


def _build_initial(instance: Instance) -> dict[str, Any]:
    champs = (
        *("type", "nom", "role", "seances_par_an", "duree_minutes", "heure_debut", "lieu"),
        *("quorum_nombre", "quorum_part", "is_ouverte_partenaires"),
    )
    initial: dict[str, Any] = {champ: getattr(instance, champ) for champ in champs}
    initial["thematiques"] = [str(theme.pk) for theme in instance.thematiques.all()]
    initial["ctg"] = str(instance.ctg_id or "")
    initial["presidence"] = str(instance.presidence_id or "")
    initial["jour_semaine"] = "" if instance.jour_semaine is None else str(instance.jour_semaine)
    return initial


def build_initial_usuel(type_instance: str, thematique: Thematique | None = None) -> dict[str, Any]:
    """What is usual for a body of this kind, and of this thématique; nothing for an unknown kind."""
    if type_instance not in regles.TypeInstance:
        return {}
    usage = regles.USAGES[regles.TypeInstance(type_instance)]
    return {
        "type": type_instance,
        "nom": f"{usage.nom}\u00a0: {thematique.nom}" if thematique else usage.nom,
        "thematiques": [str(thematique.pk)] if thematique else [],
        "role": usage.role,
        "seances_par_an": usage.rythme,
        "duree_minutes": usage.duree_minutes,
        "is_ouverte_partenaires": usage.is_ouverte_partenaires,
    }


class MembreForm(GouvernanceForm):
    """A seat. A name alone is enough; a person or an organisation of the directory says more."""

    personne = ChoixField("personne de l’annuaire", label="Personne")
    organisation = ChoixField("aucune", label="Pour l’organisation")
    nom = forms.CharField(
        label="Ou un nom",
        help_text="Pour une personne qui n’est pas dans l’annuaire.",
        max_length=regles.MAX_NOM_PERSONNE,
        required=False,
    )
    email = forms.EmailField(
        label="Son adresse e-mail",
        help_text="Pour la convocation, si l’annuaire ne l’a pas encore\u00a0: il la garde.",
        required=False,
    )
    qualite = forms.CharField(label="En qualité de", max_length=regles.MAX_QUALITE, required=False)
    siege = forms.ChoiceField(label="Siège", choices=regles.Siege.choices)
    supplee = ChoixField("n’importe quel titulaire", label="Si suppléant·e, de qui")
    voix = forms.ChoiceField(label="Voix", choices=regles.Voix.choices)
    is_elu = forms.BooleanField(
        label="Au titre d’un mandat d’élu·e",
        help_text="Après des élections, Convive propose de clore son mandat avec les autres.",
        required=False,
    )
    date_debut = JourField(label="À partir du")
    date_fin = JourField(label="Dernier jour", help_text="Vide tant que le mandat dure.")

    def __init__(
        self,
        data: Any = None,
        *,
        personnes: Sequence[Personne],
        organisations: Sequence[Organisation],
        sieges: Sequence[MembreInstance],
        connus: Sequence[Connu] = (),
        membre: MembreInstance | None = None,
    ) -> None:
        super().__init__(data, initial=_build_initial_membre(membre))
        self._personnes = set_rows(self, "personne", [*_with(personnes, membre and membre.personne), *connus])
        self._organisations = set_rows(self, "organisation", _with(organisations, membre and membre.organisation))
        self._sieges = set_rows(self, "supplee", [siege for siege in sieges if siege != membre])
        # One of the two has to be given.
        for champ in ("personne", "nom", "organisation"):
            self.fields[champ].is_attendu = True  # type: ignore[attr-defined]  # read by the component of a field

    def get_saisie(self) -> SaisieMembre:
        valeurs = self.cleaned_data
        qui = clean_choix(self._personnes, valeurs["personne"])
        return SaisieMembre(
            date_debut=valeurs["date_debut"] or timezone.localdate(),
            personne=qui if isinstance(qui, Personne) else None,
            connu=qui if isinstance(qui, Connu) else None,
            organisation=clean_choix(self._organisations, valeurs["organisation"]),
            nom=clean_ligne(valeurs["nom"]),
            email=valeurs["email"],
            qualite=clean_ligne(valeurs["qualite"]),
            siege=valeurs["siege"],
            supplee=clean_choix(self._sieges, valeurs["supplee"]),
            voix=valeurs["voix"],
            is_elu=valeurs["is_elu"],
            date_fin=valeurs["date_fin"] and get_date_fin(valeurs["date_fin"]),
        )


class SiegesForm(GouvernanceForm):
    """Several titulaires, one by line: a name, that the directory knows or not, in which quality, and an address."""

    def __init__(
        self,
        data: Any = None,
        *,
        personnes: Sequence[Personne],
        organisations: Sequence[Organisation],
        connus: Sequence[Connu],
    ) -> None:
        super().__init__(data)
        self.suggestions = [str(row) for row in (*personnes, *organisations)] + [row.nom for row in connus]
        self._qui: dict[str, list[Personne | Organisation | Connu]] = {}
        rows: list[Personne | Organisation | Connu] = [*personnes, *organisations, *connus]
        for row in rows:
            nom = row.nom if isinstance(row, Connu) else str(row)
            self._qui.setdefault(fold_personne("", nom), []).append(row)
        for rang in range(LIGNES_SIEGES):
            saisie = forms.TextInput(attrs={"list": "qui-connus", "autocomplete": "off"})
            self.fields[f"nom_{rang}"] = forms.CharField(
                label="Personne ou organisation", max_length=regles.MAX_NOM_PERSONNE, required=False, widget=saisie
            )
            self.fields[f"qualite_{rang}"] = forms.CharField(
                label="En qualité de", max_length=regles.MAX_QUALITE, required=False
            )
            self.fields[f"email_{rang}"] = forms.EmailField(label="Son adresse e-mail", required=False)
            for champ in ("nom", "qualite"):
                # The line is optional as a whole: « facultatif » is said of the address alone.
                self.fields[f"{champ}_{rang}"].is_attendu = True  # type: ignore[attr-defined]  # as above

    @property
    def lignes(self) -> list[list[Any]]:
        return [[self[f"{champ}_{rang}"] for champ in ("nom", "qualite", "email")] for rang in range(LIGNES_SIEGES)]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not any(cleaned.values()):
            self.add_error("nom_0", "Écrivez au moins un nom.")
        for rang in range(LIGNES_SIEGES):
            if len(self._find_qui(rang)) > 1:
                self.add_error(f"nom_{rang}", "L’annuaire a plusieurs fiches de ce nom\u00a0: choisissez-la plus bas.")
        return cleaned

    def _find_qui(self, rang: int) -> list[Personne | Organisation | Connu]:
        return self._qui.get(fold_personne("", clean_ligne(self.cleaned_data.get(f"nom_{rang}", ""))), [])

    def get_saisies(self) -> dict[int, SaisieMembre]:
        """By the rank of their line, those that are not empty."""
        saisies = {}
        for rang in range(LIGNES_SIEGES):
            nom, qualite, email = (self.cleaned_data[f"{champ}_{rang}"] for champ in ("nom", "qualite", "email"))
            if not (nom or qualite or email):
                continue
            qui = next(iter(self._find_qui(rang)), None)
            saisies[rang] = SaisieMembre(
                timezone.localdate(),
                personne=qui if isinstance(qui, Personne) else None,
                organisation=qui if isinstance(qui, Organisation) else None,
                connu=qui if isinstance(qui, Connu) else None,
                nom="" if qui else clean_ligne(nom),
                qualite=clean_ligne(qualite),
                email=email,
            )
        return saisies


def _with[T](rows: Sequence[T], current: T | None) -> list[T]:
    """The rows that are proposed, and the one that is chosen already, which may be archived."""
    return [*rows, *([current] if current is not None and current not in rows else [])]


def _build_initial_membre(membre: MembreInstance | None) -> dict[str, Any]:
    if membre is None:
        return {"date_debut": timezone.localdate()}
    champs = ("nom", "qualite", "siege", "voix", "is_elu", "date_debut")
    initial: dict[str, Any] = {champ: getattr(membre, champ) for champ in champs}
    initial["date_fin"] = membre.dernier_jour
    for champ in ("personne", "organisation", "supplee"):
        initial[champ] = str(getattr(membre, f"{champ}_id") or "")
    return initial
