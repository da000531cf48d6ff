"""What the end test of a session asks: its trainer reads the bank, and chooses or draws the questions."""

from secrets import token_hex
from typing import Any

from convive.espaces.views.page import Formulaire, Page
from convive.formation.actions.test_fin import update_test
from convive.formation.forms.test_fin import HasardTestForm, TestFinForm
from convive.formation.models import SessionFormation
from convive.formation.permissions import can_animer
from convive.formation.rules.banque import MAX_QUESTIONS, MIN_PAR_OBJECTIF, compute_seuil, draw_questions
from convive.formation.selectors.test_fin import get_banque_session, has_commence, list_questions
from convive.formation.views.rubrique import QUESTIONNAIRES, attach_session, build_pages

pages = attach_session(build_pages(), "questionnaires/test/", QUESTIONNAIRES)


@pages.ecriture("", droit=can_animer)
def session_test(page: Page, session: SessionFormation) -> Formulaire:
    """The questions of the test, by objective, each with its answer and what it teaches."""
    banque, questions = get_banque_session(session), list_questions(session)
    is_hasard = page.geste == "hasard"
    form = TestFinForm(None if is_hasard else page.data, banque=banque, questions=questions)
    hasard = HasardTestForm(page.data if is_hasard else None)

    def read() -> dict[str, Any]:
        return {
            "form": form,
            "hasard": hasard,
            "nombre": len(questions),
            "seuil": compute_seuil(len(questions)),
            "minimum": MIN_PAR_OBJECTIF,
            "maximum": MAX_QUESTIONS,
            "is_commence": has_commence(session),
        }

    def save() -> None:
        tirees = draw_questions(banque, token_hex(8), hasard.cleaned_data["nombre"]) if is_hasard else ()
        update_test(by=page.compte, session=session, questions=tirees or form.get_questions())

    fait = "Les questions sont tirées." if is_hasard else "Les questions du test sont enregistrées."
    return Formulaire(hasard if is_hasard else form, save, fait, page.request.path, read)
