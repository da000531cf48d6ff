"""Overviews of the inventory: on a map, compared with needs, and as annexe 2 on a given date."""

import json
from typing import Any

from convive.espaces.views.page import Page, Pages
from convive.offre.exports import CLE_ANNEXE
from convive.offre.exports.annexe import COLONNES, LEGENDE_ND
from convive.offre.forms.annexe import JourAnnexeForm
from convive.offre.forms.besoins import CarteForm, DistanceForm
from convive.offre.permissions import can_list_services
from convive.offre.selectors.annexe import get_annexe
from convive.offre.selectors.besoins import (
    get_presence,
    get_territoire,
    list_couvertures,
    list_distances,
    list_situes,
)
from convive.offre.selectors.carte import build_carte
from convive.offre.selectors.catalogue import get_types_usuels, get_zone_blanche
from convive.offre.views.rubrique import ANNEXE, BESOINS, CARTE, OFFRE

TYPE_DISTANCE = "multi_accueil"

pages = Pages(OFFRE, "offre/")
annexe = pages.sous("annexe-2/", onglet=ANNEXE)
besoins = pages.sous("besoins/", onglet=BESOINS)
carte = pages.sous("carte/", onglet=CARTE)


@annexe.lecture("", droit=can_list_services)
def annexe_detail(page: Page) -> dict[str, Any]:
    form = JourAnnexeForm(page.request.GET or {"jour": page.today.isoformat()})
    return {
        "form": form,
        "annexe": get_annexe(page.membre, form.get_jour(page.today), page.today),
        "colonnes": COLONNES,
        "legende": LEGENDE_ND,
        "document": CLE_ANNEXE,
        "formats": ("docx", "odt", "pdf", "xlsx", "ods", "csv"),
    }


@besoins.lecture("", droit=can_list_services)
def besoin_list(page: Page) -> dict[str, Any]:
    """Places per 100 children, services in each commune, and distances to the nearest one."""
    membre = page.membre
    territoire = get_territoire(membre)
    situes, types = list_situes(membre, territoire)
    usuel = TYPE_DISTANCE if TYPE_DISTANCE in types else next(iter(get_types_usuels()))
    form = DistanceForm(page.request.GET, types=types, usuel=usuel, km=get_zone_blanche(page.today))
    cle, km = form.get_type(), form.get_km()
    concernes = [situe for situe in situes if situe.type.cle == cle]
    distances = list_distances(territoire, concernes)
    colonnes, presence = get_presence(membre, territoire, situes)
    return {
        "form": form,
        "territoire": territoire,
        "couvertures": list_couvertures(territoire, situes),
        "colonnes": colonnes,
        "presence": presence,
        "distances": distances,
        "km": km,
        "type": types[cle],
        "nombre": len(concernes),
        "sans_lieu": [situe for situe in concernes if situe.point is None],
        "loin": sum(ligne.km is not None and ligne.km > km for ligne in distances),
        "sans_commune": sum(not situe.service.code_commune for situe in situes),
    }


@carte.lecture("", droit=can_list_services)
def carte_detail(page: Page) -> dict[str, Any]:
    """The map, with the same services in a table."""
    territoire = get_territoire(page.membre)
    tous, types = list_situes(page.membre, territoire)
    thematiques = list(dict.fromkeys(situe.thematique for situe in tous))
    form = CarteForm(page.request.GET, types=types, thematiques=sorted(thematiques))
    cle, thematique = form.get_criteres()
    situes = [s for s in tous if (not cle or s.type.cle == cle) and (not thematique or s.thematique == thematique)]
    return {
        "form": form,
        "situes": situes,
        "nombre": len(tous),
        "carte": json.dumps(build_carte(territoire, situes), ensure_ascii=False),
        "is_filtree": bool(cle or thematique),
    }
