"""A séquence of a programme; changes by two trainers at once are merged, or shown for a choice."""

from uuid import UUID

from convive.espaces.views.page import Formulaire, Page
from convive.formation.actions.sequence import update_sequence
from convive.formation.forms.sequence import SequenceForm
from convive.formation.models import SequenceProgramme
from convive.formation.permissions import can_animer
from convive.formation.selectors.materiels import list_materiels
from convive.formation.selectors.programme import ProgrammeLu
from convive.formation.views.rubrique import DEROULE_PROGRAMME, PROGRAMMES, attach_programme, build_pages


def _get_sequence(lu: ProgrammeLu, uuid: UUID) -> SequenceProgramme | None:
    return next((row for row in lu.sequences if row.pk == uuid), None)


pages = attach_programme(build_pages("programmes/", PROGRAMMES))
sequence = pages.objet(
    "sequences/<uuid:sequence_uuid>/",
    _get_sequence,
    "Cette séquence n’est pas dans ce programme, ou vient d’en être retirée.",
    dans="lu",
)


@sequence.ecriture("", droit=can_animer)
def sequence_update(page: Page, lu: ProgrammeLu, sequence: SequenceProgramme) -> Formulaire:
    form = SequenceForm(page.data, sequence=sequence, objectifs=lu.objectifs)
    return Formulaire(
        form,
        lambda: update_sequence(
            by=page.compte,
            sequence=sequence,
            saisie=form.get_saisie(),
            textes=form.get_textes(),
        ),
        fait="La séquence est enregistrée.",
        suite=f"{page.get_url(DEROULE_PROGRAMME, lu.programme.pk)}#{sequence.cle}",
        brouillon="sequence",
        contexte={"materiels": list_materiels(sequence.cle)},
    )
