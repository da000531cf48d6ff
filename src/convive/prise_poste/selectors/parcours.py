"""The first hundred days of a person, as a place reads them."""

from dataclasses import dataclass
from datetime import date
from itertools import batched
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse

from convive.convention.selectors.ctg import choose_ctg, list_ctgs
from convive.espaces.models import Membre
from convive.prise_poste.models import PrisePoste
from convive.prise_poste.models.parcours import get_suivis
from convive.prise_poste.rules.parcours import EtapeLue, ParcoursLu, list_candidates, read_parcours
from convive.prise_poste.rules.preuves import FAITS, read_preuves
from convive.prise_poste.selectors.contenus import get_etapes
from convive.prise_poste.selectors.preuves import read_faits

PAR_LECTURE = 4

# Where each step is done: a view name whose only argument is the espace, and what the link says.
PAGES: dict[str, tuple[str, str]] = {
    "passation": ("prise_poste:passation_detail", "Ouvrir le dossier de passation"),
    "lettre_mission": ("prise_poste:lettre_list", "Ouvrir les lettres de mission"),
    "ctg": ("convention:ctg_detail", "Ouvrir la CTG"),
    "echeances": ("convention:ctg_detail", "Saisir d’abord la CTG"),
    "postes": ("acteurs:poste_list", "Ouvrir les postes de coopération"),
    "auto_evaluation": ("prise_poste:auto_evaluation_list", "Remplir la grille"),
    "paroles": ("diagnostic:parole_list", "Ouvrir les paroles"),
    "services": ("offre:service_list", "Ouvrir l’inventaire des services"),
    "reseau": ("gouvernance:reseau_detail", "Voir qui travaille avec qui"),
    "plan": ("plan_action:plan_detail", "Ouvrir le plan d’actions"),
    "diagnostic_une_page": ("diagnostic:une_page_detail", "Ouvrir le portrait en une page"),
    "autres_plans": ("convention:plan_externe_list", "Ouvrir les autres plans"),
    "indicateurs": ("diagnostic:indicateur_espace_list", "Ouvrir les indicateurs de l’espace"),
    "instances": ("gouvernance:instance_list", "Ouvrir les instances"),
    "outils": ("prise_poste:outil_list", "Ouvrir les outils"),
    "notes_decision": ("gouvernance:note_list", "Ouvrir les notes pour décider"),
    "decisions": ("gouvernance:decision_list", "Ouvrir le registre des décisions"),
}


# What the CTG holds, once there is one: a view name that takes it too, and what the link says.
D_UNE_CTG: dict[str, tuple[str, str]] = {
    "echeances": ("convention:jalon_list", "Noter les échéances de la CTG"),
    "ctg": ("plan_action:niveau_list", "Nommer les niveaux du plan"),
}


@dataclass(frozen=True, slots=True)
class PageEtape:
    url: str
    libelle: str


def list_pages(membre: Membre, ligne: EtapeLue, today: date) -> tuple[PageEtape, ...]:
    """Where a step is done, the first one first; one query for a step that is done in a CTG."""
    cle, args = ligne.etape.page, [membre.espace_id]
    if cle not in PAGES:
        return ()
    premiere = PageEtape(reverse(PAGES[cle][0], args=args), PAGES[cle][1])
    if cle == "auto_evaluation":
        return premiere, PageEtape(reverse("recherche:sigle_list"), "Ouvrir le glossaire")
    ctg = choose_ctg(list_ctgs(membre), None, today) if cle in D_UNE_CTG else None
    if ctg is None:
        return (premiere,)
    vue, libelle = D_UNE_CTG[cle]
    suite = PageEtape(reverse(vue, args=[*args, ctg.pk]), libelle)
    if cle == "echeances":
        return (suite,)
    return premiere, suite, PageEtape(reverse(PAGES["instances"][0], args=args), PAGES["instances"][1])


def get_prises(membre: Membre) -> "QuerySet[PrisePoste]":
    """Those that this place reads: its own, and what is shared with it."""
    rows = PrisePoste.objects.visible_to(membre.compte).filter(espace=membre.espace_id)
    return rows.select_related("compte").prefetch_related("etapes")


def get_prise(membre: Membre) -> PrisePoste | None:
    """One’s own; two queries, for its steps."""
    return _keep_espace(membre, get_prises(membre).filter(compte=membre.compte_id).first())


def get_prise_lue(membre: Membre, uuid: UUID) -> PrisePoste | None:
    """One that this place reads; two queries."""
    return _keep_espace(membre, get_prises(membre).filter(pk=uuid).first())


def list_prises_partagees(membre: Membre) -> list[PrisePoste]:
    """What others share, the last to arrive first; two queries."""
    rows = get_prises(membre).filter(partage_le__isnull=False).exclude(compte=membre.compte_id)
    return [row for row in (_keep_espace(membre, prise) for prise in rows.order_by("-date_debut", "pk")) if row]


def read_prise(membre: Membre, prise: PrisePoste, today: date) -> ParcoursLu:
    """The steps as they stand today, with the rights of this place; one query."""
    faits = read_faits(membre, prise.compte, prise.date_debut, today)
    return read_parcours(get_etapes(), get_suivis(prise), read_preuves(faits), prise.date_debut, today)


def read_premiere_etape(membre: Membre, prise: PrisePoste, today: date) -> EtapeLue | None:
    """The first of the steps of today, as `read_prise` has it; its facts and those of the steps before it are counted
    a few at a time, and most people stop at the first of them. One query for every four steps that are done."""
    suivis = get_suivis(prise)
    for etapes in batched(list_candidates(get_etapes(), suivis, prise.date_debut, today), PAR_LECTURE):
        noms = {fait for etape in etapes for fait in FAITS.get(etape.preuve, ())}
        preuves = read_preuves(read_faits(membre, prise.compte, prise.date_debut, today, noms))
        if restantes := read_parcours(etapes, suivis, preuves, prise.date_debut, today).aujourdhui:
            return restantes[0]
    return None


def _keep_espace(membre: Membre, prise: PrisePoste | None) -> PrisePoste | None:
    if prise is not None:
        prise.espace = membre.espace
    return prise
