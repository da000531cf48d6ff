"""The columns of an imported directory, and the titles by which people call them. Pure Python."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from convive.acteurs.rules.noms import fold_nom
from convive.acteurs.rules.tableur import FichierIllisible, Ligne

# Where titles may be: under a name of file and an empty row, as our own exports write them.
LIGNES_AVANT = 10


@dataclass(frozen=True, slots=True)
class Champ:
    """A column. `libelle` is its title in our exports, `synonymes` other titles, folded."""

    cle: str
    libelle: str
    synonymes: tuple[str, ...] = ()
    largeur: int = 18

    @property
    def titres(self) -> frozenset[str]:
        return frozenset({fold_nom(self.libelle), *self.synonymes})


CHAMPS = (
    Champ("nom", "Organisation", ("structure", "nom organisation", "nom structure", "raison sociale", "organisme"), 36),
    Champ("sigle", "Sigle", ("acronyme",)),
    Champ("type", "Type", ("type organisation", "type structure", "categorie", "nature"), 24),
    Champ("siret", "SIRET ou SIREN", ("siret", "siren", "numero siret", "n° siret")),
    Champ("rna", "RNA", ("numero rna", "n° rna")),
    Champ("adresse", "Adresse", ("adresse postale",), 36),
    Champ("code_commune", "Code Insee du siège", ("code insee", "code commune", "insee")),
    Champ("telephone", "Téléphone", ("tel", "standard", "telephone structure", "telephone accueil")),
    Champ("email", "E-mail", ("mail", "courriel", "adresse mail", "email", "adresse e mail", "mail structure"), 28),
    Champ("site", "Site", ("site web", "site internet", "url"), 28),
    Champ("thematiques", "Thématiques", ("thematique", "domaines", "domaine"), 28),
    Champ("communes", "Communes d’action (codes Insee)", ("communes action", "communes"), 24),
    Champ("source", "Source", (), 24),
    Champ("civilite", "Civilité", ("civ",)),
    Champ("prenom", "Prénom", ("prenom contact",)),
    Champ("nom_personne", "Nom du contact", ("nom contact", "nom famille", "contact", "nom personne"), 24),
    Champ("intitule", "Fonction", ("poste", "fonction contact", "mandat", "qualite"), 28),
    Champ("is_elu", "Élu·e", ("elu", "elue", "est elu")),
    Champ("is_contact_principal", "Contact principal", ("referent",)),
    Champ("date_debut", "Début de fonction", ("debut", "date debut", "debut mandat")),
    Champ("dernier_jour", "Fin de fonction", ("fin", "date fin", "fin mandat")),
    Champ("email_personne", "E-mail du contact", ("mail contact", "courriel contact", "email contact"), 28),
    Champ("telephone_personne", "Téléphone du contact", ("tel contact", "portable", "mobile", "ligne directe")),
    Champ("source_personne", "Source du contact", (), 24),
    Champ("date_collecte", "Recueilli le", ("date collecte", "recueillie le")),
)
CHAMPS_PAR_CLE = {champ.cle: champ for champ in CHAMPS}
SANS_TITRES = (
    "Aucune ligne de titres n’a été trouvée en haut de ce fichier. La première ligne doit nommer les colonnes\u00a0: "
    "«\u00a0Organisation\u00a0», «\u00a0Type\u00a0», «\u00a0Nom du contact\u00a0», «\u00a0E-mail\u00a0»…"
)
SANS_LIGNES = "Ce fichier a des titres de colonnes, mais aucune ligne en dessous."


def split_entete(lignes: Sequence[Ligne]) -> tuple[list[str], list[Ligne]]:
    """The titles, and the rows under them. Raise FichierIllisible when no title is one that we know, or nothing
    follows."""
    best = max(range(min(LIGNES_AVANT, len(lignes))), key=lambda rang: (len(guess_colonnes(lignes[rang][1])), -rang))
    entetes = lignes[best][1]
    if not guess_colonnes(entetes):
        raise FichierIllisible(SANS_TITRES)
    under = list(lignes[best + 1 :])
    if not under:
        raise FichierIllisible(SANS_LIGNES)
    return entetes, under


def guess_colonnes(entetes: Sequence[str]) -> dict[str, int]:
    """Field → rank of the column that its title says, each column once."""
    folded = [fold_nom(entete.replace("’", " ").replace("·", "").replace("/", " ")) for entete in entetes]
    found: dict[str, int] = {}
    for champ in CHAMPS:
        titres = {titre.replace("·", "") for titre in champ.titres}
        place = next(
            (rang for rang, titre in enumerate(folded) if titre in titres and rang not in found.values()), None
        )
        if place is not None:
            found[champ.cle] = place
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


def get_cellules(mapping: Mapping[str, int], cellules: Sequence[str]) -> dict[str, str]:
    """Field → text of its cell; a row may be shorter than its titles."""
    return {cle: cellules[rang] for cle, rang in mapping.items() if rang < len(cellules) and cellules[rang]}
