"""The forms of a session: create it, edit its practical details, its demi-journées and its intervenants."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.forms import BoundField

from convive.espaces.actions.ecriture import Saisie
from convive.espaces.forms.fiche import FicheForm
from convive.formation.forms.base import FormationForm, say_attendu
from convive.formation.models import DemiJournee, Programme, SequenceProgramme, SessionFormation
from convive.formation.rules import formation as regles
from convive.formation.rules.session import MAX_DEMI_JOURNEES, DemiJourneePrevue
from convive.gouvernance.forms.commun import HeureField
from convive.socle.formulaires import JourField, explain_refus, get_champ_choix
from convive.socle.refus import Refus
from convive.socle.texte import clean_ligne, clean_texte
from convive.socle.uuids import parse_uuid

LIGNES_LIBRES = 2
MODES = regles.ModeSession.choices
MOMENTS = regles.Moment.choices


def _court(label: str, help_text: str = "") -> forms.CharField:
    return forms.CharField(label=label, help_text=help_text, max_length=regles.MAX_COURT, required=False)


def _long(label: str, help_text: str = "") -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, help_text=help_text, max_length=regles.MAX_LONG, required=False, widget=widget)


def say_attendus(form: forms.Form) -> None:
    """Say once, below a table, what may stay empty, instead of beside each field."""
    for champ in form.fields.values():
        say_attendu(champ)


class OuvrirSessionForm(FormationForm):
    programme = forms.ChoiceField(label="Quel programme", error_messages={"required": "Choisissez un programme."})
    premier = JourField(
        label="Premier jour",
        help_text="Les demi-journées s’y posent, week-ends et jours fériés sautés. Vide : à fixer plus tard.",
    )
    mode = forms.ChoiceField(label="Comment", choices=MODES, initial=regles.ModeSession.PRESENCE.value)
    titre = _court("Titre", "Vide : celui du programme.")

    def __init__(self, data: Any = None, *, programmes: Sequence[Programme], choisi: str = "") -> None:
        super().__init__(data, initial={"programme": choisi})
        self._programmes = {str(programme.pk): programme for programme in programmes}
        choix = [(cle, f"{p.titre} ({p.get_etat_display().lower()})") for cle, p in self._programmes.items()]
        get_champ_choix(self, "programme").choices = choix

    @property
    def programme_choisi(self) -> Programme:
        return self._programmes[self.cleaned_data["programme"]]

    def get_valeurs(self) -> dict[str, Any]:
        return {"titre": clean_ligne(self.cleaned_data["titre"]), "mode": self.cleaned_data["mode"]}


class PremierJourForm(FormationForm):
    """The first day of a duplicated session."""

    premier = JourField(label="Premier jour de la nouvelle session", manque="Donnez son premier jour.")


class MotifForm(FormationForm):
    motif = forms.CharField(
        label="Pourquoi",
        max_length=regles.MAX_COURT,
        error_messages={"required": "Indiquez pourquoi\u00a0: les personnes concernées le liront, ou le bilan."},
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def get_motif(self) -> str:
        return clean_ligne(self.cleaned_data["motif"])


COURTS = ("titre", "lieu", "adresse", "contact_handicap")
LONGS = ("acces", "equipement", "assistance_distance")


class SessionForm(FicheForm, FormationForm):
    titre = forms.CharField(label="Titre", max_length=regles.MAX_COURT, error_messages={"required": "Donnez un titre."})
    mode = forms.ChoiceField(label="Comment", choices=MODES)
    places = forms.IntegerField(
        label="Places", min_value=1, max_value=500, required=False, help_text="Vide : sans limite."
    )
    lieu = _court("Lieu", "Le nom de la salle et du bâtiment.")
    adresse = _court("Adresse")
    acces = _long("Comment venir", "Gare, bus, stationnement, entrée, étage, accès en fauteuil.")
    equipement = _long(
        "La salle et son équipement", "Écran, prises, réseau, tables que l’on déplace, boucle magnétique…"
    )
    visio = forms.URLField(label="Adresse de la visioconférence", max_length=500, required=False, assume_scheme="https")
    assistance_distance = _long(
        "Assistance à distance", "Qui appeler si cela ne marche pas, à quelles heures, et ce qu’il faut avoir essayé."
    )
    contact_handicap = _court(
        "Contact pour une situation de handicap", "Vide : celui de l’organisme. Un nom, une adresse ou un téléphone."
    )

    def __init__(self, data: Any = None, *, session: SessionFormation) -> None:
        noms = ("mode", "places", "visio", *COURTS, *LONGS)
        super().__init__(data, fiche=session, initial={nom: getattr(session, nom) for nom in noms})

    def get_saisie(self) -> Saisie:
        valeurs = self.cleaned_data
        courts: dict[str, Any] = {nom: clean_ligne(valeurs[nom]) for nom in COURTS}
        longs: dict[str, Any] = {nom: clean_texte(valeurs[nom]) for nom in LONGS}
        return self.build_saisie("mode", "places", "visio", **courts, **longs)


class HorairesForm(FormationForm):
    """The demi-journées, one per line, and two empty lines; a line without a date is deleted."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, initial=1)

    def __init__(
        self,
        data: Any = None,
        *,
        session: SessionFormation,
        demi_journees: Sequence[DemiJournee],
        sequences: Sequence[SequenceProgramme],
    ) -> None:
        super().__init__(data, initial={"version": session.version})
        self._uuids: list[UUID | None] = [row.pk for row in demi_journees] + [None] * LIGNES_LIBRES
        choix = [(row.cle, row.titre) for row in sequences]
        lignes: list[DemiJournee | None] = [*demi_journees, *[None] * LIGNES_LIBRES]
        for rang, demi in enumerate(lignes):
            self.fields[f"{rang}_date"] = JourField(label="Date", initial=demi and demi.date)
            self.fields[f"{rang}_moment"] = forms.ChoiceField(
                label="Moment", choices=MOMENTS, initial=demi and demi.moment, required=False
            )
            self.fields[f"{rang}_debut"] = HeureField(label="De", initial=demi and demi.debut)
            self.fields[f"{rang}_fin"] = HeureField(label="À", initial=demi and demi.fin)
            self.fields[f"{rang}_titre"] = forms.CharField(
                label="Titre", max_length=regles.MAX_COURT, required=False, initial=demi.titre if demi else ""
            )
            self.fields[f"{rang}_distance"] = forms.BooleanField(
                label="À distance", required=False, initial=bool(demi and demi.is_distance)
            )
            self.fields[f"{rang}_sequences"] = forms.MultipleChoiceField(
                label="Séquences",
                choices=choix,
                required=False,
                widget=forms.CheckboxSelectMultiple,
                initial=demi.sequences if demi else [],
            )
        say_attendus(self)

    @property
    def lignes(self) -> list[dict[str, Any]]:
        """For the template: the fields of each line by name, and whether the line is new."""
        noms = ("date", "moment", "debut", "fin", "titre", "distance", "sequences")
        return [
            {nom: self[f"{rang}_{nom}"] for nom in noms} | {"rang": rang, "is_libre": uuid is None}
            for rang, uuid in enumerate(self._uuids)
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for rang in range(len(self._uuids)):
            if cleaned.get(f"{rang}_date"):
                for nom, phrase in (("debut", "Donnez l’heure de début."), ("fin", "Donnez l’heure de fin.")):
                    if f"{rang}_{nom}" not in self.errors and cleaned.get(f"{rang}_{nom}") is None:
                        self.add_error(f"{rang}_{nom}", phrase)
        return cleaned

    def get_lignes(self) -> list[tuple[UUID | None, DemiJourneePrevue]]:
        valeurs = self.cleaned_data
        return [
            (
                uuid,
                DemiJourneePrevue(
                    valeurs[f"{rang}_date"],
                    valeurs[f"{rang}_moment"] or regles.Moment.MATIN.value,
                    valeurs[f"{rang}_debut"],
                    valeurs[f"{rang}_fin"],
                    clean_ligne(valeurs[f"{rang}_titre"]),
                    tuple(valeurs[f"{rang}_sequences"]),
                    valeurs[f"{rang}_distance"],
                ),
            )
            for rang, uuid in enumerate(self._uuids)
            if valeurs[f"{rang}_date"]
        ][:MAX_DEMI_JOURNEES]

    def explain_refus(self, refus: Refus) -> None:
        """Show the refusal of a line beside its date; refusals are keyed by the rank of the submitted line."""
        envoyees = [rang for rang in range(len(self._uuids)) if self.cleaned_data.get(f"{rang}_date")]
        for rang, phrase in refus.champs.items():
            self.add_error(f"{envoyees[int(rang)]}_date", phrase)
        if not refus.champs:
            explain_refus(self, refus)


class IntervenantsForm(FormationForm):
    """The intervenants, one per line, and two empty lines; a line without a name is deleted. `personnes` are membres of
    the espace."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, initial=1)

    def __init__(
        self,
        data: Any = None,
        *,
        session: SessionFormation,
        intervenants: Sequence[Any],
        personnes: Sequence[Any],
        sequences: Sequence[SequenceProgramme],
    ) -> None:
        super().__init__(data, initial={"version": session.version})
        self._uuids: list[UUID | None] = [row.pk for row in intervenants] + [None] * LIGNES_LIBRES
        self._comptes = {str(membre.compte_id): membre.compte for membre in personnes}
        choix = [("", "Quelqu’un d’autre"), *((cle, str(compte)) for cle, compte in self._comptes.items())]
        for rang, row in enumerate([*intervenants, *[None] * LIGNES_LIBRES]):
            compte = str(row.compte_id or "") if row else ""
            # Someone who has left the espace stays on the sessions that she taught.
            partie = [(compte, row.nom)] if row and compte and compte not in self._comptes else []
            self.fields[f"{rang}_compte"] = forms.ChoiceField(
                label="De l’équipe", choices=[*choix, *partie], required=False, initial=compte
            )
            self.fields[f"{rang}_nom"] = forms.CharField(
                label="Nom", max_length=regles.MAX_COURT, required=False, initial=row.nom if row else ""
            )
            self.fields[f"{rang}_email"] = forms.EmailField(
                label="Adresse e-mail", required=False, initial=row.email if row else ""
            )
            self.fields[f"{rang}_role"] = forms.CharField(
                label="Rôle", max_length=regles.MAX_COURT, required=False, initial=row.role if row else ""
            )
            self.fields[f"{rang}_sequences"] = forms.MultipleChoiceField(
                label="Séquences",
                choices=[(s.cle, s.titre) for s in sequences],
                required=False,
                widget=forms.CheckboxSelectMultiple,
                initial=row.sequences if row else [],
            )
        say_attendus(self)

    @property
    def lignes(self) -> list[dict[str, BoundField | int | bool]]:
        noms = ("compte", "nom", "email", "role", "sequences")
        return [
            {nom: self[f"{rang}_{nom}"] for nom in noms} | {"rang": rang, "is_libre": uuid is None}
            for rang, uuid in enumerate(self._uuids)
        ]

    def get_lignes(self) -> list[tuple[UUID | None, dict[str, Any]]]:
        """The lines; someone chosen from the team gets her name and address, unless others were typed."""
        lignes = []
        for rang, uuid in enumerate(self._uuids):
            valeurs = {
                nom: self.cleaned_data[f"{rang}_{nom}"] for nom in ("compte", "nom", "email", "role", "sequences")
            }
            compte = self._comptes.get(valeurs["compte"])
            nom = clean_ligne(valeurs["nom"]) or (str(compte) if compte else "")
            if nom:
                email = valeurs["email"] or (compte.email if compte else "")
                lignes.append(
                    (
                        uuid,
                        {
                            "compte_id": parse_uuid(valeurs["compte"]),
                            "nom": nom,
                            "email": email,
                            "role": clean_ligne(valeurs["role"]),
                            "sequences": valeurs["sequences"],
                        },
                    )
                )
        return lignes
