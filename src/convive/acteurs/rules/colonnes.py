"""The columns of an imported directory, and the titles by which people call them. Pure Python."""

from collections.abc import Sequence

from convive.acteurs.rules.sirene import TITRES, convert_sirene, is_sirene
from convive.documents.rules import colonnes
from convive.documents.rules.colonnes import Champ, fold_titres
from convive.documents.rules.tableur import Ligne

# Titles by which people call them, folded.
TITRES_NOM = (
    "structure",
    "nom organisation",
    "nom structure",
    "raison sociale",
    "organisme",
    "nom organisme",
    "partenaire",
)
TITRES_SIEGE = ("code insee", "code commune", "insee", "commune", "ville", "commune siege")
TITRES_TELEPHONE = ("tel", "telephone fixe", "tel fixe", "standard", "telephone structure", "telephone accueil")
TITRES_EMAIL = ("mail", "courriel", "adresse mail", "email", "adresse e mail", "mail structure")
TITRES_THEMATIQUES = ("thematique", "domaines", "domaine", "secteur", "secteurs", "secteur activite", "champ action")
TITRES_PERSONNE = (
    "nom contact",
    "nom famille",
    "contact",
    "nom personne",
    "nom referent",
    "nom responsable",
    "responsable",
    "nom prenom",
    "nom et prenom",
    "prenom nom",
    "prenom et nom",
    "contact referent",
    "referent",
    "referente",
    "interlocuteur",
    "interlocutrice",
    "correspondant",
    "correspondante",
)
TITRES_EMAIL_PERSONNE = ("mail contact", "courriel contact", "email contact", "mail referent", "mail responsable")
CHAMPS = (
    Champ("nom", "Organisation", TITRES_NOM, 36),
    Champ("sigle", "Sigle", ("acronyme",)),
    Champ("type", "Type", ("type organisation", "type structure", "categorie", "nature"), 24),
    Champ("siret", "SIRET ou SIREN", ("siret", "siren", "numero siret", "n° siret")),
    Champ("rna", "RNA", ("numero rna", "n° rna")),
    Champ("adresse", "Adresse", ("adresse postale",), 36),
    Champ("code_commune", "Code Insee du siège", TITRES_SIEGE),
    Champ("telephone", "Téléphone", TITRES_TELEPHONE),
    Champ("email", "E-mail", TITRES_EMAIL, 28),
    Champ("site", "Site", ("site web", "site internet", "url"), 28),
    Champ("thematiques", "Thématiques", TITRES_THEMATIQUES, 28),
    Champ("communes", "Communes d’action (codes Insee)", ("communes action", "communes"), 24),
    Champ("source", "Source", (), 24),
    Champ("attentes", "Ce qu’elle attend de la CTG", ("attentes", "attente"), 40, is_texte=True),
    Champ("position", "Position sur la CTG", ("position",)),
    Champ("position_motif", "Sur quoi repose sa position", ("motif", "motif position"), 40, is_texte=True),
    Champ("liens", "Liens", ("liens organisations", "lien", "partenariats"), 40, is_texte=True),
    Champ("civilite", "Civilité", ("civ",)),
    Champ("prenom", "Prénom", ("prenom contact", "prenom referent", "prenom responsable")),
    Champ("nom_personne", "Nom du contact", TITRES_PERSONNE, 24),
    Champ("intitule", "Fonction", ("poste", "fonction contact", "mandat", "qualite"), 28),
    Champ("is_elu", "Élu·e", ("elu", "elue", "est elu")),
    Champ("is_contact_principal", "Contact principal"),
    Champ("date_debut", "Début de fonction", ("debut", "date debut", "debut mandat")),
    Champ("dernier_jour", "Fin de fonction", ("fin", "date fin", "fin mandat")),
    Champ("email_personne", "E-mail du contact", TITRES_EMAIL_PERSONNE, 28),
    Champ("telephone_personne", "Téléphone du contact", ("tel contact", "portable", "mobile", "ligne directe")),
    Champ("source_personne", "Source du contact", (), 24),
    Champ("date_collecte", "Recueilli le", ("date collecte", "recueillie le")),
)
CHAMPS_PAR_CLE = {champ.cle: champ for champ in CHAMPS}
TEXTES = frozenset(champ.cle for champ in CHAMPS if champ.is_texte)
SANS_TITRES = (
    "Aucune ligne de titres n’a été trouvée en haut de ce fichier. La première ligne doit nommer les colonnes\u00a0: "
    "«\u00a0Organisation\u00a0», «\u00a0Type\u00a0», «\u00a0Nom du contact\u00a0», «\u00a0E-mail\u00a0»…"
)


def split_entete(lignes: Sequence[Ligne]) -> tuple[list[str], list[Ligne]]:
    """The titles, and the rows under them. Raise FichierIllisible when no title is one that we know, or nothing
    follows. An extract of Sirene has those of the directory."""
    if lignes and is_sirene(lignes[0][1]):
        lignes = [(1, list(TITRES)), *convert_sirene(lignes)]
    return colonnes.split_entete(lignes, guess_colonnes, SANS_TITRES)


def guess_colonnes(entetes: Sequence[str]) -> dict[str, int]:
    """Field → rank of the column that its title says, each column once."""
    folded, found = fold_titres(entetes), colonnes.guess_colonnes(entetes, CHAMPS)
    if "nom" in folded:
        # « Nom » beside « Prénom » is that of a person.
        cle = "nom_personne" if "prenom" in found and "nom_personne" not in found else "nom"
        found.setdefault(cle, folded.index("nom"))
    if "nom_personne" in found and not {"email_personne", "telephone_personne"} & found.keys():
        # In a list of people, « Mail » is hers; the address of an organisation is shown to more readers.
        for cle in ("email", "telephone"):
            if cle in found:
                found[f"{cle}_personne"] = found.pop(cle)
    return found
