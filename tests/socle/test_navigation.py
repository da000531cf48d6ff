from convive.socle.navigation import CibleRecherche, EntreeNavigation, RegistreNavigation, Verbe


def test_entrees_are_sorted_inside_their_verb() -> None:
    registre = RegistreNavigation()
    registre.record_entrees(
        EntreeNavigation(Verbe.AGIR, "Finances", "finances:liste", 3),
        EntreeNavigation(Verbe.AGIR, "Convention", "convention:detail", 1),
        EntreeNavigation(Verbe.EVALUER, "Bilans", "evaluation:bilan_list", 1),
    )
    assert [entree.libelle for entree in registre.get_entrees(Verbe.AGIR)] == ["Convention", "Finances"]
    assert registre.get_entrees(Verbe.APPRENDRE) == []


def test_entree_recorded_twice_is_shown_once() -> None:
    registre = RegistreNavigation()
    registre.record_entrees(EntreeNavigation(Verbe.AGIR, "Ancien nom", "plan:liste", 1))
    registre.record_entrees(EntreeNavigation(Verbe.AGIR, "Plan d’actions", "plan:liste", 1))
    assert [entree.libelle for entree in registre.get_entrees(Verbe.AGIR)] == ["Plan d’actions"]


def test_entree_is_current_on_its_own_page_and_on_the_pages_it_names() -> None:
    entree = EntreeNavigation(Verbe.COMPRENDRE, "Portraits", "p:liste", 1, pages=("p:detail",))
    assert entree.is_courante("p:liste")
    assert entree.is_courante("p:detail")
    assert not entree.is_courante("p:autre")
    assert not entree.is_courante("")


def test_recherche_has_no_target_until_a_domain_gives_one() -> None:
    registre = RegistreNavigation()
    assert registre.get_recherche() is None
    cible = CibleRecherche("p:liste", "Chercher un territoire")
    registre.record_recherche(cible)
    assert registre.get_recherche() is cible
