"""The run sheet of a programme, for who teaches: each step with its clock, what is said, what to beware of."""

from typing import Any

from convive.espaces.views.page import Page
from convive.formation.permissions import can_lire_formation
from convive.formation.selectors.deroule import build_deroule
from convive.formation.selectors.programme import ProgrammeLu
from convive.formation.views.rubrique import FORMATS, PROGRAMMES, attach_programme, build_pages

pages = build_pages("programmes/", PROGRAMMES)
programme = attach_programme(pages)


@programme.lecture("deroule/", droit=can_lire_formation)
def deroule_detail(page: Page, lu: ProgrammeLu) -> dict[str, Any]:
    return {"demi_journees": build_deroule(lu.sequences), "formats": FORMATS}
