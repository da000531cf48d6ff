"""Whom a message reaches: the people of a list as it is filtered, or those of its organisations."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch

from convive.acteurs.models import Fonction, Organisation, Personne
from convive.acteurs.rules.envoi import SEPARATEUR, build_liens, clean_adresses
from convive.acteurs.selectors.organisation import CriteresOrganisations, filter_organisations, get_organisations
from convive.acteurs.selectors.personne import filter_personnes, get_personnes
from convive.espaces.models import Membre
from convive.socle.enums import EnumLibelle

# Beyond, nobody opens so many messages one after the other: the addresses are copied.
MAX_MESSAGES = 5


class Destinataires(EnumLibelle):
    """Whom one writes to, in the organisations of a list."""

    CONTACTS = "contacts", "Le contact principal de chacune, à défaut son adresse"
    PERSONNES = "personnes", "Toutes les personnes en fonction, et l’adresse de l’organisation"
    ORGANISATIONS = "organisations", "L’adresse de l’organisation seulement"


@dataclass(frozen=True, slots=True)
class Envoi:
    """Addresses to write to together, and the cards that have none."""

    adresses: tuple[str, ...]
    sans_adresse: tuple[Personne | Organisation, ...]

    @property
    def texte(self) -> str:
        return SEPARATEUR.join(self.adresses)

    @property
    def liens(self) -> list[tuple[str, int]]:
        """The links that open a message, with the number of addresses of each; none when they would be too many."""
        liens = build_liens(self.adresses)
        return liens if len(liens) <= MAX_MESSAGES else []

    @property
    def is_vide(self) -> bool:
        return not (self.adresses or self.sans_adresse)


def build_envoi(fiches: Iterable[Personne | Organisation]) -> Envoi:
    """To these cards; an address that several of them share is written once."""
    rows = list(fiches)
    adresses = clean_adresses(fiche.email for fiche in rows)
    return Envoi(tuple(adresses), tuple(fiche for fiche in rows if not fiche.email))


def get_envoi_personnes(membre: Membre, q: str, situation: str) -> Envoi:
    """To all the people that the list of people finds, whatever its pages; one query."""
    rows = filter_personnes(get_personnes(membre), q, situation).filter(archivee_le__isnull=True)
    return build_envoi(rows.only("nom", "prenom", "email").order_by("nom", "prenom", "pk"))


def get_envoi_organisations(membre: Membre, criteres: CriteresOrganisations, a_qui: Destinataires) -> Envoi:
    """To those that the list of organisations finds, whatever its pages; an organisation where nobody can be written
    to is without address. Two queries."""
    rows = filter_organisations(get_organisations(membre), criteres).filter(archivee_le__isnull=True)
    fonctions = Fonction.objects.en_cours().filter(
        personne__archivee_le__isnull=True, personne__fusionnee_dans__isnull=True
    )
    contacts = fonctions.select_related("personne").order_by("-is_contact_principal", "personne__nom", "pk")
    # Names and addresses, and no more: a list may be the whole directory.
    contacts = contacts.only("organisation", "personne__prenom", "personne__nom", "personne__email")
    ordered = rows.only("nom", "email").prefetch_related(Prefetch("fonctions", contacts)).order_by("nom_compare", "pk")
    reached: list[Personne | Organisation] = []
    for organisation in ordered:
        reached += _list_destinataires(organisation, a_qui) or [organisation]
    # One person may hold functions in several organisations.
    return build_envoi({fiche.pk: fiche for fiche in reached}.values())


def _list_destinataires(organisation: Organisation, a_qui: Destinataires) -> list[Personne | Organisation]:
    own: list[Personne | Organisation] = [organisation] if organisation.email else []
    personnes: list[Personne | Organisation] = [fonction.personne for fonction in organisation.fonctions.all()]
    if a_qui is Destinataires.ORGANISATIONS:
        return own
    if a_qui is Destinataires.PERSONNES:
        return [*personnes, *own]
    return [personne for personne in personnes if personne.email][:1] or own
