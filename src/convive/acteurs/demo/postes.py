"""The coordination posts of the demonstration, before and after the chargée de coopération."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from convive.acteurs.demo.acteurs import read_jours
from convive.acteurs.models import FinancementCaf, Organisation, Personne, PosteCooperation
from convive.espaces.models import Espace
from convive.espaces.rules import get_date_fin
from convive.espaces.selectors.espace import get_perimetre_espace
from convive.socle.recit import Recit


def create_postes_demo(espace: Espace, recit: Recit) -> None:
    """Everything in the file; employers and people are those that the directory has just made."""
    organisations = {organisation.nom: organisation for organisation in Organisation.objects.filter(espace=espace)}
    lignes = recit.read("acteurs")["organisations"]
    by_cle = {ligne["cle"]: organisations[ligne["nom"]] for ligne in lignes}
    personnes = {str(personne): personne for personne in Personne.objects.filter(espace=espace)}
    thematiques = {thematique.nom: thematique for thematique in espace.thematiques.all()}
    perimetre = get_perimetre_espace(espace)
    codes = {commune.nom: commune.code for commune in (perimetre.communes if perimetre else ())}
    postes: dict[str, PosteCooperation] = {}
    for ligne in recit.read("postes")["postes"]:
        poste = _build_poste(espace, ligne, by_cle, personnes)
        poste.communes = sorted(codes[nom] for nom in ligne.get("communes", ()) if nom in codes)
        poste.save()
        poste.thematiques.set(thematiques[nom] for nom in ligne.get("thematiques", ()))
        poste.remplace.set(postes[cle] for cle in ligne.get("remplace", ()))
        postes[ligne["cle"]] = poste


def _build_poste(
    espace: Espace,
    ligne: Mapping[str, Any],
    organisations: Mapping[str, Organisation],
    personnes: Mapping[str, Personne],
) -> PosteCooperation:
    first, last = read_jours(ligne)
    return PosteCooperation(
        espace=espace,
        intitule=ligne["intitule"],
        employeur=organisations[ligne["employeur"]],
        personne=personnes[ligne["titulaire"]] if "titulaire" in ligne else None,
        etp_total=Decimal(ligne["etp"]),
        quotite_ctg=Decimal(ligne["ctg"]),
        date_debut=first,
        date_fin=get_date_fin(last) if last else None,
        financement_caf=ligne.get("caf", FinancementCaf.INCONNU),
        financement_precision=ligne.get("precision", ""),
    )
