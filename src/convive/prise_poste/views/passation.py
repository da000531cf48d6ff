"""What whoever comes next needs: what the espace knows, and what was written for them."""

from typing import Any

from convive.espaces.views.ecran import FORMULAIRE, Ecran
from convive.espaces.views.page import Formulaire, Page, Pages
from convive.prise_poste.actions.passation import update_passation
from convive.prise_poste.forms.rubriques import RubriquesForm
from convive.prise_poste.permissions import can_update_passation
from convive.prise_poste.rules.passation import MAX_TEXTE, RUBRIQUES
from convive.prise_poste.selectors.passation import get_passation, read_passation
from convive.prise_poste.views.rubrique import FORMATS, PASSATION, POSTE

pages = Pages(POSTE, "prise-de-poste/passation/", onglet=PASSATION)


@pages.lecture("", droit=can_update_passation)
def passation_detail(page: Page) -> dict[str, Any]:
    return {"lue": read_passation(page.membre, page.today), "formats": FORMATS}


@pages.ecriture("ecrire/", droit=can_update_passation, gabarit=FORMULAIRE)
def passation_update(page: Page) -> Formulaire:
    form = RubriquesForm(page.data, rubriques=RUBRIQUES, objet=get_passation(page.membre), longueur=MAX_TEXTE)
    return Formulaire(
        form,
        lambda: update_passation(by=page.compte, espace=page.espace, saisie=form.get_saisie()),
        fait="Le dossier de passation est enregistré.",
        suite=page.get_url(PASSATION),
        brouillon="passation",
        ecran=Ecran(
            titre="Écrire le dossier de passation",
            chapeau="Quelques lignes suffisent, aujourd’hui. Convive y ajoute lui-même ce qu’il sait déjà\u00a0: les "
            "décisions, les dates, les actions.",
            qui_voit="les chargé·es de coopération et la direction. Le journal garde la trace de chaque modification.",
            texte="N’y nommez ni enfant ni famille, et n’y mettez jamais de mot de passe.",
            bouton="Enregistrer le dossier",
            retour=("Revenir au dossier", page.get_url(PASSATION)),
        ),
    )
