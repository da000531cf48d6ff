"""The letters to post: one file, one page each, for those whose e-mail address is not known."""

from dataclasses import dataclass, replace

from django.utils import timezone

from convive.acteurs.models import LettreGroupe
from convive.acteurs.rules.lettres_groupe import EtatDestinataire
from convive.acteurs.selectors.lettre_groupe import get_lettre, get_lettres, list_copies
from convive.documents.exports.page import CADRE_EXEMPLE, Cadre, build_texte, get_cadre
from convive.documents.registre import DocumentInconnu
from convive.documents.rules import Contenu, DocumentHtml, Famille
from convive.espaces.models import Membre
from convive.socle.uuids import parse_uuid

INEXISTANT = "Cette lettre n’est pas à vous, ou elle n’a personne à qui la poster."


@dataclass(frozen=True, slots=True)
class LettrePapier:
    nom: str
    adresse: tuple[str, ...]
    objet: str
    paragraphes: tuple[tuple[str, ...], ...]


def list_choix_papier(membre: Membre) -> list[tuple[str, str]]:
    """The letters that were sent and that somebody receives by post."""
    rows = get_lettres(membre).filter(envoyee_le__isnull=False, destinataires__etat=EtatDestinataire.PAPIER.value)
    return [(str(row.pk), row.objet) for row in rows.order_by("-envoyee_le", "pk").distinct()]


def build_lettres_papier(membre: Membre, _famille: Famille, choix: str) -> Contenu:
    """Raise DocumentInconnu."""
    uuid = parse_uuid(choix)
    lettre = get_lettre(membre, uuid) if uuid else None
    papiers = list_papiers(lettre) if lettre else []
    if lettre is None or not papiers:
        raise DocumentInconnu(INEXISTANT)
    cadre = get_cadre(membre.espace)
    if lettre.envoyee_le is not None:
        # Dated of the day it was sent, whenever it is printed.
        cadre = replace(cadre, jour=timezone.localdate(lettre.envoyee_le))
    return _build(cadre, papiers, lettre.objet)


def estimate_pages_papier(membre: Membre, choix: str) -> int:
    uuid = parse_uuid(choix)
    lettre = get_lettre(membre, uuid) if uuid else None
    return len(list_papiers(lettre)) if lettre else 1


def list_papiers(lettre: LettreGroupe) -> list[LettrePapier]:
    return [
        _build_papier(str(copie), copie.adresse, copie.objet, copie.texte)
        for copie in list_copies(lettre)
        if copie.etat == EtatDestinataire.PAPIER.value
    ]


def build_exemple_papier(_famille: Famille) -> Contenu:
    """Two letters to invented people."""
    texte = "Madame {},\n\nLe comité de pilotage se tient le 24 juin, à Vallombre.\n\nBien à vous,\nCamille Roux"
    papiers = [
        _build_papier(nom, adresse, "Comité de pilotage du 24 juin", texte.format(nom))
        for nom, adresse in (("Aline Verdier", "Mairie de Vallombre\n1, place du Marché"), ("Odile Sablon", ""))
    ]
    return _build(CADRE_EXEMPLE, papiers, "Comité de pilotage du 24 juin")


def _build_papier(nom: str, adresse: str, objet: str, texte: str) -> LettrePapier:
    paragraphes = tuple(tuple(bloc.split("\n")) for bloc in texte.split("\n\n") if bloc.strip())
    return LettrePapier(nom, tuple(adresse.splitlines()), objet, paragraphes)


def _build(cadre: Cadre, papiers: list[LettrePapier], objet: str) -> DocumentHtml:
    return build_texte(cadre, objet, "acteurs/types/lettres_papier.html", {"papiers": papiers})
