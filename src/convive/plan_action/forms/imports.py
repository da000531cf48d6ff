"""The forms of an import: the file, what its titles and its status words mean, who its names are."""

import re
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from convive.acteurs.actions.fichier_importe import FichierRecu
from convive.documents.rules.tableur import MAX_OCTETS
from convive.plan_action.lecteur_plans import CHAMPS_LISIBLES, PlanLu, fold_mots
from convive.plan_action.rules import plan as regles
from convive.plan_action.rules.rapprochement import Rapproche, get_nom_niveau, is_abrege
from convive.plan_action.rules.statuts import Statut
from convive.plan_action.selectors.noms_import import list_memes_proposes
from convive.plan_action.selectors.prevue_import import CREER, EN_CLAIR, Prevision
from convive.socle.televersement import get_phrase_plafond

# More titles, words or names than that are not corrected one by one on a page.
MAX_CHAMPS = 150


class ImportPlanForm(forms.Form):
    fichier = forms.FileField(
        label="Fichier du plan",
        help_text="Excel (.xlsx), LibreOffice (.ods, .odt), CSV, Word (.docx), ou PDF qui contient du texte\u00a0; "
        f"{MAX_OCTETS // 1024**2} Mo au plus.",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.ods,.csv,.docx,.odt,.pdf", "data-octets-max": MAX_OCTETS}),
        error_messages={"required": "Choisissez un fichier."},
        allow_empty_file=True,
    )

    def __init__(self, *args: Any, plafond: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if plafond is not None:
            self.fields["fichier"].error_messages["required"] = get_phrase_plafond(plafond)

    def clean_fichier(self) -> FichierRecu:
        fichier: UploadedFile[Any] = self.cleaned_data["fichier"]
        if (fichier.size or 0) > MAX_OCTETS:
            raise forms.ValidationError(get_phrase_plafond(MAX_OCTETS))
        nom = re.sub(r"[\x00-\x1f]", "", (fichier.name or "plan").replace("\\", "/").rpartition("/")[2])
        return FichierRecu(nom, nom.rpartition(".")[2].lower(), fichier.read())


def set_attendus(form: forms.Form) -> None:
    """Every choice has one already: « facultatif » beside each would say nothing."""
    for field in form.fields.values():
        field.is_attendu = True  # type: ignore[attr-defined]  # read by the component of a field


RANGS = [(str(rang), libelle) for rang, libelle in enumerate(("Le plus haut", "2ᵉ", "3ᵉ", "4ᵉ"), 1)]


class LectureForm(forms.Form):
    """A select for each title of column or label of the file, for each word of status; the rank and the name of each
    word of level; the sheets to read."""

    def __init__(self, data: Any = None, *, plan: PlanLu, corrections: dict[str, Any]) -> None:
        super().__init__(data)
        self.intitules = {f"titre_{rang}": cle for rang, cle in enumerate(list(plan.intitules)[:MAX_CHAMPS])}
        self.statuts = {f"statut_{rang}": cle for rang, cle in enumerate(list(plan.statuts)[:MAX_CHAMPS])}
        self.plan, self.corrections = plan, corrections
        champs = [("", "Non compris\u00a0: rien n’en est repris"), *CHAMPS_LISIBLES.items()]
        for nom, cle in self.intitules.items():
            intitule = plan.intitules[cle]
            connu = intitule.champ if intitule.champ in CHAMPS_LISIBLES else ""
            self.fields[nom] = forms.ChoiceField(
                label=intitule.texte,
                help_text=f"Par exemple\u00a0: {intitule.exemple}" if intitule.exemple else "",
                choices=champs,
                initial=connu,
                required=False,
            )
        statuts = [("", "Aucun statut"), *Statut.choices]
        # As the file writes them, accents and capitals too.
        ecrits = {fold_mots(action.statut_texte): action.statut_texte for action in plan.actions if action.statut_texte}
        for nom, cle in self.statuts.items():
            self.fields[nom] = forms.ChoiceField(
                label=f"«\u00a0{ecrits.get(cle, cle)}\u00a0»",
                choices=statuts,
                initial=plan.statuts[cle] or "",
                required=False,
            )
        self._add_niveaux()
        if len(plan.feuilles) > 1:
            self.fields["feuilles"] = forms.MultipleChoiceField(
                label="Feuilles à lire",
                choices=[(nom, nom) for nom in list(plan.feuilles)[:MAX_CHAMPS]],
                initial=[nom for nom, is_lue in plan.feuilles.items() if is_lue],
                widget=forms.CheckboxSelectMultiple,
                required=False,
            )
        set_attendus(self)

    def _add_niveaux(self) -> None:
        """Words without which nobody could say which level is above which."""
        self.niveaux = {f"niveau_{rang}": sorte for rang, sorte in enumerate(self.plan.sortes[: regles.MAX_RANG])}
        noms = self.corrections.get("noms_niveaux", {})
        for rang, (nom, sorte) in enumerate(self.niveaux.items(), 1):
            if len(self.niveaux) > 1:
                self.fields[nom] = forms.ChoiceField(
                    label=f"Rang de «\u00a0{get_nom_niveau(sorte)}\u00a0»",
                    choices=RANGS,
                    initial=str(rang),
                    required=False,
                )
            self.fields[f"nom_{nom}"] = forms.CharField(
                label=f"Nom de «\u00a0{get_nom_niveau(sorte)}\u00a0» dans le plan",
                initial=noms.get(sorte, get_nom_niveau(sorte)),
                max_length=regles.MAX_NOM_NIVEAU,
                required=False,
            )

    def list_niveaux(self) -> list[forms.BoundField]:
        return [self[cle] for nom in self.niveaux for cle in (nom, f"nom_{nom}") if cle in self.fields]

    def list_intitules(self) -> list[forms.BoundField]:
        return [self[nom] for nom in self.intitules]

    @property
    def has_inconnus(self) -> bool:
        """A word of status of which nobody said anything, in this file or in another."""
        dits = self.corrections.get("statuts", {})
        return any(self.plan.statuts[cle] is None and cle not in dits for cle in self.statuts.values())

    def list_statuts(self) -> list[forms.BoundField]:
        return [self[nom] for nom in self.statuts]

    def list_statuts_inconnus(self) -> list[forms.BoundField]:
        """The words of which nothing is known: they are asked; the others can be corrected."""
        return [self[nom] for nom, cle in self.statuts.items() if self.plan.statuts[cle] is None and self.has_inconnus]

    def list_statuts_connus(self) -> list[forms.BoundField]:
        inconnus = {champ.name for champ in self.list_statuts_inconnus()}
        return [self[nom] for nom in self.statuts if nom not in inconnus]

    def get_corrections(self) -> dict[str, Any]:
        """What differs from the guess, over what was corrected before."""
        champs = dict(self.corrections.get("champs", {}))
        statuts = dict(self.corrections.get("statuts", {}))
        for nom, cle in self.intitules.items():
            valeur = self.cleaned_data[nom]
            if valeur != (self.fields[nom].initial or ""):
                champs[cle] = valeur or "ignore"
        for nom, cle in self.statuts.items():
            if self.cleaned_data[nom] != (self.fields[nom].initial or ""):
                statuts[cle] = self.cleaned_data[nom] or None
        return {
            **self.corrections,
            "champs": champs,
            "statuts": statuts,
            **self._get_niveaux(),
            **self._get_feuilles(),
        }

    def _get_niveaux(self) -> dict[str, Any]:
        dits = {}
        rangs = []
        for rang, (nom, sorte) in enumerate(self.niveaux.items(), 1):
            rangs.append((int(self.cleaned_data.get(nom) or rang), rang, sorte))
            if (libelle := self.cleaned_data[f"nom_{nom}"]) and libelle != get_nom_niveau(sorte):
                dits[sorte] = libelle
        ordre = [sorte for _, _, sorte in sorted(rangs)]
        is_change = ordre != list(self.niveaux.values())
        return {"noms_niveaux": dits, **({"niveaux": ordre} if is_change else {})}

    def _get_feuilles(self) -> dict[str, Any]:
        """Only what differs from what the reading does by itself."""
        if "feuilles" not in self.fields:
            return {}
        ignorees = set(self.corrections.get("feuilles_ignorees", ()))
        lues = set(self.corrections.get("feuilles_lues", ()))
        for nom, is_lue in self.plan.feuilles.items():
            if (nom in self.cleaned_data["feuilles"]) == is_lue:
                continue
            (lues if is_lue else ignorees).discard(nom)
            (ignorees if is_lue else lues).add(nom)
        return {"feuilles_ignorees": sorted(ignorees), "feuilles_lues": sorted(lues)}


class ActionsForm(forms.Form):
    """For each action whose number is that of another title in the plan: whether it is the same."""

    def __init__(self, data: Any = None, *, prevision: Prevision) -> None:
        super().__init__(data)
        self.cles: dict[str, str] = {}
        for rang, prevue in enumerate(prevision.douteuses[:MAX_CHAMPS]):
            if prevue.doute is None:
                continue
            nom, pk = f"action_{rang}", str(prevue.doute.pk)
            self.cles[nom] = prevue.cle
            self.fields[nom] = forms.ChoiceField(
                label=f"{prevue.lue.numero or ''} {prevue.lue.titre}".strip(),
                help_text=f"Dans le plan, ce numéro est celui de «\u00a0{prevue.doute.titre}\u00a0».",
                choices=[
                    (CREER, "C’est une autre action\u00a0: la créer, sans ce numéro"),
                    (pk, f"C’est la même\u00a0: changer «\u00a0{prevue.doute.titre}\u00a0», son titre aussi"),
                ],
                initial=pk if prevue.avant is not None else CREER,
                widget=forms.RadioSelect,
                required=False,
            )
        set_attendus(self)

    def get_choix(self) -> dict[str, str]:
        return {cle: self.cleaned_data[nom] or CREER for nom, cle in self.cles.items()}


class BrouillonsForm(forms.Form):
    """What becomes of the actions that the file says not begun: drafts, which only the team sees, or decided ones."""

    brouillons = forms.ChoiceField(
        label="Que deviennent ces actions\u00a0?",
        choices=[
            ("", "À préparer\u00a0: des brouillons, que les élu·es et les partenaires ne voient pas encore"),
            (Statut.VALIDEE.value, "Validées\u00a0: déjà décidées, visibles par les élu·es, la Caf et les partenaires"),
        ],
        widget=forms.RadioSelect,
        required=False,
    )

    def __init__(self, data: Any = None, *, prevision: Prevision) -> None:
        super().__init__(data, initial={"brouillons": prevision.brouillons})
        set_attendus(self)

    def get_choix(self) -> dict[str, dict[str, str]]:
        return {"brouillons": {"statut": self.cleaned_data["brouillons"]}}


class NomsForm(forms.Form):
    """A select for each name that is no card for sure: a card that it may be, a new one, or words in a note."""

    def __init__(self, data: Any = None, *, prevision: Prevision) -> None:
        super().__init__(data)
        self.noms: dict[str, tuple[str, str]] = {}
        # Those that may be the same as another name, here or in the directory.
        self.douteux: set[str] = set()
        for groupe, rapproches, choix in (
            ("personnes", prevision.personnes, prevision.choix_personnes),
            ("organisations", prevision.organisations, prevision.choix_organisations),
        ):
            for rang, (nom, rapproche) in enumerate(list(rapproches.items())[:MAX_CHAMPS]):
                if rapproche.sure is not None and choix[nom] == rapproche.sure.cle:
                    continue
                cle = f"{groupe}_{rang}"
                self.noms[cle] = (groupe, nom)
                memes = list_memes_proposes(nom, list(rapproches), is_organisation=groupe == "organisations")
                if rapproche.proposees or memes:
                    self.douteux.add(cle)
                self.fields[cle] = forms.ChoiceField(
                    label=nom,
                    choices=_build_choix(rapproche, memes),
                    initial=choix[nom],
                    required=False,
                )
        set_attendus(self)

    def list_douteux(self) -> list[forms.BoundField]:
        return [self[cle] for cle in self.noms if cle in self.douteux]

    def list_neufs(self) -> list[forms.BoundField]:
        return [self[cle] for cle in self.noms if cle not in self.douteux]

    def list_groupe(self, groupe: str) -> list[forms.BoundField]:
        return [self[cle] for cle, (autre, _) in self.noms.items() if autre == groupe]

    @property
    def personnes(self) -> list[forms.BoundField]:
        return self.list_groupe("personnes")

    @property
    def organisations(self) -> list[forms.BoundField]:
        return self.list_groupe("organisations")

    def get_choix(self, avant: dict[str, dict[str, str]], *, is_creer: bool = False) -> dict[str, dict[str, str]]:
        """`is_creer`: a new card for each name that would stay in words; one card for « O. Fauvart » and « Odile
        Fauvart »."""
        choix = {groupe: dict(valeurs) for groupe, valeurs in avant.items()}
        choix |= {groupe: choix.get(groupe, {}) for groupe in ("personnes", "organisations")}
        personnes = [nom for groupe, nom in self.noms.values() if groupe == "personnes"]
        for cle, (groupe, nom) in self.noms.items():
            entiers = [autre for autre in personnes if is_abrege(nom, autre)] if groupe == "personnes" else []
            creer = f"{CREER}:{entiers[0]}" if len(entiers) == 1 else CREER
            choix[groupe][nom] = self.cleaned_data[cle] or (creer if is_creer else EN_CLAIR)
        return choix


def _build_choix(rapproche: Rapproche, memes: list[str]) -> list[tuple[str, str]]:
    cartes = [(carte.cle, carte.nom) for carte in rapproche.proposees]
    return [
        *((cle, f"Même que «\u00a0{nom}\u00a0» (annuaire)") for cle, nom in cartes),
        *((f"{CREER}:{nom}", f"Même que «\u00a0{nom}\u00a0»") for nom in memes),
        (CREER, f"Créer la fiche «\u00a0{rapproche.nom}\u00a0»"),
        (EN_CLAIR, "Garder le nom dans une note"),
    ]
