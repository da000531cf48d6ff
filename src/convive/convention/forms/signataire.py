"""The forms of a signatory and of its délibération."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict

from convive.acteurs.models import Organisation, Personne, TypeOrganisation
from convive.acteurs.rules.annuaire import MAX_NOM
from convive.convention.actions.signataire import SaisieDeliberation, SaisieSignataire
from convive.convention.models import (
    ORGANES_PAR_TYPE,
    Deliberation,
    OrganeDeliberant,
    RoleSignataire,
    Signataire,
)
from convive.convention.rules.ctg import MAX_PERSONNE, MAX_QUALITE
from convive.convention.rules.deliberations import MAX_NUMERO
from convive.convention.rules.organisations import guess_type
from convive.convention.selectors.organisation import find_organisations
from convive.documents.models import PieceJointe
from convive.socle.formulaires import JourField, get_champ_choix
from convive.socle.texte import clean_ligne

LISTE = "organisations-connues"
"""The id of the list of names that the page proposes."""
SELON_LE_TYPE = ("", "celle qui est d’usage pour ce type d’organisation")
PARLANTS = ("organisation", "representant_nom", "representant_qualite", "numero", "date")
PREFIXE = "signataire"
LIGNES_DE_DEPART, MAX_LIGNES = 3, 40


class RepresentantForm(forms.Form):
    """What both forms of a signatory ask."""

    role = forms.ChoiceField(label="Rôle", choices=RoleSignataire.choices, initial=RoleSignataire.CO_SIGNATAIRE)
    representant_nom = forms.CharField(
        label="Représentée par", help_text="Prénom et nom.", max_length=MAX_PERSONNE, required=False
    )
    representant_qualite = forms.CharField(
        label="En qualité de",
        help_text="« maire », « présidente », « directrice ».",
        max_length=MAX_QUALITE,
        required=False,
    )
    organe_deliberant = forms.ChoiceField(
        label="Assemblée qui délibère", choices=[SELON_LE_TYPE, *OrganeDeliberant.choices], required=False
    )

    def clean_representant_nom(self) -> str:
        return clean_ligne(str(self.cleaned_data["representant_nom"]))

    def clean_representant_qualite(self) -> str:
        return clean_ligne(str(self.cleaned_data["representant_qualite"]))


class SignataireForm(RepresentantForm):
    """A signatory: its organisation is one of the directory, by its name, or a new one of which one says the type."""

    organisation = forms.CharField(
        label="Organisation",
        help_text="Choisissez-la dans l’annuaire, ou écrivez son nom : elle y sera ajoutée.",
        max_length=MAX_NOM,
        widget=forms.TextInput(attrs={"list": LISTE, "autocomplete": "off"}),
    )
    type = forms.ChoiceField(
        label="Type, si elle est nouvelle",
        choices=[("", "d’après son nom"), *TypeOrganisation.choices],
        required=False,
    )
    numero = forms.CharField(label="N° de délibération", max_length=MAX_NUMERO, required=False)
    date = JourField(label="Délibération du")
    field_order = ("organisation", "type", "role", "representant_nom", "representant_qualite", "organe_deliberant")

    def __init__(self, data: QueryDict | None = None, *, organisations: Sequence[Organisation], **options: Any) -> None:
        super().__init__(data, use_required_attribute=False, **options)
        self._organisations = organisations

    def has_changed(self) -> bool:
        """A line where nothing is said of anyone is an empty line, whatever its lists show."""
        return any(str(self.data.get(self.add_prefix(champ), "")).strip() for champ in PARLANTS)

    def clean_organisation(self) -> str:
        return clean_ligne(str(self.cleaned_data["organisation"]))

    def clean_numero(self) -> str:
        return clean_ligne(str(self.cleaned_data["numero"]))

    def clean(self) -> dict[str, Any]:
        """Find the organisation, or what is needed to add it."""
        cleaned = super().clean() or {}
        nom = cleaned.get("organisation")
        if not nom:
            return cleaned
        wanted = cleaned.get("type", "")
        found = find_organisations(self._organisations, nom)
        same_type = [o for o in found if o.type == wanted]
        chosen = same_type or found
        cleaned["trouvee"] = chosen[0] if chosen else None
        if len(found) > 1 and len(same_type) != 1:
            self.add_error(
                "organisation",
                f"L’annuaire a {len(found)} organisations de ce nom : indiquez de quel type est la vôtre.",
            )
        kind = wanted or guess_type(nom)
        if cleaned["trouvee"] is None and not kind:
            self.add_error("type", f"« {nom} » n’est pas dans l’annuaire, et son nom ne dit pas ce qu’elle est.")
        cleaned["type"] = kind
        return cleaned

    def get_saisie(self) -> SaisieSignataire:
        valeurs = self.cleaned_data
        trouvee = valeurs["trouvee"]
        kind = trouvee.type if trouvee else valeurs["type"]
        return SaisieSignataire(
            organisation=trouvee,
            nom=valeurs["organisation"],
            type=kind,
            role=valeurs["role"],
            representant_nom=valeurs["representant_nom"],
            representant_qualite=valeurs["representant_qualite"],
            organe_deliberant=valeurs["organe_deliberant"] or ORGANES_PAR_TYPE.get(kind, OrganeDeliberant.AUTRE),
            numero=valeurs["numero"],
            jour=valeurs["date"],
        )


class LignesSignataires:
    """The lines of signatories of a new CTG: as many as the page shows; an empty one counts for nothing."""

    def __init__(
        self, data: QueryDict | None, *, organisations: Sequence[Organisation], noms: Sequence[str], ajout: bool = False
    ) -> None:
        lignes = _parse_lignes(data) + (1 if ajout else 0)
        self.nombre = min(lignes, MAX_LIGNES)
        self.forms = [
            SignataireForm(
                None if ajout else data,
                organisations=organisations,
                prefix=f"{PREFIXE}-{rang}",
                initial=_build_initial(rang, noms, data if ajout else None),
                empty_permitted=True,
            )
            for rang in range(self.nombre)
        ]

    def is_valid(self) -> bool:
        valid = all([form.is_valid() for form in self.forms])  # noqa: C419 - each line says all that is wrong
        seen: set[object] = set()
        for form in self.forms if valid else ():
            if not form.has_changed():
                continue
            cle = form.cleaned_data["trouvee"] or form.cleaned_data["organisation"].casefold()
            if cle in seen:
                form.add_error("organisation", "Elle est déjà plus haut parmi les signataires.")
                valid = False
            seen.add(cle)
        return valid

    def list_saisies(self) -> list[SaisieSignataire]:
        return [form.get_saisie() for form in self.forms if form.has_changed()]

    @property
    def erreurs(self) -> list[tuple[str, str, str]]:
        """The id of each field to correct, its label with the rank of its line, what is wrong."""
        return [
            (form[champ].id_for_label if champ in form.fields else "", f"Signataire {rang}", str(message))
            for rang, form in enumerate(self.forms, start=1)
            if form.is_bound
            for champ, messages in form.errors.items()
            for message in messages
        ]


def _parse_lignes(data: QueryDict | None) -> int:
    texte = str(data.get("lignes", "")) if data else ""
    return min(max(int(texte), 1), MAX_LIGNES) if texte.isascii() and texte.isdigit() else LIGNES_DE_DEPART


def _build_initial(rang: int, noms: Sequence[str], data: QueryDict | None) -> dict[str, Any]:
    """What a line shows before one types; or, when a line is added, what had been typed in it."""
    prefixe = f"{PREFIXE}-{rang}-"
    if data is not None and any(cle.startswith(prefixe) for cle in data):
        return {cle.removeprefix(prefixe): data.get(cle) for cle in data if cle.startswith(prefixe)}
    role = RoleSignataire.PORTEUR if rang == 0 else RoleSignataire.CO_SIGNATAIRE
    nom = noms[rang] if rang < len(noms) else ""
    # The first is the intercommunality, whatever its name says.
    return {"role": role, "organisation": nom, "type": TypeOrganisation.EPCI if nom and rang == 0 else ""}


class SignataireUpdateForm(RepresentantForm):
    """The role, the representatives, the assembly of a signatory."""

    representant_actuel = forms.ChoiceField(
        label="Représentée aujourd’hui par",
        help_text="Une personne qui a une fonction dans cette organisation, d’après l’annuaire.",
        required=False,
    )

    def __init__(self, data: QueryDict | None = None, *, signataire: Signataire, personnes: Sequence[Personne]) -> None:
        champs = ("role", "representant_nom", "representant_qualite", "organe_deliberant")
        initial: dict[str, Any] = {champ: getattr(signataire, champ) for champ in champs}
        initial["representant_actuel"] = str(signataire.representant_actuel_id or "")
        super().__init__(data, initial=initial, use_required_attribute=False)
        self._signataire = signataire
        actuel = signataire.representant_actuel
        self._personnes = {str(p.pk): p for p in (*personnes, *((actuel,) if actuel else ()))}
        choix = [("", "la même personne, ou pas encore connue")]
        choix += [(pk, str(personne)) for pk, personne in self._personnes.items()]
        get_champ_choix(self, "representant_actuel").choices = choix

    def get_saisie(self) -> SaisieSignataire:
        valeurs, organisation = self.cleaned_data, self._signataire.organisation
        usuel = ORGANES_PAR_TYPE.get(organisation.type, OrganeDeliberant.AUTRE)  # type: ignore[call-overload]  # a stored value
        return SaisieSignataire(
            organisation=organisation,
            role=valeurs["role"],
            representant_nom=valeurs["representant_nom"],
            representant_qualite=valeurs["representant_qualite"],
            organe_deliberant=valeurs["organe_deliberant"] or usuel,
        )

    def get_representant_actuel(self) -> Personne | None:
        return self._personnes.get(self.cleaned_data["representant_actuel"])


class DeliberationForm(forms.Form):
    numero = forms.CharField(label="Numéro de la délibération", max_length=MAX_NUMERO, required=False)
    date = JourField(label="Délibération du")
    date_signature = JourField(label="Signature le", help_text="Le jour où son représentant a signé.")
    piece = forms.ChoiceField(
        label="Pièce jointe",
        help_text="Parmi les fichiers joints à la page de la CTG.",
        required=False,
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        deliberation: Deliberation | None,
        pieces: Sequence[PieceJointe],
        has_organe: bool,
    ) -> None:
        initial = {}
        if deliberation is not None:
            initial = {champ: getattr(deliberation, champ) for champ in ("numero", "date", "date_signature")}
            initial["piece"] = str(deliberation.piece_id or "")
        super().__init__(data, initial=initial, use_required_attribute=False)
        self._pieces = {str(piece.pk): piece for piece in pieces}
        choix = [("", "aucune"), *((pk, piece.titre) for pk, piece in self._pieces.items())]
        get_champ_choix(self, "piece").choices = choix
        if not has_organe:
            del self.fields["numero"], self.fields["date"]

    def get_saisie(self) -> SaisieDeliberation:
        valeurs = self.cleaned_data
        return SaisieDeliberation(
            clean_ligne(str(valeurs.get("numero", ""))),
            valeurs.get("date"),
            valeurs["date_signature"],
            self._pieces.get(valeurs["piece"]),
        )
