"""The data that an organisme prints about itself, and the references in force today, which it can correct."""

from django.utils import timezone

from convive.espaces.models import Membre
from convive.espaces.views.page import Formulaire, Page, Rendu
from convive.formation.actions.organisme import delete_reference, update_organisme, update_reference
from convive.formation.exports.registre_traitements import list_traitements_formation
from convive.formation.forms.organisme import OrganismeForm, ReferenceForm
from convive.formation.permissions import can_organiser
from convive.formation.rules.references import Reference
from convive.formation.selectors.programme import get_organisme
from convive.formation.selectors.references import get_reference, group_references
from convive.formation.views.rubrique import FORMATS, REGLAGES, build_pages


def _get_reference(membre: Membre, cle: str) -> Reference | None:
    try:
        return get_reference(membre.espace, cle, timezone.localdate())
    except KeyError:
        return None


pages = build_pages("reglages/", REGLAGES)
reference = pages.objet("<slug:cle>/", _get_reference, "Cette référence n’existe pas.", nom="reference")


@pages.ecriture("", droit=can_organiser)
def organisme_update(page: Page) -> Formulaire:
    form = OrganismeForm(page.data, organisme=get_organisme(page.espace))
    return Formulaire(
        form,
        lambda: update_organisme(by=page.compte, espace=page.espace, saisie=form.get_saisie()),
        fait="Les réglages sont enregistrés.",
        suite=page.get_url(REGLAGES),
        contexte=lambda: {
            "groupes": group_references(page.espace, page.today),
            "traitements": list_traitements_formation(),
            "formats": FORMATS,
        },
    )


@reference.ecriture("", droit=can_organiser)
def reference_update(page: Page, reference: Reference) -> Rendu:
    """Correct a reference or a duration from a given date, or restore the default."""
    if page.geste == "revenir":
        delete_reference(by=page.compte, espace=page.espace, reference=reference)
        return page.redirect(page.get_url(REGLAGES), "Ce que Convive propose est de nouveau en vigueur.")
    page.lead("Réglages", page.get_url(REGLAGES))
    form = ReferenceForm(page.data, reference=reference, today=page.today)
    return Formulaire(
        form,
        lambda: update_reference(by=page.compte, espace=page.espace, reference=reference, **form.get_valeurs()),
        fait=f"«\u00a0{reference.nom}\u00a0» est enregistré.",
        suite=page.get_url(REGLAGES),
    )
