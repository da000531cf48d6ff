from datetime import date
from uuid import UUID

from convive.offre.rules.annexe import SANS_COMMUNE, LigneAnnexe, build_annexe


def build_ligne(rang: int, nom: str, commune: str, thematique: str, ordre: int) -> LigneAnnexe:
    return LigneAnnexe(UUID(int=rang), nom, "Type", "", commune, None, (), (), thematique, ordre, rang == 1)


def test_annexe_follows_the_order_of_the_espace_then_communes_then_names():
    annexe = build_annexe(
        date(2026, 1, 1),
        [
            build_ligne(1, "Sans", "Avon", "", 0),
            build_ligne(2, "B", "Blois", "Zèle", 1),
            build_ligne(3, "Partout", SANS_COMMUNE, "Zèle", 1),
            build_ligne(4, "A", "Blois", "Zèle", 1),
            build_ligne(5, "C", "Avon", "Aide", 2),
        ],
    )
    noms = [(groupe.thematique, [ligne.nom for ligne in groupe.lignes]) for groupe in annexe.groupes]
    assert noms == [("Zèle", ["A", "B", "Partout"]), ("Aide", ["C"]), ("Sans thématique", ["Sans"])]
    assert (annexe.nombre, annexe.a_verifier, annexe.annee_avant) == (5, 1, 2025)
