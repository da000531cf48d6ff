"""The registry of things to do: order, limit, what waits."""

from datetime import date

from convive.socle.taches import RegistreTaches, Tache, Urgence

TODAY = date(2026, 11, 25)


def build_tache(libelle: str, urgence: Urgence, echeance: date | None = None) -> Tache:
    return Tache(libelle, "Parce que.", "/", "Voir", urgence, "clock", echeance)


def test_most_pressing_tasks_come_first_whoever_gives_them() -> None:
    registre = RegistreTaches()
    registre.record("a", lambda _membre, _today: [build_tache("Demandé", Urgence.A_FAIRE)])
    registre.record(
        "b",
        lambda _membre, today: [
            build_tache("Bientôt", Urgence.BIENTOT, date(2026, 12, 2)),
            build_tache("Plus tôt", Urgence.BIENTOT, date(2026, 11, 27)),
            build_tache("En retard", Urgence.RETARD, today),
        ],
    )
    liste = registre.list_taches(None, TODAY)
    assert [tache.libelle for tache in liste.maintenant] == ["En retard", "Plus tôt", "Bientôt", "Demandé"]
    assert [tache.is_en_retard for tache in liste.maintenant] == [True, False, False, False]
    assert liste.ensuite == ()


def test_what_passes_the_limit_or_can_wait_comes_after() -> None:
    registre = RegistreTaches()
    registre.record("a", lambda _membre, _today: [build_tache(f"Tâche {n}", Urgence.A_FAIRE) for n in range(7)])
    registre.record("b", lambda _membre, _today: [build_tache("Attendre", Urgence.PEUT_ATTENDRE)])
    liste = registre.list_taches(None, TODAY)
    assert [tache.libelle for tache in liste.maintenant] == [f"Tâche {n}" for n in range(5)]
    assert [tache.libelle for tache in liste.ensuite] == ["Tâche 5", "Tâche 6", "Attendre"]


def test_provider_recorded_twice_replaces_itself() -> None:
    registre = RegistreTaches()
    registre.record("a", lambda _membre, _today: [build_tache("Ancienne", Urgence.A_FAIRE)])
    registre.record("a", lambda _membre, _today: [])
    assert registre.list_taches(None, TODAY).maintenant == ()
