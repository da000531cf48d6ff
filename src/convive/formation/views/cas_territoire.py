"""« Mon territoire en cas d’étude »: read it with its names hidden, then give it to the session. From the session, for
its trainers; from the espace of a territory, for somebody who attends one."""

from typing import Any

from convive.espaces.permissions import can_get_espace
from convive.espaces.views.page import Formulaire, Page, Pages
from convive.formation.actions.atelier import create_atelier_territoire
from convive.formation.exports.cas_territoire import build_cas_espace, build_cas_perimetre
from convive.formation.models import Atelier, SessionFormation
from convive.formation.permissions import can_animer
from convive.formation.refus import FormationRefusee
from convive.formation.rules.ateliers import build_cas
from convive.formation.selectors.cas_territoire import (
    choose_cle,
    choose_numero,
    find_place,
    list_places_territoires,
    list_sessions_du_cas,
)
from convive.formation.views.atelier import DETAIL, place_ateliers
from convive.formation.views.rubrique import ATELIERS, attach_session, build_pages
from convive.prise_poste.views.rubrique import EVALUATIONS, POSTE
from convive.socle.uuids import parse_uuid
from convive.territoires.rules import PerimetreInconnu
from convive.territoires.rules.noms import MAX_LONGUEUR_RECHERCHE
from convive.territoires.selectors import get_perimetre, search_territoires

LIMITE = 12
CHOISIR = "Choisissez d’abord un territoire."
SANS_SESSION = "Choisissez une session à laquelle vous êtes inscrit·e."

pages = build_pages()
session_cas = attach_session(pages, "ateliers/territoire/", ATELIERS).sous("", autour=place_ateliers)
du_poste = Pages(POSTE, "prise-de-poste/cas-d-etude/", onglet=EVALUATIONS)


@session_cas.ecriture("", droit=can_animer)
def cas_territoire_create(page: Page, session: SessionFormation) -> Formulaire:
    """A case for this session: `?espace=` one of the trainer's own territories, `?lieu=` any portrait."""
    demande = page.request.GET
    places, q = list_places_territoires(page.compte), demande.get("q", "").strip()[:MAX_LONGUEUR_RECHERCHE]

    def build() -> dict[str, Any]:
        cle, numero = choose_cle(), choose_numero(session)
        if place := find_place(places, parse_uuid(demande.get("espace", ""))):
            return build_cas_espace(place, cle, numero, page.today)
        try:
            return build_cas_perimetre(get_perimetre(demande.get("lieu", "")), cle, numero, page.today)
        except PerimetreInconnu:
            raise FormationRefusee(CHOISIR) from None

    def read() -> dict[str, Any]:
        is_choisi = "espace" in demande or "lieu" in demande
        return {"places": places, "q": q, "resultats": search_territoires(q, limit=LIMITE) if q else ()} | (
            _preview(build) if is_choisi else {"cas": None, "refus": ""}
        )

    return Formulaire(
        None,
        lambda: create_atelier_territoire(by=page.compte, session=session, donnees=build()),
        fait="Le cas est dans les ateliers de la session\u00a0: ses documents s’impriment plus bas.",
        suite=lambda atelier: page.get_url(DETAIL, session.pk, atelier.pk),
        contexte=read,
    )


@du_poste.ecriture("", droit=can_get_espace)
def mon_cas_create(page: Page) -> Formulaire:
    """The case of this territory, which somebody who may read it gives to a session that she attends."""
    sessions = list_sessions_du_cas(page.compte, page.today)

    def build(session: SessionFormation | None) -> dict[str, Any]:
        return build_cas_espace(page.membre, choose_cle(), choose_numero(session), page.today)

    def give() -> Atelier:
        uuid = parse_uuid(page.request.POST.get("session", ""))
        session = next((row for row in sessions if row.pk == uuid), None)
        if session is None:
            raise FormationRefusee(SANS_SESSION)
        return create_atelier_territoire(by=page.compte, session=session, donnees=build(session))

    return Formulaire(
        None,
        give,
        fait="Le cas est donné à la session. La personne qui anime l’ouvrira en salle.",
        suite=page.request.path,
        contexte=lambda: {"sessions": sessions} | _preview(lambda: build(None)),
    )


def _preview(build: Any) -> dict[str, Any]:
    try:
        return {"cas": build_cas(build()), "refus": ""}
    except FormationRefusee as refus:
        return {"cas": None, "refus": str(refus)}


urls = [*pages.urls, *du_poste.urls]
