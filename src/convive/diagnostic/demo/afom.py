"""The AFOM of the demonstration, thématique by thématique."""

from convive.diagnostic.demo.constats import DecorDiagnostic, build_decor
from convive.diagnostic.models import Constat, ElementAfom, Poids
from convive.espaces.models import Espace
from convive.socle.recit import Recit


def create_afom_demo(espace: Espace, recit: Recit) -> None:
    """Everything in the file; the constats are those that the demonstration has just made."""
    decor = build_decor(espace, recit)
    constats = get_constats_par_cle(espace, recit)
    ElementAfom.objects.bulk_create(
        _build_element(decor, nom, quadrant, ordre, ligne, constats)
        for nom, quadrants in recit.read("afom").items()
        for quadrant, lignes in quadrants.items()
        for ordre, ligne in enumerate(lignes, start=1)
    )


def get_constats_par_cle(espace: Espace, recit: Recit) -> dict[str, Constat]:
    by_texte = {constat.texte: constat for constat in Constat.objects.filter(espace=espace)}
    lignes = recit.read("constats")["constats"]
    return {ligne["cle"]: by_texte[ligne["texte"]] for ligne in lignes}


def _build_element(
    decor: DecorDiagnostic,
    nom: str,
    quadrant: str,
    ordre: int,
    ligne: str | dict[str, str],
    constats: dict[str, Constat],
) -> ElementAfom:
    champs = {"texte": ligne} if isinstance(ligne, str) else ligne
    return ElementAfom(
        espace=decor.espace,
        thematique=decor.thematiques[nom],
        quadrant=quadrant,
        ordre=ordre,
        texte=champs["texte"],
        poids=int(champs.get("poids", Poids.SIMPLE)),
        constat=constats[champs["constat"]] if "constat" in champs else None,
        created_by_id=decor.auteur,
    )
