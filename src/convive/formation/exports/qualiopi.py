"""The proofs that leave in one archive: a folder for each indicator, its sheet, and the files that go with it."""

import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from tempfile import TemporaryFile
from typing import IO

from django.core.files.storage import default_storage
from django.utils import timezone
from django.utils.text import slugify

from convive.documents.exports.page import Cadre, build_texte, get_cadre
from convive.documents.models import PieceJointe, Visibilite
from convive.documents.permissions import can_list_pieces_internes
from convive.documents.refus import TravailRefuse
from convive.documents.rules import Contenu, DocumentInvalide
from convive.documents.selectors.modele import get_modeles_actuels
from convive.documents.travaux import Resultat, Suivi, TypeTravail, travaux
from convive.espaces.models import Membre
from convive.espaces.rules import parse_uuid
from convive.espaces.selectors.membre import get_membre
from convive.formation.models import SessionFormation
from convive.formation.permissions import can_organiser
from convive.formation.rules.qualiopi import IndicateurLu
from convive.formation.selectors.qualiopi import Audit, read_audit
from convive.formation.selectors.session import get_session

TRAVAIL_QUALIOPI = "preuves_qualiopi"
FILS = 2
"""Typst is a program of its own: two sheets are written at the same time."""
ABSENT = "Cette session n’existe plus, ou ne vous est plus ouverte."
RIEN = "Cet indicateur ne vous concerne pas : il n’y a rien à emporter."


def run_qualiopi(suivi: Suivi, *, session: str, indicateur: int) -> Resultat:
    """It writes nothing: run again, it reads again."""
    membre = get_membre(suivi.compte, suivi.espace.pk) if suivi.espace else None
    uuid = parse_uuid(session) if session else None
    found = get_session(membre, uuid) if membre and uuid else None
    if membre is None or (session and found is None):
        raise TravailRefuse(ABSENT)
    suivi.record_progression(5, "Lecture des preuves")
    audit = read_audit(membre.espace, found, timezone.localdate())
    lus = [lu for lu in audit.indicateurs if indicateur in (0, lu.indicateur.numero)]
    if not lus:
        raise TravailRefuse(RIEN)
    suivi.record_progression(15, f"Mise en page de {len(lus)} fiches")
    archive = _write(membre, found, audit, lus, with_sommaire=not indicateur)
    quoi = f"indicateur-{indicateur:02d}" if indicateur else "qualiopi"
    nom = f"{quoi}-{slugify(str(found or membre.espace))[:80]}.zip"
    return Resultat(nom, archive, "application/zip")


def build_fiche(cadre: Cadre, session: SessionFormation | None, lu: IndicateurLu) -> Contenu:
    titre = f"Indicateur {lu.indicateur.numero} : {lu.indicateur.titre}"
    contexte = {"lu": lu, "session": session}
    return build_texte(cadre, titre, "formation/types/indicateur_qualiopi.html", contexte)


def build_sommaire(cadre: Cadre, session: SessionFormation | None, audit: Audit) -> Contenu:
    contexte = {"audit": audit, "session": session}
    return build_texte(cadre, "Preuves Qualiopi", "formation/types/audit_qualiopi.html", contexte)


def _write(
    membre: Membre, session: SessionFormation | None, audit: Audit, lus: list[IndicateurLu], *, with_sommaire: bool
) -> IO[bytes]:
    from convive.documents.rendu import render_contenu

    cadre, modeles = get_cadre(membre.espace), get_modeles_actuels(membre.espace)
    fiches = [(f"{_get_dossier(lu)}/00-preuves.pdf", build_fiche(cadre, session, lu)) for lu in lus]
    if with_sommaire:
        fiches.insert(0, ("00-sommaire.pdf", build_sommaire(cadre, session, audit)))

    def render(fiche: tuple[str, Contenu]) -> tuple[str, bytes]:
        return fiche[0], render_contenu(fiche[1], "pdf", modeles).contenu

    archive: IO[bytes] = TemporaryFile()  # noqa: SIM115 - closed once it is kept
    with ThreadPoolExecutor(FILS) as fils, zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as cible:
        try:
            for nom, contenu in fils.map(render, fiches):
                cible.writestr(nom, contenu)
        except DocumentInvalide as error:
            raise TravailRefuse(str(error)) from error
        for nom, contenu in _list_fichiers(membre, lus):
            cible.writestr(nom, contenu)
    archive.seek(0)
    return archive


def _get_dossier(lu: IndicateurLu) -> str:
    return f"{lu.indicateur.numero:02d}-{slugify(lu.indicateur.titre)}"


def _list_fichiers(membre: Membre, lus: Iterable[IndicateurLu]) -> Iterator[tuple[str, bytes]]:
    """What is attached to each proof; a file that the disk lost is left out."""
    pieces = _get_pieces(membre, lus)
    for lu in lus:
        rang = 0
        for preuve in (preuve for lue in lu.sortes for preuve in lue.preuves if preuve.objet):
            for piece in pieces.get(preuve.objet or ("", ""), ()):
                version, rang = piece.actuelle, rang + 1
                try:
                    with default_storage.open(version.fichier.name or "") as source:
                        yield f"{_get_dossier(lu)}/{rang:02d}-{version.nom_fichier}", source.read()
                except FileNotFoundError:
                    continue


def _get_pieces(membre: Membre, lus: Iterable[IndicateurLu]) -> Mapping[tuple[str, str], list[PieceJointe]]:
    """By the object that bears them; two queries."""
    objets = {preuve.objet for lu in lus for lue in lu.sortes for preuve in lue.preuves if preuve.objet}
    rows = PieceJointe.objects.presentes().filter(espace=membre.espace, objet_uuid__in=[cle for _, cle in objets])
    if not can_list_pieces_internes(membre):
        rows = rows.filter(visibilite=Visibilite.TOUS)
    found: dict[tuple[str, str], list[PieceJointe]] = defaultdict(list)
    for row in rows.with_versions():
        found[(row.objet_type, str(row.objet_uuid))].append(row)
    return found


def record_travaux_qualiopi() -> None:
    travaux.record(
        TypeTravail(TRAVAIL_QUALIOPI, "Les preuves Qualiopi (ZIP)", run=run_qualiopi, is_permis=can_organiser)
    )
