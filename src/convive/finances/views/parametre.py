"""The values of scales that a team typed."""

from typing import Any

from django import forms

from convive.espaces.forms.cahier import LigneForm
from convive.espaces.views.cahier import Cahier
from convive.espaces.views.ecran import FORMULAIRE, LISTE, SUPPRESSION
from convive.espaces.views.page import Formulaire, Page, Pages
from convive.finances.models import Parametre
from convive.finances.rules.catalogue import get_cles
from convive.finances.rules.parametres import Theme
from convive.finances.views.rubrique import BAREMES, FINANCES


def _build_form(page: Page, parametre: Parametre | None) -> LigneForm:
    """The lines of the scales by theme; the one that the page of scales asked for is chosen already."""
    form = PARAMETRES.build_ligne_form(page, parametre)
    garde = parametre.cle if parametre else ""
    choix: list[Any] = [("", "–")]
    if garde and garde not in get_cles():
        choix.append((garde, garde))
    for theme in Theme:
        cles = [(cle, f"{ligne.nom} ({ligne.unite})") for cle, ligne in get_cles().items() if ligne.theme is theme]
        choix.append((theme.libelle, cles))
    form.fields["cle"] = forms.ChoiceField(label="Ligne du barème", choices=choix)
    if parametre is None:
        form.initial["cle"] = page.request.GET.get("cle", "")
    return form


PARAMETRES = Cahier(
    modele=Parametre,
    vue="finances:parametre",
    titre="Les valeurs saisies ici",
    ajouter="Saisir une valeur",
    vide="Votre Caf vous a donné un montant\u00a0? Notez-le, avec sa date et sa source\u00a0: "
    "les estimations s’en serviront.",
    qui_voit="les membres de l’espace, sauf l’administrateur·rice technique.",
    conseil="Une valeur nouvelle ne change pas l’ancienne\u00a0: ajoutez une ligne, avec la date où elle commence.",
    champs=("cle", "valeur", "maximum", "date_debut", "date_fin", "confiance", "source", "lien", "reserve"),
    colonnes=("valeur", "maximum", "date_debut", "date_fin", "source"),
    garde="C’est pour une valeur saisie par erreur. Celle qui n’a plus cours reste, avec la date de sa fin\u00a0: "
    "les années passées s’en servent.",
    build_form=_build_form,
)
pages = Pages(FINANCES, "finances/valeurs/", onglet=BAREMES)
parametre = pages.objet("<uuid:parametre_uuid>/", PARAMETRES.get_ligne, "Cette valeur n’existe pas ici.")


@pages.lecture("", droit=PARAMETRES.can_list, gabarit=LISTE)
def parametre_list(page: Page) -> dict[str, Any]:
    return PARAMETRES.show_list(page)


@pages.ecriture("ajouter/", droit=PARAMETRES.can_update, gabarit=FORMULAIRE)
def parametre_create(page: Page) -> Formulaire:
    return PARAMETRES.create(page)


@parametre.ecriture("modifier/", droit=PARAMETRES.can_update, gabarit=FORMULAIRE)
def parametre_update(page: Page, parametre: Parametre) -> Formulaire:
    return PARAMETRES.update(page, parametre)


@parametre.ecriture("supprimer/", droit=PARAMETRES.can_update, gabarit=SUPPRESSION)
def parametre_delete(page: Page, parametre: Parametre) -> Formulaire:
    return PARAMETRES.delete(page, parametre)
