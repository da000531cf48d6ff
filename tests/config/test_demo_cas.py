"""The sheet of case study 1 and the territory that it opens tell the same story: a trainee has both on her screen."""

from collections import Counter

from convive.config.demo.selectors import get_recit_demo
from convive.formation.actions.territoire import TERRITOIRES
from convive.formation.selectors.contenus import read_contenu
from convive.plan_action.demo.plan import read_axes
from convive.plan_action.rules.statuts import Statut
from convive.socle.formats import date_longue
from convive.socle.recit import read_yaml

CAS = "dix_sept_objectifs"
NOMBRES = {2: "deux", 6: "six", 9: "neuf", 46: "quarante-six"}


def read_lignes(cle: str) -> list[list[str]]:
    documents = {document["cle"]: document for document in read_contenu(f"cas/{CAS}")["documents"]}
    return documents[cle]["lignes"]


def read_actions() -> dict[str, tuple[str, str, Statut]]:
    """By code: objective, title, last status."""
    return {
        fiche["code"]: (
            objectif["code"],
            fiche["titre"],
            Statut(fiche["statuts"][-1][1] if fiche.get("statuts") else "a_preparer"),
        )
        for axe in read_axes("CTG 2024-2028")
        for objectif in axe["objectifs"]
        for fiche in objectif["fiches"]
    }


def test_sheet_lists_the_actions_of_the_plan():
    attendues = {code: (objectif, titre, statut.libelle) for code, (objectif, titre, statut) in read_actions().items()}
    assert {code: (objectif, titre, etat) for code, objectif, titre, _, etat in read_lignes("plan")} == attendues


def test_sheet_says_the_numbers_of_the_plan_and_the_end_of_its_ctg():
    actions, texte = read_actions(), read_contenu(f"cas/{CAS}")["situation"].replace("\u00a0", " ")
    counts = Counter(statut for _, _, statut in actions.values())
    finies = counts[Statut.REALISEE] + counts[Statut.PERENNISEE]
    arretees = counts[Statut.BLOQUEE] + counts[Statut.REPORTEE] + counts[Statut.EN_PAUSE]
    objectifs = len({objectif for objectif, _, _ in actions.values()})
    assert f"{NOMBRES[objectifs]} objectifs et {NOMBRES[len(actions)]} actions" in texte
    assert f"{NOMBRES[finies]} sont réalisées ou pérennisées" in texte
    assert f"{NOMBRES[counts[Statut.ABANDONNEE]]} abandonnées, {NOMBRES[arretees]} bloquées" in texte
    [ctg] = [ligne for ligne in get_recit_demo().read("convention")["conventions"] if ligne["nom"] == "CTG 2024-2028"]
    fin = date_longue(ctg["date_fin"]).replace("\u00a0", " ")
    assert f"La CTG finit le {fin}." in texte


def test_short_sheet_lists_the_same_actions_with_what_their_budget_planned():
    etats = {code: (titre, statut.libelle) for code, (_, titre, statut) in read_actions().items()}
    budgets = {
        fiche["code"]: fiche.get("budget", {})
        for axe in read_axes("CTG 2024-2028")
        for objectif in axe["objectifs"]
        for fiche in objectif["fiches"]
    }
    lignes = read_lignes("actions_court")
    assert len(lignes) == 12
    for code, titre, etat, _, cout, annee in lignes:
        assert (titre, etat) == etats[code]
        if cout == "inconnu":
            assert not budgets[code]
            continue
        charges = budgets[code][int(annee)]["charges"].values()
        prevu = sum(montant[0] if isinstance(montant, list) else montant for montant in charges)
        assert int("".join(signe for signe in cout if signe.isdigit())) == prevu, code


def test_short_sheet_has_eight_stakes_and_people_of_the_territory():
    assert len(read_lignes("enjeux_court")) == 8
    porteurs = {ligne[3] for ligne in read_lignes("plan")}
    acteurs = {ligne[0] for ligne in read_lignes("positions")} - {"La vice-présidente", "Caf"}
    assert acteurs <= porteurs


def test_totals_of_the_portrait_leave_no_hidden_value_alone():
    *lignes, ensemble = read_lignes("portrait")
    for rang in (1, 2):
        *valeurs, total = (int(ligne[rang].replace("\u00a0", "").replace(" ", "")) for ligne in (*lignes, ensemble))
        assert sum(valeurs) == total
    revenus = [ligne[4] for ligne in lignes]
    assert revenus.count("s") == 2
    reste = int(ensemble[4]) - sum(int(valeur) for valeur in revenus if valeur.isdigit())
    # Twenty-seven people for five communes: no subtraction gives one of them back.
    assert (reste, sum(not valeur.isdigit() for valeur in revenus)) == (27, 5)
    corrige = " ".join(row["reponse"] for row in read_contenu(f"cas/{CAS}")["corrige"])
    assert f"laisse {reste} personnes" in corrige.replace("\u00a0", " ")


def test_sheet_lists_services_that_the_territory_has():
    services = {ligne["nom"]: ligne for ligne in get_recit_demo().read("offre")["services"]}
    lignes = read_lignes("inventaire")
    for nom, _, commune, places, verifie in lignes:
        service = services[nom]
        assert (commune, places) == (service["commune"], str(service.get("places") or "–"))
        assert verifie == f"{service['verifie_mois']} mois"
    assert sum(services[nom]["verifie_mois"] > 12 for nom, *_ in lignes) == 6
    creches = [
        ligne
        for ligne in services.values()
        if ligne["type"] in {"multi_accueil", "micro_creche_psu", "micro_creche_paje"}
    ]
    texte = read_contenu(f"cas/{CAS}")["situation"].replace("\u00a0", " ")
    assert f"{sum(ligne['places'] for ligne in creches)} places" in texte
    assert ("Un centre social à" in texte) == any(ligne["type"] == "centre_social" for ligne in services.values())


def test_territory_bears_the_title_of_its_case_and_has_the_people_of_the_demonstration():
    ligne = next(ligne for ligne in read_yaml(TERRITOIRES / "territoires.yaml") if ligne["numero"] == 1)
    assert ligne["titre"] == read_contenu(f"cas/{CAS}")["titre"]
    # It is that of the demonstration, whose files name the same people.
    assert ligne["noms"] == get_recit_demo().noms
