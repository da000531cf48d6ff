"""A cahier: the plain pages of a small list, from its model: « Ajouter une petite page », docs/architecture.md."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import models
from django.utils.text import capfirst

from convive.espaces.actions.cahier import Refuse, create_ligne, delete_ligne, update_ligne
from convive.espaces.forms.cahier import FiltreForm, LigneForm, build_ligne_form
from convive.espaces.forms.fiche import FicheForm
from convive.espaces.models import Membre
from convive.espaces.permissions import is_permis_membre
from convive.espaces.selectors.cahier import (
    cut_lignes,
    get_ligne,
    get_noms_lignes,
    hide_liens,
    is_commune,
    list_lignes,
)
from convive.espaces.views.ecran import Ecran, Lien, Ligne, Liste
from convive.espaces.views.page import Formulaire, Page
from convive.socle.formats import date_longue, nombre
from convive.socle.maison import Maison
from convive.socle.uuids import parse_uuid
from convive.ui.pagination import build_parametres


@dataclass(frozen=True, slots=True, kw_only=True)
class Cahier:
    """A small list of an espace. `vue` begins the names of its pages: « acteurs:contact_presse » for
    « acteurs:contact_presse_list », `_create`, `_update`, `_delete`.

    `champs` are what one fills, `colonnes` what one reads of each line beside its name, `filtres` what one keeps lines
    by (lists of values, communes, links): fields of the model. Its `maison` names a line in a sentence, its rights say
    who reads it and who writes. `conseil` is said to whoever adds one, `garde` before one is deleted. `build_form`
    replaces the form that is made of `champs`, or changes what `build_ligne_form` gives; `modele_champs` is its
    template. `refuse` raises what cannot be, and no constraint of the model says. `lire` and `ecrire` are for a model
    that has no rights of its own.
    """

    modele: type[Any]
    vue: str
    titre: str
    ajouter: str
    vide: str
    qui_voit: str
    chapeau: str = ""
    conseil: str = ""
    champs: tuple[str, ...] = ()
    colonnes: tuple[str, ...] = ()
    filtres: tuple[str, ...] = ()
    garde: str = "C’est définitif : le journal garde son nom, et qui l’a supprimé."
    refuse: Refuse | None = None
    build_form: Callable[[Page, Any | None], FicheForm] | None = None
    modele_champs: str = ""
    lire: Callable[[Membre], bool] | None = None
    ecrire: Callable[[Membre], bool] | None = None

    def can_list(self, membre: Membre) -> bool:
        return self.lire(membre) if self.lire else is_permis_membre(membre, *self.modele.LIRE.cle)

    def can_update(self, membre: Membre) -> bool:
        return self.ecrire(membre) if self.ecrire else is_permis_membre(membre, *self.modele.ECRIRE.cle)

    def get_ligne(self, membre: Membre, uuid: UUID) -> Any | None:
        return get_ligne(self.modele, membre, uuid)

    def show_list(self, page: Page) -> dict[str, Any]:
        page.contexte["peut_ecrire"] = self.can_update(page.membre) and not page.espace.is_expire
        demande = page.request.GET
        filtre = FiltreForm(demande, modele=self.modele, champs=self.filtres, membre=page.membre)
        criteres = filtre.get_criteres()
        rows = list_lignes(self.modele, page.membre).filter(**criteres)
        pages = cut_lignes(rows, demande.get("page", ""), parse_uuid(demande.get("ligne", "")))
        hide_liens(page.membre, pages, self.colonnes)
        noms = get_noms_lignes(page.membre, pages, self.colonnes)
        liste = Liste(
            titre=self.titre,
            qui_voit=self.qui_voit,
            lignes=[self._build_ligne(page, ligne, noms) for ligne in pages],
            vide=self.vide,
            ajout=(self.ajouter, page.get_url(f"{self.vue}_create")),
            chapeau=self.chapeau,
            premiere=capfirst(str(self.modele._meta.verbose_name)),
            filtre=filtre if self.filtres else None,
            is_filtree=bool(criteres),
            url=self._get_url(page),
            pages=pages,
            parametres=build_parametres(demande, "ligne"),
        )
        return {"liste": liste}

    def _build_ligne(self, page: Page, ligne: Any, noms: Mapping[str, str]) -> Ligne:
        url = page.get_url(f"{self.vue}_update", ligne.pk) if page.contexte["peut_ecrire"] else ""
        return Ligne(str(ligne.pk), str(ligne), url, read_cellules(ligne, self.colonnes, noms))

    def create(self, page: Page) -> Formulaire:
        form = self._build_form(page, None)
        return Formulaire(
            form,
            lambda: create_ligne(
                by=page.compte, modele=self.modele, espace=page.espace, saisie=form.get_saisie(), refuse=self.refuse
            ),
            fait="C’est enregistré.",
            suite=self._get_url(page),
            ecran=self._build_ecran(page, self.ajouter, self.conseil),
            brouillon=f"{self._maison.cle}-nouveau",
        )

    def update(self, page: Page, ligne: Any) -> Formulaire:
        form = self._build_form(page, ligne)
        suppression: Lien = ("Supprimer", page.get_url(f"{self.vue}_delete", ligne.pk))
        return Formulaire(
            form,
            lambda: update_ligne(by=page.compte, ligne=ligne, saisie=form.get_saisie(), refuse=self.refuse),
            fait="C’est enregistré.",
            suite=self._get_url(page),
            ecran=self._build_ecran(page, f"Modifier {self._maison.defini}", str(ligne), (suppression,)),
            contexte={"ligne": ligne},
            brouillon=self._maison.cle,
        )

    def delete(self, page: Page, ligne: Any) -> Formulaire:
        defini = self._maison.defini
        ecran = Ecran(
            titre=f"Supprimer {defini} ?",
            chapeau=str(ligne),
            qui_voit="les personnes qui peuvent écrire ici.",
            texte=self.garde,
            bouton=f"Supprimer {defini}",
            retour=("Ne rien supprimer", self._get_url(page)),
        )
        return Formulaire(
            None,
            lambda: delete_ligne(by=page.compte, ligne=ligne),
            fait="C’est supprimé.",
            suite=self._get_url(page),
            ecran=ecran,
        )

    @property
    def _maison(self) -> Maison:
        maison: Maison = self.modele.maison
        return maison

    def _get_url(self, page: Page) -> str:
        return page.get_url(f"{self.vue}_list")

    def build_ligne_form(self, page: Page, ligne: Any | None) -> LigneForm:
        """The form that is made of `champs`, for a `build_form` that changes a field of it."""
        form = build_ligne_form(self.modele, self.champs)
        return form(page.data, membre=page.membre, ligne=ligne or self.modele(espace=page.espace))

    def _build_form(self, page: Page, ligne: Any | None) -> Any:
        return self.build_form(page, ligne) if self.build_form else self.build_ligne_form(page, ligne)

    def _build_ecran(self, page: Page, titre: str, chapeau: str = "", liens: tuple[Lien, ...] = ()) -> Ecran:
        return Ecran(
            titre=titre,
            chapeau=chapeau,
            qui_voit="les personnes qui peuvent écrire ici.",
            champs=self.modele_champs,
            retour=("Revenir à la liste", self._get_url(page)),
            liens=liens,
        )


def read_cellules(
    ligne: models.Model, colonnes: Sequence[str], communes: Mapping[str, str] | None = None
) -> tuple[tuple[str, str], ...]:
    """What one reads of these fields, each under its name; `communes` names those of a code."""
    champs = [(nom, ligne._meta.get_field(nom)) for nom in colonnes]
    return tuple((capfirst(str(champ.verbose_name)), _write(ligne, nom, communes or {})) for nom, champ in champs)  # type: ignore[union-attr]  # columns are fields, never relations backwards


def _write(ligne: models.Model, nom: str, communes: Mapping[str, str]) -> str:
    valeur = getattr(ligne, nom)
    if is_commune(ligne, nom):
        return communes.get(valeur, valeur)
    if isinstance(valeur, date):
        return date_longue(valeur)
    if isinstance(valeur, Decimal):
        # All the decimals that were typed, and no zero after them: « 0,59 », « 1 720 ».
        return nombre(valeur, max(0, -int(valeur.normalize().as_tuple().exponent)))
    affiche = getattr(ligne, f"get_{nom}_display", None)
    return str(affiche() if affiche else "" if valeur is None else valeur)
