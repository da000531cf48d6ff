"""The coordination posts: who holds each, what it is given to, what it took the place of."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied

from convive.acteurs.actions.poste import close_poste, create_poste, reopen_poste, update_poste
from convive.acteurs.exports import CLE_AVANT_APRES, CLE_LETTRE
from convive.acteurs.exports.dessin import draw_avant_apres
from convive.acteurs.exports.postes import build_choix
from convive.acteurs.forms.poste import DeuxJoursForm, JourForm, PosteForm
from convive.acteurs.models import Personne, PosteCooperation
from convive.acteurs.permissions import can_create_poste, can_list_acteurs, can_update_acteurs, can_update_poste
from convive.acteurs.rules.postes import compare_postes, get_jours_usuels
from convive.acteurs.selectors.doublon import list_personnes_proches
from convive.acteurs.selectors.organisation import (
    get_noms_communes,
    get_noms_communes_espace,
    list_choix_organisations,
)
from convive.acteurs.selectors.personne import list_choix_personnes
from convive.acteurs.selectors.poste import (
    get_poste,
    get_tableau_postes,
    is_titulaire_visible,
    list_choix_postes,
    list_postes_lus,
    list_suites,
)
from convive.acteurs.views.rubrique import ACTEURS, POSTES
from convive.espaces.models import Membre
from convive.espaces.permissions import can_get_journal
from convive.espaces.views.ecran import FORMULAIRE, Ecran
from convive.espaces.views.page import Formulaire, Gestes, Page, Pages
from convive.journal.selectors import get_journal_objet
from convive.socle.objets import objets

DETAIL = "acteurs:poste_detail"
CHEMIN = "<uuid:poste_uuid>/"
ABSENT = "Ce poste n’existe pas ici, ou vous n’y avez pas accès."
MAX_LIGNES = 10


def _get_poste_a_changer(membre: Membre, uuid: UUID) -> PosteCooperation | None:
    """Raise PermissionDenied for a post that this place reads and does not write."""
    poste = get_poste(membre, uuid)
    if poste is not None and not can_update_poste(membre, poste):
        raise PermissionDenied("Vous pouvez lire ce poste, et changer seulement le vôtre.")
    return poste


pages = Pages(ACTEURS, "acteurs/postes/", onglet=POSTES)
poste = pages.objet(CHEMIN, get_poste, ABSENT)
a_changer = pages.objet(CHEMIN, _get_poste_a_changer, ABSENT)


@pages.lecture("", droit=can_list_acteurs)
def poste_list(page: Page) -> dict[str, Any]:
    """Those of one day, and sums of ETP by employer, theme and commune."""
    form = JourForm(page.request.GET or {"jour": page.today.isoformat()})
    tableau = get_tableau_postes(page.membre, form.get_jour(page.today))
    return {
        "form": form,
        "tableau": tableau,
        "sommes": (
            ("Par employeur", "Employeur", tableau.par_employeur),
            ("Par thématique", "Thématique", tableau.par_thematique),
            ("Par commune", "Commune", tableau.par_commune),
        ),
        "peut_ajouter": can_create_poste(page.membre) and not page.espace.is_expire,
    }


@pages.lecture("avant-apres/", droit=can_list_acteurs)
def poste_comparaison(page: Page) -> dict[str, Any]:
    """The posts of two chosen days, drawn and in tables, to print or to take away."""
    postes = list_postes_lus(page.membre)
    form = DeuxJoursForm(page.request.GET, usuels=get_jours_usuels(postes, page.today))
    jours = form.get_jours()
    comparaison = compare_postes(postes, *jours)
    return {
        "form": form,
        "comparaison": comparaison,
        "dessin": draw_avant_apres(comparaison),
        "choix": build_choix(*jours),
        "document": CLE_AVANT_APRES,
        "formats": ("docx", "odt", "pdf"),
    }


@pages.ecriture("ajouter/", droit=can_create_poste)
def poste_create(page: Page) -> Formulaire:
    form = _build_form(page)
    return Formulaire(
        form,
        lambda: create_poste(
            by=page.compte, espace=page.espace, saisie=form.get_saisie(), titulaire=form.get_titulaire()
        ),
        fait="Poste ajouté.",
        suite=lambda poste: page.get_url(DETAIL, poste.pk),
        contexte={"proches": _list_titulaires_proches(page.membre, form)},
    )


@poste.lecture("", droit=can_list_acteurs)
def poste_detail(page: Page, poste: PosteCooperation) -> dict[str, Any]:
    membre, noms = page.membre, get_noms_communes(poste.communes, {})
    contexte = {
        "communes": sorted(noms.get(code, code) for code in poste.communes),
        "remplaces": (("Il remplace", poste.remplace.all()), ("Il est remplacé par", list_suites(membre, poste))),
        "voit_titulaire": is_titulaire_visible(membre, poste),
        "peut_changer": can_update_poste(membre, poste) and not page.espace.is_expire,
    }
    if can_update_poste(membre, poste) and not poste.archive_le:
        contexte |= {"document": CLE_LETTRE, "formats": ("docx", "odt", "pdf")}
    if can_get_journal(membre):
        contexte["journal"] = get_journal_objet(objets.get_reference(poste), MAX_LIGNES)
    return contexte


@a_changer.ecriture("modifier/", droit=can_update_acteurs, gabarit=FORMULAIRE)
def poste_update(page: Page, poste: PosteCooperation) -> Formulaire:
    """What someone else changed meanwhile is joined, or compared."""
    form = _build_form(page, poste)
    return Formulaire(
        form,
        lambda: update_poste(by=page.compte, poste=poste, saisie=form.get_saisie(), titulaire=form.get_titulaire()),
        fait="Poste enregistré.",
        suite=page.get_url(DETAIL, poste.pk),
        contexte={"proches": _list_titulaires_proches(page.membre, form)},
        ecran=Ecran(
            titre="Modifier le poste",
            chapeau=f"{poste.intitule}, {poste.employeur}",
            qui_voit=("les chargé·es de coopération et la direction\u00a0; la coordination, pour son propre poste."),
            bouton="Enregistrer le poste",
            champs="acteurs/_poste_champs.html",
            retour=("Revenir au poste", page.get_url("acteurs:poste_detail", poste.pk)),
        ),
    )


@a_changer.ecriture("archiver/", droit=can_update_acteurs)
def poste_close(page: Page, poste: PosteCooperation) -> Gestes:
    """The page asks before it archives; « rétablir » is the same address, from the post."""
    return Gestes(
        {
            "archiver": (
                lambda: close_poste(by=page.compte, poste=poste),
                "Poste archivé. Il se retrouve au bas de la page des postes.",
            ),
            "retablir": (lambda: reopen_poste(by=page.compte, poste=poste), "Poste rétabli."),
        },
        suite=page.get_url(DETAIL, poste.pk),
    )


def _build_form(page: Page, poste: PosteCooperation | None = None) -> PosteForm:
    """The form of a post, with all that it lets one choose."""
    membre = page.membre
    return PosteForm(
        page.data,
        membre=membre,
        communes=get_noms_communes(poste.communes if poste else [], get_noms_communes_espace(membre)),
        organisations=list_choix_organisations(membre),
        personnes=list_choix_personnes(membre),
        postes=list_choix_postes(membre, poste),
        poste=poste,
    )


def _list_titulaires_proches(membre: Membre, form: PosteForm) -> list[Personne]:
    """The cards that look like that of whoever is to be added with a post, which the form then says; nobody once it
    was told that she is another person."""
    if not form.is_valid() or form.cleaned_data["titulaire_autre"]:
        return []
    titulaire = form.get_titulaire()
    proches = list_personnes_proches(membre, titulaire.valeurs) if titulaire else []
    if proches:
        form.explain_proches(proches)
    return proches
