"""The archive of Qualiopi proofs: an index and a folder per indicator, with its sheet and its files."""

import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from itertools import islice
from tempfile import TemporaryFile
from typing import IO

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
from convive.espaces.selectors.membre import get_membre
from convive.formation.exports.qualiopi_entrees import Entree, get_chemin_fiche, list_entrees
from convive.formation.exports.qualiopi_fichiers import FichiersSession
from convive.formation.exports.qualiopi_index import LigneIndex, build_tableau, write_lisezmoi, write_page
from convive.formation.models import SessionFormation
from convive.formation.permissions import can_organiser
from convive.formation.rules.qualiopi import IndicateurLu
from convive.formation.selectors.qualiopi import Audit, read_audit
from convive.formation.selectors.session import get_session
from convive.socle.uuids import parse_uuid

TRAVAIL_QUALIOPI = "preuves_qualiopi"
FILS = 2
"""The number of concurrent layouts: Typst runs in a process of its own."""
ABSENT = "Cette session n’existe plus, ou ne vous est plus ouverte."
RIEN = "Cet indicateur ne vous concerne pas : il n’y a rien à télécharger."


def run_qualiopi(suivi: Suivi, *, session: str, indicateur: int) -> Resultat:
    """Build the archive of all indicators, or of one if `indicateur` is not 0. It writes nothing to the database."""
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
    archive = _write(membre, found, audit, lus, suivi, with_sommaire=not indicateur)
    quoi = f"indicateur-{indicateur:02d}" if indicateur else "qualiopi"
    nom = f"{quoi}-{slugify(str(found or membre.espace))[:80]}.zip"
    return Resultat(nom, archive, "application/zip")


def build_fiche(cadre: Cadre, session: SessionFormation | None, lu: IndicateurLu) -> Contenu:
    titre = f"Indicateur {lu.indicateur.numero} : {lu.indicateur.titre}"
    contexte = {"lu": lu, "session": session}
    return build_texte(cadre, titre, "formation/types/indicateur_qualiopi.html", contexte)


def build_sommaire(cadre: Cadre, session: SessionFormation | None, audit: Audit) -> Contenu:
    contexte = {"audit": audit, "session": session}
    return build_texte(cadre, "Preuves Qualiopi", "formation/types/audit_qualiopi.html", contexte)


def _write(
    membre: Membre,
    session: SessionFormation | None,
    audit: Audit,
    lus: list[IndicateurLu],
    suivi: Suivi,
    *,
    with_sommaire: bool,
) -> IO[bytes]:
    cadre = get_cadre(membre.espace)
    fiches = [Entree(get_chemin_fiche(lu), partial(build_fiche, cadre, session, lu)) for lu in lus]
    if with_sommaire:
        fiches.insert(0, Entree("00-sommaire.pdf", partial(build_sommaire, cadre, session, audit)))
    fichiers = FichiersSession(membre, session) if session else None
    entrees, lignes = list_entrees(lus, fichiers, _get_pieces(membre, lus))
    toutes, perdus = [*fiches, *entrees], set()
    archive: IO[bytes] = TemporaryFile()  # noqa: SIM115 - closed once it is kept
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as cible:
        for rang, (chemin, octets) in enumerate(_render(toutes, get_modeles_actuels(membre.espace)), start=1):
            if octets is None:
                perdus.add(chemin)
            else:
                cible.writestr(chemin, octets)
            suivi.record_progression(15 + 80 * rang // len(toutes), f"{rang} sur {len(toutes)}")
        presents = [
            replace(row, chemin="", etat="Fichier introuvable") if row.chemin in perdus else row for row in lignes
        ]
        _write_index(cible, cadre, str(session or membre.espace), presents, lus)
    archive.seek(0)
    return archive


def _write_index(
    cible: zipfile.ZipFile, cadre: Cadre, objet: str, lignes: list[LigneIndex], lus: list[IndicateurLu]
) -> None:
    from convive.documents.rendu import render_contenu

    cible.writestr("index.html", write_page(cadre, objet, lignes, lus))
    cible.writestr("index.ods", render_contenu(build_tableau(cadre, lignes), "ods").contenu)
    cible.writestr("LISEZ-MOI.txt", write_lisezmoi(cadre, objet))


def _render(entrees: Sequence[Entree], modeles: dict[str, bytes]) -> Iterator[tuple[str, bytes | None]]:
    """Render in order, only a few ahead, so that not all files are in memory at once. Database reads stay in this
    thread."""
    waiting = iter(entrees)
    with ThreadPoolExecutor(FILS) as fils:
        while lot := list(islice(waiting, 4 * FILS)):
            contenus = [entree.build() for entree in lot]
            try:
                octets = list(fils.map(partial(_lay_out, modeles), contenus))
            except DocumentInvalide as error:
                raise TravailRefuse(str(error)) from error
            yield from zip((entree.chemin for entree in lot), octets, strict=True)


def _lay_out(modeles: dict[str, bytes], contenu: Contenu | bytes | None) -> bytes | None:
    # Renderers are heavy, so only a process that needs them imports them.
    from convive.documents.rendu import render_contenu

    return contenu if contenu is None or isinstance(contenu, bytes) else render_contenu(contenu, "pdf", modeles).contenu


def _get_pieces(membre: Membre, lus: Iterable[IndicateurLu]) -> Mapping[tuple[str, str], list[PieceJointe]]:
    """The attachments by the object that has them; two queries."""
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
