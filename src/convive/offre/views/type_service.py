"""The types of services offered in an espace."""

from typing import Any

from convive.espaces.models import Membre
from convive.espaces.selectors.note import list_choix_thematiques
from convive.espaces.views.ecran import FORMULAIRE, Ecran
from convive.espaces.views.page import Formulaire, Page, Pages
from convive.offre.actions.type_service import create_type, update_type
from convive.offre.forms.type_service import TypeServiceForm
from convive.offre.permissions import can_update_types
from convive.offre.selectors.catalogue import TypeLu, list_types
from convive.offre.views.rubrique import OFFRE, TYPES


def _get_type(membre: Membre, cle: str) -> TypeLu | None:
    return list_types(membre.espace).get(cle)


pages = Pages(OFFRE, "offre/types/", onglet=TYPES)
un_type = pages.objet("<slug:cle>/", _get_type, "Ce type n’existe pas dans cet espace.", nom="type")


@pages.lecture("", droit=can_update_types)
def type_service_list(page: Page) -> dict[str, Any]:
    return {"types": list(list_types(page.espace).values())}


@pages.ecriture("ajouter/", droit=can_update_types, gabarit=FORMULAIRE)
def type_service_create(page: Page) -> Formulaire:
    form = TypeServiceForm(page.data, thematiques=list_choix_thematiques(page.membre))

    def save() -> None:
        nom, theme = form.cleaned_data["nom"], form.get_thematique()
        create_type(by=page.compte, espace=page.espace, nom=nom, thematique=theme)

    return Formulaire(
        form,
        save,
        fait="Type ajouté.",
        suite=page.get_url(TYPES),
        champ="nom",
        ecran=Ecran(
            titre="Ajouter un type de services",
            chapeau="Pour ce que les types usuels ne prévoient pas.",
            qui_voit="les chargé·es de coopération et la direction.",
            bouton="Ajouter le type",
            retour=("Revenir aux types", page.get_url("offre:type_service_list")),
        ),
    )


@un_type.ecriture("", droit=can_update_types, gabarit=FORMULAIRE)
def type_service_update(page: Page, type: TypeLu) -> Formulaire:
    """Rename a type, change its thématique, or hide it."""
    form = TypeServiceForm(page.data, thematiques=list_choix_thematiques(page.membre), type_lu=type)

    def save() -> None:
        nom, is_cache = form.cleaned_data["nom"], form.cleaned_data["is_cache"]
        valeurs = {"nom": nom, "thematique": form.get_thematique(), "is_cache": is_cache}
        update_type(by=page.compte, espace=page.espace, cle=type.cle, **valeurs)

    return Formulaire(
        form,
        save,
        fait="Type enregistré.",
        suite=page.get_url(TYPES),
        champ="nom",
        ecran=Ecran(
            titre="Modifier le type",
            chapeau=type.nom,
            qui_voit="les chargé·es de coopération et la direction.",
            bouton="Enregistrer le type",
            retour=("Revenir aux types", page.get_url("offre:type_service_list")),
        ),
    )
