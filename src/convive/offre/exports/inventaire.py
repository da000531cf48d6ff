"""The inventory as a table, with the columns of the import: importing it back unchanged has no effect."""

from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.text import slugify

from convive.acteurs.selectors.organisation import get_noms_communes
from convive.documents.rules import Classeur, Colonne, Feuille, FormatCellule, Metadonnees
from convive.documents.rules.tableur import protect_apostrophe
from convive.espaces.models import Membre
from convive.offre.models import StatutGestion
from convive.offre.rules.colonnes import CHAMPS
from convive.offre.selectors.catalogue import get_prestations, list_types
from convive.offre.selectors.equipement import get_services, get_type

if TYPE_CHECKING:
    from convive.documents.rendu import FichierRendu

FORMATS_EXPORT = {"xlsx": "Excel (.xlsx)", "ods": "LibreOffice (.ods)", "csv": "CSV"}
FORMATS = {
    **dict.fromkeys(("agrement_debut", "agrement_fin"), FormatCellule.DATE),
    **dict.fromkeys(("places", "capacite_agreee", "age_min", "age_max"), FormatCellule.ENTIER),
}
SIMPLES = (
    *("nom", "siret", "rna", "uai", "identifiant_motif", "adresse", "agrement_debut", "agrement_fin", "public"),
    *("capacite_agreee", "places", "age_min", "age_max", "horaires", "tarif", "precisions", "source"),
)


def render_inventaire(membre: Membre, format: str) -> "tuple[str, FichierRendu]":
    """The name of the file and its bytes; `format` is one of FORMATS_EXPORT."""
    # Imported here because no page needs the spreadsheet libraries, which are heavy.
    from convive.documents.rendu import render_contenu

    colonnes = [Colonne(champ.libelle, FORMATS.get(champ.cle, FormatCellule.TEXTE), champ.largeur) for champ in CHAMPS]
    lignes = [[_write(ligne.get(champ.cle)) for champ in CHAMPS] for ligne in list_lignes(membre)]
    titre, today = f"Offre de services – {membre.espace.nom}", timezone.localdate()
    sheet = Feuille("Services", colonnes, lignes)
    rendu = render_contenu(Classeur(titre, [sheet], Metadonnees(membre.espace.nom, today, titre)), format)
    return f"{slugify(membre.espace.nom)[:60] or 'espace'}-services-{today:%Y-%m-%d}.{format}", rendu


def list_lignes(membre: Membre) -> list[dict[str, Any]]:
    """One row per service that is not archived, sorted by name; five queries."""
    types = list_types(membre.espace)
    rows = get_services(membre).filter(archive_le__isnull=True).select_related("gestionnaire")
    services = list(rows.prefetch_related("thematiques").order_by("nom_compare", "pk"))
    noms = get_noms_communes([service.code_commune for service in services], {})
    homonymes = {nom for nom in noms.values() if list(noms.values()).count(nom) > 1}
    ps, bonus = get_prestations("ps"), get_prestations("bonus")
    lignes = []
    for service in services:
        commune = noms.get(service.code_commune, service.code_commune)
        lignes.append(
            {champ: getattr(service, champ) for champ in SIMPLES}
            | {
                "type_cle": get_type(types, service).nom,
                "code_commune": service.code_commune if commune in homonymes else commune,
                "gestionnaire": service.gestionnaire.nom if service.gestionnaire else "",
                "statut_gestion": _get_gestion(service.statut_gestion),
                "etp": _write_decimal(service.etp),
                "latitude": _write_decimal(service.latitude),
                "longitude": _write_decimal(service.longitude),
                "ps_percues": "; ".join(ps.get(cle, cle) for cle in service.ps_percues),
                "bonus_percus": "; ".join(bonus.get(cle, cle) for cle in service.bonus_percus),
                "thematiques": "; ".join(theme.nom for theme in service.thematiques.all()),
                "communes": "; ".join(service.communes),
                "visible_public": "oui" if service.visible_public else "non",
            }
        )
    return lignes


def _get_gestion(valeur: str) -> str:
    return "" if valeur == StatutGestion.INCONNU else str(StatutGestion(valeur).label)


def _write_decimal(valeur: Any) -> str:
    return "" if valeur is None else f"{valeur:f}".replace(".", ",")


def _write(valeur: Any) -> Any:
    """The value of a cell. Empty cells are empty strings, because in our workbooks None means a missing figure."""
    return "" if valeur is None else protect_apostrophe(valeur) if isinstance(valeur, str) else valeur
