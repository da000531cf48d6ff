"""The columns of an imported inventory, and the headings that people give them. Pure Python."""

from collections.abc import Sequence

from convive.documents.rules import colonnes
from convive.documents.rules.colonnes import Champ
from convive.documents.rules.tableur import Ligne

CHAMPS = (
    Champ("nom", "Service", ("nom", "nom service", "structure", "nom structure", "equipement", "etablissement"), 36),
    Champ("type_cle", "Type", ("type service", "type structure", "categorie", "nature"), 30),
    Champ("code_commune", "Commune", ("code insee", "insee", "code commune", "ville", "localisation"), 22),
    Champ("gestionnaire", "Gestionnaire", ("organisme gestionnaire", "porteur", "association gestionnaire"), 32),
    Champ("statut_gestion", "Mode de gestion", ("gestion", "statut", "statut gestion"), 20),
    Champ("places", "Places", ("nombre places", "nb places", "capacite accueil"), 10),
    Champ("capacite_agreee", "Capacité agréée", ("capacite", "agrement places", "places agreees"), 12),
    Champ("agrement_debut", "Agréé depuis le", ("debut agrement", "date agrement"), 14),
    Champ("agrement_fin", "Agréé jusqu’au", ("fin agrement", "echeance agrement"), 14),
    Champ("public", "Public", ("public accueilli", "publics"), 30),
    Champ("age_min", "À partir de (ans)", ("age min", "age minimum"), 10),
    Champ("age_max", "Jusqu’à (ans)", ("age max", "age maximum"), 10),
    Champ("horaires", "Horaires", ("horaires ouverture", "ouverture"), 36, is_texte=True),
    Champ("tarif", "Tarif", ("tarifs", "tarification"), 36, is_texte=True),
    Champ("etp", "ETP", ("nombre etp", "nb etp"), 8),
    Champ("ps_percues", "Prestations de service", ("ps", "prestation", "prestations"), 30),
    Champ("bonus_percus", "Bonus", ("bonus percus",), 24),
    Champ("siret", "SIRET", ("numero siret", "n° siret"), 18),
    Champ("rna", "RNA", ("numero rna", "n° rna"), 14),
    Champ("uai", "UAI", ("numero uai", "rne"), 12),
    Champ("identifiant_motif", "Pourquoi aucun numéro", (), 30),
    Champ("adresse", "Adresse", ("adresse postale", "rue"), 36),
    Champ("latitude", "Latitude", ("lat",), 12),
    Champ("longitude", "Longitude", ("lon", "lng"), 12),
    Champ("thematiques", "Thématiques", ("thematique", "domaine", "domaines"), 28),
    Champ("communes", "Communes servies", ("communes couvertes", "territoire couvert", "communes"), 36),
    Champ("precisions", "Précisions", ("remarques", "observations", "commentaire", "commentaires"), 40, is_texte=True),
    Champ("source", "Source", (), 24),
    Champ("visible_public", "Montré au public", ("public visible", "diffusable"), 12),
)
CHAMPS_PAR_CLE = {champ.cle: champ for champ in CHAMPS}
TEXTES = frozenset(champ.cle for champ in CHAMPS if champ.is_texte)
SANS_TITRES = (
    "Aucune ligne de titres n’a été trouvée en haut de ce fichier. La première ligne doit nommer les colonnes\u00a0: "
    "«\u00a0Service\u00a0», «\u00a0Type\u00a0», «\u00a0Commune\u00a0», «\u00a0Places\u00a0»…"
)


def guess_colonnes(entetes: Sequence[str]) -> dict[str, int]:
    """Field → index of the column whose heading matches it; each column is used once."""
    return colonnes.guess_colonnes(entetes, CHAMPS)


def split_entete(lignes: Sequence[Ligne]) -> tuple[list[str], list[Ligne]]:
    """The headings, and the rows below them. Raise FichierIllisible if no heading is known, or if there is no row."""
    return colonnes.split_entete(lignes, guess_colonnes, SANS_TITRES)
