"""A service in trouble: each wait is said, its other files do not wait as long, and the session leaves a report."""

from pathlib import Path

from convive.donnees.declaration import Adresse
from convive.donnees.telechargement.moteur import Etapes
from convive.donnees.telechargement.rapport import get_rapport
from convive.donnees.telechargement.rules import ESSAIS_MAX, Attente, Changement
from tests.donnees.conftest import Fetch
from tests.donnees.serveur import Reponse, Serveur, build_fichier
from tests.donnees.test_telechargement import CHEMIN, NOM, PREMIER


def build_autres(*noms: str) -> tuple[Adresse, ...]:
    return tuple(Adresse(f"https://official.example/{nom}", f"donnees_communes_poplegales_{nom}.csv") for nom in noms)


def test_nothing_is_kept_when_nothing_was_there(serveur: Serveur, fetch: Fetch) -> None:
    (bilan,) = fetch()
    assert bilan.phrase == "téléchargement impossible : le serveur répond 404"


def test_each_wait_is_said_before_it_begins(serveur: Serveur, fetch: Fetch, attentes: list[float]) -> None:
    vues: list[Attente] = []

    def record(_source: str, fichier: str, attente: Attente) -> None:
        assert fichier == NOM
        assert len([a for a in attentes if a >= 1]) == len(vues)
        vues.append(attente)

    serveur.answer(CHEMIN, Reponse(statut=503), Reponse(statut=503), build_fichier(PREMIER, '"un"'))
    fetch(etapes=Etapes(attente=record))
    assert [attente.phrase for attente in vues] == [
        f"le serveur répond 503, nouvel essai dans 1\u00a0s (2 sur {ESSAIS_MAX})",
        f"le serveur répond 503, nouvel essai dans 2\u00a0s (3 sur {ESSAIS_MAX})",
    ]


def test_service_that_answers_badly_has_one_try_for_each_other_file(serveur: Serveur, fetch: Fetch) -> None:
    autres = build_autres("2020", "2022")
    serveur.answer(CHEMIN, Reponse(statut=500))
    serveur.answer("/official.example/2020", Reponse(statut=500))
    serveur.answer("/official.example/2022", Reponse(PREMIER))
    finis: list[tuple[int, int]] = []
    bilans = fetch(autres=autres, etapes=Etapes(bilan=lambda _bilan, fait, total: finis.append((fait, total))))
    assert [bilan.changement for bilan in bilans] == [Changement.ECHEC, Changement.ECHEC, Changement.NOUVEAU]
    assert bilans[1].cause == "le serveur répond 500, comme pour le fichier précédent : un seul essai"
    assert len(serveur.demandes) == ESSAIS_MAX + 2
    assert finis == [(1, 3), (2, 3), (3, 3)]


def test_service_that_is_silent_or_has_enough_is_left_in_peace(serveur: Serveur, fetch: Fetch) -> None:
    serveur.answer(CHEMIN, Reponse(statut=429))
    serveur.answer("/official.example/2022", Reponse(PREMIER))
    bilans = fetch(autres=build_autres("2022"))
    assert bilans[1].phrase == (
        "téléchargement impossible : non demandé, official.example est laissé de côté jusqu’au prochain téléchargement "
        "(le serveur répond 429)"
    )
    assert len(serveur.demandes) == ESSAIS_MAX
    # The next session asks again.
    serveur.answer(CHEMIN, Reponse(PREMIER))
    assert [bilan.changement for bilan in fetch(autres=build_autres("2022"))] == [Changement.NOUVEAU] * 2


def test_cut_connections_do_not_condemn_a_service(serveur: Serveur, fetch: Fetch) -> None:
    serveur.answer(CHEMIN, Reponse(PREMIER, coupe=20))
    serveur.answer("/official.example/2022", Reponse(PREMIER))
    assert [bilan.changement for bilan in fetch(autres=build_autres("2022"))] == [Changement.ECHEC, Changement.NOUVEAU]


def test_last_session_leaves_a_report(serveur: Serveur, fetch: Fetch, tmp_path: Path) -> None:
    depot = tmp_path / "depot"
    assert get_rapport(depot) is None
    assert get_rapport(None) is None
    serveur.answer(CHEMIN, Reponse(PREMIER))
    fetch(autres=build_autres("2022"))
    rapport = get_rapport(depot)
    assert rapport is not None
    assert (rapport.nouveautes, rapport.echecs) == (1, 1)
    assert [ligne.fichier for ligne in rapport.lignes] == [NOM, "donnees_communes_poplegales_2022.csv"]
    (depot / ".telechargement" / "rapport.json").write_text("{")
    assert get_rapport(depot) is None
