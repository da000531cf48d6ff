"""The conventions as a table, with the columns of the import: importing it back unchanged has no effect."""

from datetime import date
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.text import slugify

from convive.acteurs.selectors.organisation import get_noms_communes
from convive.documents.rules import Classeur, Colonne, Feuille, FormatCellule, Metadonnees
from convive.documents.rules.tableur import protect_apostrophe
from convive.espaces.models import Membre
from convive.offre.models import Cof
from convive.offre.rules.colonnes_cof import CHAMPS
from convive.offre.selectors.catalogue import get_prestations
from convive.offre.selectors.cof import get_cofs
from convive.offre.selectors.equipement import get_services

if TYPE_CHECKING:
    from convive.documents.rendu import FichierRendu

FORMATS = dict.fromkeys(("date_debut", "date_fin"), FormatCellule.DATE)


def render_cofs(membre: Membre, format: str) -> "tuple[str, FichierRendu]":
    """The name of the file and its bytes; `format` is one of `inventaire.FORMATS_EXPORT`."""
    # Imported here because no page needs the spreadsheet libraries, which are heavy.
    from convive.documents.rendu import render_contenu

    colonnes = [Colonne(champ.libelle, FORMATS.get(champ.cle, FormatCellule.TEXTE), champ.largeur) for champ in CHAMPS]
    titre, today = f"Conventions avec la Caf – {membre.espace.nom}", timezone.localdate()
    sheet = Feuille("Conventions", colonnes, list_lignes_cofs(membre))
    rendu = render_contenu(Classeur(titre, [sheet], Metadonnees(membre.espace.nom, today, titre)), format)
    return f"{slugify(membre.espace.nom)[:60] or 'espace'}-conventions-{today:%Y-%m-%d}.{format}", rendu


def list_lignes_cofs(membre: Membre) -> list[list[str | date]]:
    """One row per service of each convention that this membre can see, or one row for a convention without services."""
    ps = get_prestations("ps")
    services = {service.pk: service for service in get_services(membre).filter(archive_le__isnull=True)}
    noms = get_noms_communes([service.code_commune for service in services.values()], {})
    par_cof: dict[object, list[tuple[str, str]]] = {}
    liens = Cof.services.through._default_manager.filter(serviceequipement__in=list(services))
    for cof_uuid, pk in liens.values_list("cof_id", "serviceequipement_id"):
        service = services[pk]
        commune = noms.get(service.code_commune, service.code_commune)
        par_cof.setdefault(cof_uuid, []).append((protect_apostrophe(service.nom), commune))
    return [
        [protect_apostrophe(cof.numero), nom, commune, ps.get(cof.type_ps, cof.type_ps), cof.date_debut, cof.date_fin]
        for cof in get_cofs(membre).order_by("date_fin", "numero", "pk")
        for nom, commune in sorted(par_cof.get(cof.pk, [("", "")]))
    ]
