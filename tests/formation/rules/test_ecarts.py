from convive.formation.rules.ecarts import build_ecarts
from convive.formation.rules.qualiopi import EtatPreuve, Indicateur, IndicateurLu, Preuve, SorteLue
from convive.formation.rules.sortes_preuves import SORTES


def read(numero: int, *sortes: SorteLue, majeure: bool = False) -> IndicateurLu:
    return IndicateurLu(Indicateur(numero, majeure, f"Indicateur {numero}", "", ()), sortes)


def lack(cle: str, *preuves: Preuve) -> SorteLue:
    return SorteLue(SORTES[cle], preuves, EtatPreuve.INCOMPLETE if preuves else EtatPreuve.MANQUE, f"/{cle}/")


def test_a_proof_that_two_indicators_ask_for_is_brought_once():
    ecarts = build_ecarts([read(10, lack("emargement"), lack("relance"), majeure=True), read(12, lack("relance"))])
    assert ecarts.phrase == "Il manque 2\u00a0preuves"
    assert ecarts.precision == "indicateurs 10 et 12, dont 1\u00a0majeur"


def test_what_was_begun_is_completed_where_it_is():
    begun = lack("emargement", Preuve("Matin", "/matin/"), Preuve("Soir", "/soir/", is_complete=False))
    ecarts = build_ecarts([read(10, begun, lack("relance"), majeure=True)])
    assert [preuve.url for preuve in ecarts.indicateurs[0].preuves] == ["/soir/", "/relance/"]
    assert ecarts.precision == "indicateur 10, majeur"


def test_what_is_proved_or_not_due_yet_is_no_gap():
    ecarts = build_ecarts(
        [
            read(4, SorteLue(SORTES["besoin"], (), EtatPreuve.FAITE)),
            read(2, SorteLue(SORTES["resultats"], (), EtatPreuve.A_VENIR)),
        ]
    )
    assert (ecarts.nombre, ecarts.phrase, ecarts.precision) == (0, "Aucun écart", "")
