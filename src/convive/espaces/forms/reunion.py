"""Join what was typed in a form with what someone else saved meanwhile: field by field, line by line in long texts, box
by box in lists."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict

from convive.espaces.actions.ecriture import FicheChangee
from convive.espaces.forms.fiche import REUNI, FicheForm, list_mots
from convive.espaces.forms.fusion_saisies import (
    CHAMP,
    ChampFusion,
    FusionSaisie,
    Genre,
    build_fusion,
    build_texte,
    build_valeur,
    read_fusion,
)
from convive.espaces.models import TexteVersionne
from convive.espaces.selectors.texte import list_auteurs_depuis
from convive.socle.conflits import fuse_listes, write_valeur
from convive.socle.formats import date_longue
from convive.socle.fusion_textes import fuse_textes

VIDE = "(vide)"


@dataclass(frozen=True, slots=True)
class Reunion:
    """`data` is what the form would have sent, had both people written one after the other. `fusion` has what is to be
    chosen, `is_texte` tells that a long text was joined."""

    data: QueryDict
    fusion: FusionSaisie
    is_texte: bool

    @property
    def caches(self) -> list[tuple[str, str]]:
        """All of it but what is to be chosen, to travel in the page that asks."""
        return list_caches(self.data, self.fusion)

    def list_auteurs(self, saisi: FicheForm, changee: FicheChangee) -> tuple[str, ...]:
        """Whose text was joined with what was typed."""
        if not self.is_texte:
            return ()
        if isinstance(changee.objet, TexteVersionne):
            return list_auteurs_depuis(changee.objet, saisi.cleaned_data["version"])
        return (changee.auteur,)


def read_donnees(data: QueryDict) -> tuple[QueryDict, FusionSaisie | None]:
    """What a form is bound to: the POST, where the page that asked to choose puts what was chosen. The second is that
    page, as it came back. Raise FusionIllisible."""
    if CHAMP not in data:
        return data, None
    fusion, resolved = read_fusion(data), data.copy()
    for champ, texte in fusion.textes.items():
        resolved[champ] = texte
    return resolved, fusion


def list_caches(data: QueryDict, fusion: FusionSaisie) -> list[tuple[str, str]]:
    chosen = {champ.champ for champ in fusion.champs} | {CHAMP, "csrfmiddlewaretoken"}
    chosen |= {f"{sorte}-{passage.nom}" for passage in fusion.conflits for sorte in ("choix", "ecrit")}
    return [(nom, str(valeur)) for nom, valeurs in data.lists() for valeur in valeurs if nom not in chosen]


def join_forms(saisi: FicheForm, actuel: FicheForm, autre: str) -> Reunion:
    """`saisi` is valid; `actuel` is the same form, as it opens now, since `autre` saved."""
    data: Any = saisi.data
    data = data.copy()
    depart, maintenant = saisi.read_depart(), actuel.read_initial()
    conflits: list[ChampFusion] = []
    textes = [_join_champ(champ, data, depart, maintenant, conflits) for champ in saisi.list_champs()]
    for nom in actuel.read_hors_champs():
        data.setlist(nom, sorted(_join_coches(depart.get(nom), maintenant[nom], data.getlist(nom))))
    for nom in ("version", "depart"):
        data[saisi.add_prefix(nom)] = str(actuel[nom].value())
    if any(textes) or any(champ.genre is Genre.LONG for champ in conflits):
        data[REUNI] = "oui"
    return Reunion(data, build_fusion(conflits, autre), any(textes))


def _join_champ(
    champ: forms.BoundField,
    data: Any,
    depart: Mapping[str, list[str]],
    maintenant: Mapping[str, list[str]],
    conflits: list[ChampFusion],
) -> bool:
    """Whether two texts were joined. What cannot be is added to `conflits`."""
    field, nom = champ.field, champ.html_name
    if nom not in maintenant or field.disabled:
        return False
    avant, actuelles, saisies = depart.get(nom), maintenant[nom], data.getlist(nom)
    if isinstance(field, forms.MultipleChoiceField):
        data.setlist(nom, sorted(_join_coches(avant, actuelles, saisies)))
        return False
    lu, actuel, mien = _read(field, avant), _read(field, actuelles), _read(field, saisies) or ""
    if mien == actuel:
        return False
    if lu is not None and mien == lu:
        data.setlist(nom, actuelles)
        return False
    if lu is not None and actuel == lu:
        return False
    if isinstance(field.widget, forms.Textarea):
        fusion = fuse_textes(lu or "", mien, actuel or "")
        if fusion.is_complete:
            data[nom] = fusion.texte
            return True
        conflits.append(build_texte(nom, str(champ.label), Genre.LONG, fusion))
    elif type(field.widget) in (forms.TextInput, forms.EmailInput, forms.URLInput) and not _is_valeur(field):
        fusion = fuse_textes("\0", _get(saisies), _get(actuelles))
        conflits.append(build_texte(nom, str(champ.label), Genre.COURT, fusion))
    else:
        mots = (_write_mots(field, saisies), _write_mots(field, actuelles))
        valeur = build_valeur(nom, str(champ.label), mien=_get(saisies), sien=_get(actuelles), mots=mots)
        conflits.append(valeur)
    return False


def _join_coches(avant: list[str] | None, actuelles: list[str], saisies: list[str]) -> frozenset[str]:
    return fuse_listes(actuelles, frozenset(avant or ()), frozenset(saisies))


def _get(valeurs: list[str]) -> str:
    return valeurs[0] if valeurs else ""


def _is_valeur(field: forms.Field) -> bool:
    """A number is chosen, not written anew on that page."""
    return isinstance(field, forms.IntegerField | forms.DecimalField)


def _read(field: forms.Field, valeurs: list[str] | None) -> str | None:
    """A value as a text by which two of them compare: « 0,5 » and « 0.50 » are one number."""
    if valeurs is None:
        return None
    texte = _get(valeurs)
    if isinstance(field.widget, forms.Textarea):
        return texte.replace("\r\n", "\n").replace("\r", "\n").strip("\n").rstrip()
    try:
        valeur = field.clean(texte)
        # A row that one chooses is itself, not its name, which another may bear.
        return " ".join(write_valeur(getattr(valeur, "pk", valeur)).split())
    except forms.ValidationError:
        return " ".join(texte.split())


def _write_mots(field: forms.Field, valeurs: list[str]) -> str:
    texte = _get(valeurs)
    if isinstance(field.widget, forms.CheckboxInput):
        return "Oui" if texte else "Non"
    if not texte:
        return VIDE
    if isinstance(field, forms.ChoiceField):
        return list_mots(field).get(texte, texte)
    if isinstance(field, forms.DateField):
        return date_longue(field.clean(texte))
    return texte
