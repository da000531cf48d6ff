"""The lettre de mission of a post: what the espace knows of it, the missions that one keeps or strikes out, and boxes
to sign. What the espace does not know is between brackets, for the employer to complete."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.utils import timezone

from convive.acteurs.exports.postes import EXEMPLE as EXEMPLE_POSTES
from convive.acteurs.models import PosteCooperation
from convive.acteurs.permissions import can_create_poste, can_update_acteurs, can_update_poste
from convive.acteurs.rules.postes import PosteLu, compute_heures
from convive.acteurs.selectors.catalogue import list_blocs_mission
from convive.acteurs.selectors.poste import get_poste, get_postes, read_postes
from convive.documents.exports.page import CADRE_EXEMPLE, Cadre, build_texte, get_cadre
from convive.documents.registre import DocumentInconnu
from convive.documents.rules import Contenu, DocumentHtml, Famille
from convive.espaces.models import Membre
from convive.socle.uuids import parse_uuid

TITRE = "Lettre de mission"
# Three are enough to follow in a year; the caption says how many more there may be.
OBJECTIFS = range(1, 4)
EXEMPLE = replace(
    EXEMPLE_POSTES[2],
    etp_total=Decimal(1),
    quotite_ctg=Decimal("0.5"),
    thematiques=("Enfance", "Jeunesse", "Parentalité"),
    communes=("Saint-Ambroise-des-Prés", "Vallombre"),
)


@dataclass(frozen=True, slots=True)
class LettreDuPoste:
    """What a letter says of a post; `suite_de` are the posts that it took the place of."""

    poste: PosteLu
    suite_de: tuple[str, ...]
    financement: str

    @property
    def heures(self) -> str:
        """« 17 h 30 » a week, for 35 hours of a full-time post."""
        return compute_heures(self.poste.quotite_ctg)


def can_export_lettres(membre: Membre) -> bool:
    """Who writes posts; a coordinatrice, for her own alone, which `build_lettre` checks."""
    return can_create_poste(membre) or can_update_acteurs(membre)


def list_choix_lettres(membre: Membre) -> list[tuple[str, str]]:
    """The posts that this place may write, but those that are over."""
    return [(str(poste.pk), f"{poste} – {poste.employeur}") for poste in _list_postes(membre, timezone.localdate())]


def build_lettre(membre: Membre, _famille: Famille, choix: str) -> Contenu:
    """The letter of one post. Raise DocumentInconnu for one that this place does not write."""
    uuid = parse_uuid(choix)
    poste = get_poste(membre, uuid) if uuid else None
    if poste is None or poste.archive_le or not can_update_poste(membre, poste):
        raise DocumentInconnu("Ce poste n’existe pas, ou ce n’est pas à vous d’écrire sa lettre de mission.")
    suite_de = tuple(f"{autre.intitule}" for autre in poste.remplace.all())
    financement = poste.get_financement_caf_display().lower() if poste.financement_caf != "inconnu" else ""
    if financement and poste.financement_precision:
        financement = f"{financement} ({poste.financement_precision})"
    return _build(get_cadre(membre.espace), LettreDuPoste(read_postes([poste])[0], suite_de, financement))


def build_exemple_lettre(_famille: Famille) -> Contenu:
    """The letter of an invented chargée de coopération."""
    return _build(CADRE_EXEMPLE, LettreDuPoste(EXEMPLE, ("Coordonnatrice enfance",), "prévu"))


def _list_postes(membre: Membre, today: date) -> list[PosteCooperation]:
    rows = get_postes(membre).filter(archive_le__isnull=True).order_by("intitule", "pk")
    return [
        poste for poste in rows if (not poste.date_fin or poste.date_fin > today) and can_update_poste(membre, poste)
    ]


def _build(cadre: Cadre, lettre: LettreDuPoste) -> DocumentHtml:
    contexte = {
        "lettre": lettre,
        "poste": lettre.poste,
        "blocs": list_blocs_mission(cadre.jour),
        "objectifs": OBJECTIFS,
    }
    return build_texte(cadre, f"{TITRE}\u00a0: {lettre.poste.intitule}", "acteurs/types/lettre.html", contexte)
