"""The plan of a CTG as a ZIP that comes back the same in an espace whose plan is empty."""

from typing import Any

from django.utils import timezone
from django.utils.text import slugify

from convive.documents.models import PieceJointe
from convive.espaces.models import Membre
from convive.plan_action.models import FicheAction
from convive.plan_action.rules.archive import FORMAT, MAX_OCTETS_PIECES, PIECES, VERSION, dump_archive
from convive.plan_action.selectors.archive import Lecture
from convive.plan_action.selectors.plan import DossierPlan
from convive.socle.objets import objets

TYPE_ARCHIVE = "application/zip"


def render_archive(membre: Membre, dossier: DossierPlan) -> tuple[str, bytes]:
    """The name of the file and its bytes, for a place that shapes the plan: everything is in it, notes of the team
    included."""
    lecture = Lecture(dossier.ctg)
    donnees = lecture.read()
    pieces, fichiers, laissees = _read_pieces(lecture.rangs[FicheAction])
    today = timezone.localdate()
    donnees |= {
        "format": FORMAT,
        "version": VERSION,
        "exporte_le": today.isoformat(),
        "espace": membre.espace.nom,
        "ctg": dossier.ctg.nom,
        "pieces": pieces,
        "laissees": laissees,
    }
    nom = f"{slugify(membre.espace.nom)[:60] or 'espace'}-plan-{today:%Y-%m-%d}.zip"
    return nom, dump_archive(donnees, fichiers)


def _read_pieces(rangs: dict[Any, int]) -> tuple[list[dict[str, Any]], dict[str, bytes], list[str]]:
    """What is attached to the actions: what is said of each file, the files, the names of those that there is no room
    for, or that the disk lost."""
    cle = objets.get_for_model(FicheAction).cle
    rows = PieceJointe.objects.presentes().filter(objet_type=cle, objet_uuid__in=rangs).with_versions()
    pieces: list[dict[str, Any]] = []
    fichiers: dict[str, bytes] = {}
    laissees: list[str] = []
    reste = MAX_OCTETS_PIECES
    for piece in sorted(rows, key=lambda row: (rangs[row.objet_uuid], row.titre, row.created_at)):
        version = piece.actuelle
        contenu = b""
        if version.taille_octets <= reste:
            try:
                with version.fichier.open() as flux:
                    contenu = flux.read()
            except FileNotFoundError:
                contenu = b""
        if not contenu:
            laissees.append(version.nom_fichier)
            continue
        reste -= len(contenu)
        chemin = f"{PIECES}{len(pieces) + 1}.{version.nom_fichier.rpartition('.')[2].lower()}"
        fichiers[chemin] = contenu
        pieces.append(
            {
                "fiche": rangs[piece.objet_uuid],
                "titre": piece.titre,
                "description": piece.description,
                "texte_alternatif": piece.texte_alternatif,
                "visibilite": piece.visibilite,
                "nom": version.nom_fichier,
                "fichier": chemin,
            }
        )
    return pieces, fichiers, laissees
