"""Every official address that the contents cite is in one dated list, and every rule has one."""

from datetime import date

import pytest

from convive.formation.rules.adresses import Citation, build_liste, is_bien_formee, list_citations
from convive.formation.rules.cours import StatutApport, is_officielle
from convive.formation.selectors.adresses import get_adresses, list_toutes_citations
from convive.formation.selectors.contenus import read_contenu
from convive.formation.selectors.cours import get_hotes_officiels, list_cours
from convive.formation.selectors.materiels import get_materiels
from convive.formation.selectors.questionnaires import get_banque
from convive.formation.selectors.references import get_references_usuelles

HOTES = [*get_hotes_officiels(), *read_contenu("banque/sites_officiels")["sites"]]
A_REMPLACER = set(read_contenu("adresses_officielles")["a_remplacer"])


def list_regles() -> list[tuple[str, tuple[str, ...]]]:
    """What training states as a rule, with its sources: inputs, questions, references."""
    apports = [un for cours in list_cours() for row in cours.sequences for un in row.apports]
    regles = [(row.titre, row.sources) for row in apports if row.statut is StatutApport.REGLE]
    questions = [row for row in get_banque().questions.values() if row.statut is StatutApport.REGLE]
    regles += [(row.cle, row.sources) for row in questions]
    return regles + [(row.cle, (row.source,)) for row in get_references_usuelles() if row.statut is StatutApport.REGLE]


def test_each_rule_has_an_official_address_in_the_list():
    listees = {row.url for row in get_adresses().adresses}
    assert len(list_regles()) > 20
    sans = [
        (nom, sources)
        for nom, sources in list_regles()
        if not any(is_officielle(url, HOTES) and url.rstrip("/") in listees for url in sources)
    ]
    # One that still leans on another site says so, and has to be replaced.
    assert {url for _, sources in sans for url in sources} == A_REMPLACER


def test_each_address_is_well_formed_official_and_said_to_be_opened():
    liste = get_adresses()
    assert liste.date == date(2026, 12, 1)
    assert len(liste.adresses) >= 25
    for row in liste.adresses:
        assert is_bien_formee(row.url), row.url
        assert is_officielle(row.url, HOTES), row.url
        assert row.titres, row.url
        assert all(row.titres), row.url
    assert set(read_contenu("adresses_officielles")["ouvertes"]) <= {row.url for row in liste.adresses}


def test_no_cited_address_is_left_out():
    """What pages show is read from typed contents; the list is read from the files: they agree."""
    listees = {row.url for row in get_adresses().adresses}
    montrees = {url for cours in list_cours() for row in cours.sequences for un in row.apports for url in un.sources}
    montrees |= {url for row in get_materiels().values() for url in row.sources}
    montrees |= {url for row in get_banque().questions.values() for url in row.sources}
    assert {url for url in montrees if is_officielle(url, HOTES)} - {f"{url}/" for url in listees} <= listees
    assert {row.url for row in list_toutes_citations()} >= A_REMPLACER


@pytest.mark.parametrize(
    ("url", "bonne"),
    [
        ("https://www.caf.fr/partenaires", True),
        ("http://www.caf.fr/partenaires", False),
        ("https://", False),
        ("https://www.caf.fr/une page", False),
        ("www.caf.fr", False),
    ],
)
def test_an_address_that_can_be_opened(url, bonne):
    assert is_bien_formee(url) is bonne


def test_an_address_is_listed_once_with_what_leans_on_it():
    contenu = {
        "titre": "Le cours",
        "apports": [
            {"titre": "La loi", "statut": "regle", "sources": ["https://www.caf.fr/a", "https://ailleurs.example/b"]},
            {"texte": "Une question", "statut": "usage", "source": "https://www.caf.fr/a/"},
            {"titre": "Sans rien", "sources": []},
        ],
    }
    citations = list(list_citations(contenu))
    assert citations[0] == Citation("https://www.caf.fr/a", "La loi", is_regle=True)
    jour = date(2026, 12, 2)
    liste = build_liste(citations, jour, {"https://www.caf.fr/a": jour}, ["caf.fr"])
    assert [(row.url, row.titres, row.site) for row in liste.adresses] == [
        ("https://www.caf.fr/a", ("La loi", "Une question"), "caf.fr")
    ]
    assert liste.a_ouvrir == 0
