"""The button that prepares a valise, on the schedule of a programme and on that of a session."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from convive.documents.actions.travail import submit_travail
from convive.documents.models import Travail
from convive.documents.views.emport import MAX_JETON
from convive.espaces.views.page import Formulaire, Page
from convive.formation.exports.valise import TRAVAIL_VALISE
from convive.formation.forms.valise import ValiseForm


def ask_valise(page: Page, choix: UUID, titre: str, contexte: Mapping[str, Any], *, personnes: int = 0) -> Formulaire:
    """The form of the valise of the session or programme `choix`, on a page that shows `contexte`. `personnes` are
    those enrolled."""
    form = ValiseForm(page.data, personnes=personnes)

    def submit() -> Travail:
        return submit_travail(
            by=page.compte,
            type_travail=TRAVAIL_VALISE,
            espace=page.espace,
            arguments={"choix": str(choix), **form.cleaned_data},
            libelle=f"La valise\u00a0: {titre}"[:200],
            jeton=page.request.POST.get("jeton", "")[:MAX_JETON] or uuid4().hex,
        )

    return Formulaire(
        form,
        submit,
        fait="La valise se prépare\u00a0: une minute au plus, souvent moins.",
        suite=lambda travail: travail.get_absolute_url(),
        contexte={**contexte, "jeton": uuid4().hex},
    )
