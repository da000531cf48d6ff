"""Leaks: no page or document of a person may contain a text that she may not read.

Every text of the espace gets a mark of its own. What a person may read is given by the models' querysets
(`visible_to`); what she does read is what her pages and documents contain. The two are compared, person by person.
"""

import io
import re
import zipfile
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.cache import cache
from django.db import DatabaseError, models, transaction

from convive.documents.registre import DocumentInconnu, types_documents
from convive.espaces.copie.registre import get_chemin
from convive.espaces.models import Espace
from tools.campagnes.commun import Bilan, Decor, Parcours, Reponse, crawl

MARQUE = re.compile(r"QZ(\d{5})ZQ")
MIN_TAILLE = 20
# Not marked, because the campaign itself uses the names of people and espaces.
EXCLUS = {"espaces.espace", "espaces.membre", "journal.journal"}
# Texts of a row that another package shows to everyone, with the reason.
COMMUNS: tuple[tuple[str, str, str], ...] = (
    ("diagnostic.", "diagnostic", "Le diagnostic partagé est un document commun, lu en entier."),
    ("offre.", "diagnostic", "Le diagnostic partagé est un document commun, lu en entier."),
)

# What one may read names its signataire, porteur or members, even outside the limits of a membre
# (docs/regles/acteurs.md): in these pages and documents, or in all if empty. The directory and the search respect the
# limits.
CITES = {
    "acteurs.organisation.nom": ("",),
    "acteurs.personne.nom": ("",),
    "acteurs.personne.prenom": ("",),
    "acteurs.fonction.intitule": ("document convention", "document avenant", "document page_elu"),
    "acteurs.organisation.adresse": ("convention:article_list", "document convention", "document avenant"),
}
ANNUAIRE = ("acteurs:", "recherche:")


@dataclass(frozen=True, slots=True)
class Marque:
    modele: type[models.Model]
    champ: str
    pk: Any

    @property
    def nom(self) -> str:
        return f"{self.modele._meta.label_lower}.{self.champ}"


def put_marques(espace: Espace, *, par_modele: int) -> dict[int, Marque]:
    """Put a mark at the start of each text of these rows, unless a constraint refuses it."""
    marques: dict[int, Marque] = {}
    for modele in apps.get_models():
        chemin = get_chemin(modele)
        manager: Any = modele._default_manager
        if chemin is None or modele._meta.label_lower in EXCLUS or not hasattr(manager, "visible_to"):
            continue
        for row in modele._base_manager.filter(**{chemin: espace.pk}).order_by("pk")[:par_modele]:
            for champ in _list_champs(modele):
                numero = len(marques) + 1
                texte = f"QZ{numero:05d}ZQ {getattr(row, champ.attname)}"[: champ.max_length]
                try:
                    with transaction.atomic():
                        modele._base_manager.filter(pk=row.pk).update(**{champ.attname: texte})
                except DatabaseError:
                    continue
                marques[numero] = Marque(modele, champ.name, row.pk)
    cache.clear()
    return marques


def _list_champs(modele: type[models.Model]) -> list[Any]:
    """The fields with typed texts: no choices, codes, URLs or computed values."""
    return [
        champ
        for champ in modele._meta.concrete_fields
        if type(champ) in (models.CharField, models.TextField)
        and not (champ.choices or champ.unique or champ.primary_key or not champ.editable)
        and (champ.max_length is None or champ.max_length >= MIN_TAILLE)
        and not re.search("code|sha|empreinte|cle|siren|siret|jeton|fichier|objet_type|source_type", champ.name)
    ]


def list_lisibles(marques: dict[int, Marque], compte: Any) -> set[int]:
    """The marks of the rows that this person may open."""
    by_modele: dict[type[models.Model], set[Any]] = {}
    for marque in marques.values():
        by_modele.setdefault(marque.modele, set()).add(marque.pk)
    ouvertes = {
        modele: set(modele._default_manager.visible_to(compte).filter(pk__in=pks).values_list("pk", flat=True))  # type: ignore[attr-defined]  # checked when they were marked
        for modele, pks in by_modele.items()
    }
    return {numero for numero, marque in marques.items() if marque.pk in ouvertes[marque.modele]}


def read_textes(contenu: bytes) -> str:
    """The text of a page or a file; office files and archives are unpacked."""
    if contenu[:2] != b"PK":
        return contenu.decode("utf-8", "replace")
    with zipfile.ZipFile(io.BytesIO(contenu)) as archive:
        return "\n".join(read_textes(archive.read(nom)) for nom in archive.namelist())


def is_commun(marque: Marque, ou: str) -> bool:
    if any(marque.nom.startswith(debut) and page in ou for debut, page, _ in COMMUNS):
        return True
    return not ou.startswith(ANNUAIRE) and ou.startswith(CITES.get(marque.nom, ()))


def run(
    decor: Decor, *, par_modele: int = 40, par_vue: int = 2, maximum: int = 900, qui: tuple[str, ...] = ()
) -> Bilan:
    """Run the campaign; everything is rolled back at the end."""
    bilan = Bilan("fuites")
    with transaction.atomic():
        marques = put_marques(decor.espace, par_modele=par_modele)
        for personne, membre in decor.membres.items():
            if qui and personne not in qui:
                continue
            lisibles = list_lisibles(marques, membre.compte)
            lues = _read_pages(bilan, decor, personne, par_vue, maximum) | _read_documents(bilan, membre)
            for ou, texte in lues.items():
                for numero in {int(n) for n in MARQUE.findall(texte)} - lisibles:
                    if numero in marques and not is_commun(marques[numero], ou):
                        bilan.record(f"{marques[numero].nom} lu", ou, personne)
        transaction.set_rollback(True)
    cache.clear()
    return bilan


def _read_pages(bilan: Bilan, decor: Decor, qui: str, par_vue: int, maximum: int) -> dict[str, str]:
    """View name → text of the pages that this person can open."""
    parcours, lues = Parcours(par_vue, maximum), defaultdict[str, str](str)

    def keep(url: str, reponse: Reponse) -> None:
        if reponse.statut == 200:
            lues[parcours.urls[url]] += read_textes(reponse.contenu)

    crawl(bilan, decor.clients[qui], parcours, ["/espaces/", f"/espaces/{decor.espace.pk}/"], qui, keep)
    return lues


def _read_documents(bilan: Bilan, membre: Any) -> dict[str, str]:
    """The contents of each document that this membre may export, before it is rendered in a format."""
    lus: dict[str, str] = {}
    for document in types_documents.list_for_membre(membre):
        choix = [valeur for valeur, _ in document.list_choix(membre)][:3] if document.list_choix else [""]
        for famille in document.familles:
            for valeur in choix:
                bilan.essais += 1
                try:
                    contenu = document.build(membre, famille, valeur)
                except (DocumentInconnu, ValueError):
                    continue
                lus[f"document {document.cle}"] = lus.get(f"document {document.cle}", "") + repr(contenu)
    return lus
