"""Read the models of an espace."""

import logging
from dataclasses import dataclass
from uuid import UUID

from convive.documents.models import ModeleDocument
from convive.documents.rules.apparence import Apparence, read_apparence
from convive.documents.rules.archive import ModeleRefuse, read_parts
from convive.espaces.models import Espace

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ModeleAffiche:
    """A model and what was recognised in it, in words; `constats` is empty for one that is put aside."""

    modele: ModeleDocument
    constats: tuple[str, ...] = ()


def list_modeles(espace: Espace) -> list[ModeleAffiche]:
    """Every model ever given, the latest first inside a format; one query, and the files of those of today."""
    modeles = ModeleDocument.objects.filter(espace=espace).select_related("created_by")
    return [ModeleAffiche(m, _list_constats(m) if m.is_actuel else ()) for m in modeles]


def get_modele(espace: Espace, modele_uuid: UUID) -> ModeleDocument | None:
    modele = ModeleDocument.objects.filter(espace=espace, pk=modele_uuid).first()
    if modele is not None:
        modele.espace = espace
    return modele


def get_modeles_actuels(espace: Espace) -> dict[str, bytes]:
    """The files of today, by format; one that the disk lost is left out, and documents leave in our look."""
    contenus = ((m.format, read_contenu(m)) for m in ModeleDocument.objects.actuels().filter(espace=espace))
    return {format: contenu for format, contenu in contenus if contenu is not None}


def read_contenu(modele: ModeleDocument) -> bytes | None:
    try:
        with modele.fichier.open("rb") as fichier:
            contenu: bytes = fichier.read()
            return contenu
    except OSError:
        logger.exception("The file of a model cannot be read: %s", modele.pk)
        return None


def _list_constats(modele: ModeleDocument) -> tuple[str, ...]:
    contenu = read_contenu(modele)
    if contenu is None:
        return ("Le fichier n’est plus sur le serveur : déposez-le de nouveau.",)
    if modele.format == "pptx":
        return ("Les diapositives prennent ses dispositions, ses couleurs et ses polices.",)
    try:
        return build_constats(read_apparence(modele.format, read_parts(contenu)))
    except ModeleRefuse as error:
        return (str(error),)


def build_constats(apparence: Apparence) -> tuple[str, ...]:
    """What a person should know before the first document leaves."""
    niveaux = ", ".join(str(niveau) for niveau in apparence.titres)
    constats = [
        f"Styles de titre trouvés : niveaux {niveaux}." if niveaux else "Aucun style de titre : les nôtres servent.",
        "L’en-tête est repris, dans les PDF aussi." if apparence.has_entete else "Il n’a pas d’en-tête.",
        "Le pied de page est repris, dans les PDF aussi." if apparence.has_pied else "Il n’a pas de pied de page.",
        "Logo reconnu : il est aussi dans les PDF." if apparence.logo else "Aucun logo reconnu pour les PDF.",
    ]
    if apparence.couleur:
        constats.append(f"Couleur des titres : {apparence.couleur}, reprise dans les PDF et les EPUB.")
    if apparence.police:
        constats.append(
            f"Police du texte\u00a0: {apparence.police}. Les PDF la prennent si elle est dans le modèle ou sur "
            "le serveur."
        )
    return tuple(constats)
