"""The text of the conventions of the demonstration: usual articles that the team completed, a state kept as signed."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, time
from typing import Any

from django.utils import timezone

from convive.acteurs.models import Organisation
from convive.convention.actions.article import add_articles_usuels
from convive.convention.actions.visa import create_visas_usuels
from convive.convention.models import AnnexeConvention, ArticleConvention, Ctg
from convive.convention.rules.document import AnnexeEcrite, ConventionEcrite, dump_convention, list_elements
from convive.convention.selectors.ctg import build_dossier
from convive.convention.selectors.document import read_texte
from convive.documents.actions.gel import build_gel
from convive.documents.rules.gel import ContenuGele
from convive.espaces.models import Espace, Membre
from convive.socle.objets import objets
from convive.socle.recit import Recit
from convive.socle.texte import parse_texte

HEURE = time(18, 0)
SERVICES, DELIBERATIONS = 2, 6


def create_textes_demo(espace: Espace, recit: Recit) -> None:
    """The conventions and their signatories are those that have just been made."""
    contenu = recit.read("textes")
    _write_sieges(espace, contenu["sieges"], recit.read("acteurs")["organisations"])
    places = {place.compte_id: place for place in Membre.objects.filter(espace=espace).select_related("compte")}
    ctgs = list(Ctg.objects.filter(espace=espace).order_by("date_debut"))
    for ligne in contenu["conventions"]:
        ctg = next(ctg for ctg in ctgs if ctg.nom == ligne["nom"])
        ctg.espace = espace
        place = places[recit.comptes[ligne["auteur"]]]
        place.espace = espace
        add_articles_usuels(ctg, place.compte, remplace=contenu["complements"] | ligne["propres"])
        create_visas_usuels(ctg)
        _create_annexes(ctg, ligne["annexes"])
        if "signe" in ligne:
            _create_etat_signe(place, ctg, ctgs, ligne["signe"])
        for cle, change in ligne.get("depuis", {}).items():
            article = ArticleConvention.objects.get(ctg=ctg, cle=cle)
            article.texte, article.version = article.texte.replace(change["avant"], change["apres"]), 2
            article.save()


def _write_sieges(espace: Espace, sieges: Mapping[str, str], lignes: Iterable[Mapping[str, str]]) -> None:
    adresses = {ligne["nom"]: sieges[ligne["cle"]] for ligne in lignes if ligne["cle"] in sieges}
    for organisation in Organisation.objects.filter(espace=espace, nom__in=adresses, adresse=""):
        organisation.adresse = adresses[organisation.nom]
        organisation.save_without_historical_record()  # type: ignore[attr-defined]  # added by simple-history


def _create_annexes(ctg: Ctg, annexes: Mapping[int, Mapping[str, str]]) -> None:
    AnnexeConvention.objects.bulk_create(
        AnnexeConvention(ctg=ctg, numero=numero, choix=ligne["choix"], texte=ligne.get("texte", ""))
        for numero, ligne in annexes.items()
    )


def _create_etat_signe(place: Membre, ctg: Ctg, ctgs: list[Ctg], ligne: Mapping[str, Any]) -> None:
    """The text as it was before its avenants: without those who joined since, nor their communes."""
    dossier = build_dossier(ctg, ctgs, timezone.localdate())
    entrants = {str(s.organisation) for s in dossier.signataires if s.avenant_entree_id}
    ecrite = _write_etat_signe(read_texte(place, dossier).ecrite, entrants, set(ligne["sans"]), ligne["annexe_2"])
    contenu = ContenuGele(f"Le texte de la {ctg.nom}", list_elements(ecrite), dump_convention(ecrite))
    build_gel(
        espace=place.espace,
        reference=objets.get_reference(ctg),
        contenu=contenu,
        motif=ligne["motif"],
        date=timezone.make_aware(datetime.combine(ligne["jour"], HEURE)),
        by=place.compte,
        fonction=str(place.get_role_display()),
    ).save()


def _write_annexe(annexe: AnnexeEcrite, annexe_2: str) -> AnnexeEcrite:
    """The services of that year; of the délibérations, those of the convention, which come first."""
    if annexe.numero == SERVICES:
        return replace(annexe, elements=parse_texte(annexe_2))
    return replace(annexe, elements=annexe.elements[:1]) if annexe.numero == DELIBERATIONS else annexe


def _write_etat_signe(
    ecrite: ConventionEcrite, entrants: set[str], absentes: set[str], annexe_2: str
) -> ConventionEcrite:
    def drop(texte: str) -> str:
        for nom in (*entrants, *absentes):
            texte = texte.replace(f", {nom}", "")
        return texte

    return replace(
        ecrite,
        communes=tuple(nom for nom in ecrite.communes if nom not in absentes),
        parties=tuple(partie for partie in ecrite.parties if partie.nom not in entrants),
        articles=tuple(replace(article, texte=drop(article.texte)) for article in ecrite.articles),
        annexes=tuple(_write_annexe(annexe, annexe_2) for annexe in ecrite.annexes),
        avenants=(),
    )
