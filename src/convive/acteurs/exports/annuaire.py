"""The directory as a table, with the columns that its import reads: brought back as it is, it changes nothing."""

from typing import TYPE_CHECKING, Any

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.text import slugify

from convive.acteurs.models import Fonction, LienOrganisations, NatureLien, Organisation, Personne, Position
from convive.acteurs.rules.colonnes import CHAMPS
from convive.acteurs.rules.liens_organisations import LienDit, write_liens
from convive.acteurs.selectors.organisation import get_organisations
from convive.acteurs.selectors.personne import get_personnes
from convive.documents.rules import Metadonnees
from convive.documents.rules.classeur import Classeur, Colonne, Feuille, FormatCellule
from convive.documents.rules.tableur import protect_apostrophe
from convive.espaces.models import Membre

if TYPE_CHECKING:
    from convive.documents.rendu import FichierRendu

FORMATS_EXPORT = {"xlsx": "Excel (.xlsx)", "ods": "LibreOffice (.ods)", "csv": "CSV"}
DATES = frozenset({"date_debut", "dernier_jour", "date_collecte"})


def render_annuaire(membre: Membre, format: str) -> "tuple[str, FichierRendu]":
    """The name of the file and its bytes; `format` is one of FORMATS_EXPORT."""
    # A page never writes a workbook: the libraries that do are loaded when someone asks for one.
    from convive.documents.rendu import render_contenu

    colonnes = [
        Colonne(champ.libelle, FormatCellule.DATE if champ.cle in DATES else FormatCellule.TEXTE, champ.largeur)
        for champ in CHAMPS
    ]
    lignes = [[_write(ligne.get(champ.cle)) for champ in CHAMPS] for ligne in list_lignes(membre)]
    titre, today = f"Annuaire – {membre.espace.nom}", timezone.localdate()
    sheet = Feuille("Annuaire", colonnes, lignes)
    rendu = render_contenu(Classeur(titre, [sheet], Metadonnees(membre.espace.nom, today, titre)), format)
    return f"{slugify(membre.espace.nom)[:60] or 'espace'}-annuaire-{today:%Y-%m-%d}.{format}", rendu


def list_lignes(membre: Membre) -> list[dict[str, Any]]:
    """One for each function, then organisations and people without any; archived cards stay in the directory. What
    is long is on the first row of its organisation. Five queries."""
    personnes = get_personnes(membre).filter(archivee_le__isnull=True)
    fonctions = Fonction.objects.filter(personne__in=personnes).select_related("personne")
    ordered = fonctions.order_by("-is_contact_principal", "personne__nom", "personne__prenom", "-date_debut", "pk")
    organisations = get_organisations(membre).filter(archivee_le__isnull=True)
    rows = organisations.prefetch_related("thematiques", Prefetch("fonctions", ordered)).order_by("nom_compare", "pk")
    liens = LienOrganisations.objects.visible_to(membre.compte).filter(vers__archivee_le__isnull=True)
    ties = liens.select_related("vers").order_by("nature", "vers__nom_compare", "pk")
    rows = rows.prefetch_related(Prefetch("liens_vers", ties))
    lignes: list[dict[str, Any]] = []
    seen = set()
    for organisation in rows:
        base = _read_organisation(organisation)
        held = list(organisation.fonctions.all())
        seen |= {fonction.personne_id for fonction in held}
        people = [{**base, **_read_personne(f.personne), **_read_fonction(f)} for f in held] or [base]
        people[0] |= _read_textes(organisation)
        lignes += people
    alone = personnes.order_by("nom", "prenom", "pk")
    return [*lignes, *(_read_personne(personne) for personne in alone if personne.pk not in seen)]


def _read_organisation(row: Organisation) -> dict[str, Any]:
    simples = ("nom", "sigle", "rna", "adresse", "code_commune", "telephone", "email", "site", "source")
    return {champ: getattr(row, champ) for champ in simples} | {
        "type": row.get_type_display(),
        "siret": row.siret or row.siren,
        "thematiques": "; ".join(thematique.nom for thematique in row.thematiques.all()),
        "communes": "; ".join(row.communes),
    }


def _read_textes(row: Organisation) -> dict[str, Any]:
    """An unknown position is an empty cell, as what nobody has written."""
    position = "" if row.position == Position.INCONNUE else row.get_position_display()
    liens = [LienDit(lien.nature, lien.vers.nom, lien.precision) for lien in row.liens_vers.all()]
    natures = dict(NatureLien.choices)
    textes = {"attentes": row.attentes, "position": position, "position_motif": row.position_motif}
    return {**textes, "liens": write_liens(liens, natures)}


def _read_personne(row: Personne) -> dict[str, Any]:
    return {
        "civilite": row.get_civilite_display(),
        "prenom": row.prenom,
        "nom_personne": row.nom,
        "email_personne": row.email,
        "telephone_personne": row.telephone,
        "source_personne": row.source,
        "date_collecte": row.date_collecte,
    }


def _read_fonction(row: Fonction) -> dict[str, Any]:
    return {
        "intitule": row.intitule,
        "is_elu": "oui" if row.is_elu else "",
        "is_contact_principal": "oui" if row.is_contact_principal else "",
        "date_debut": row.date_debut,
        "dernier_jour": row.dernier_jour,
    }


def _write(valeur: Any) -> Any:
    """An empty cell is empty words: to a workbook, None is a figure that one does not have."""
    return "" if valeur is None else protect_apostrophe(valeur) if isinstance(valeur, str) else valeur
