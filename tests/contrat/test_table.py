"""Every route of the project has a row: none can be added without saying who may open it."""

from tests.contrat.hors_espace import ANCIENNES, HORS_ESPACE
from tests.contrat.routes import list_routes
from tests.contrat.table import ROUTES, TABLE


def test_no_route_is_missing_from_the_tables():
    missing = {route for route in list_routes() if route not in ROUTES and route.page not in {*HORS_ESPACE, *ANCIENNES}}
    assert {str(route) for route in missing} == set(), (
        "Une adresse n’a pas ses droits : la mettre dans tests/contrat/table.py, ou hors_espace.py."
    )


def test_no_row_is_about_a_route_that_is_gone():
    assert {*TABLE} - {route.page for route in ROUTES} - {str(route) for route in ROUTES} == set()
    assert {*HORS_ESPACE, *ANCIENNES} - {route.page for route in list_routes() if route not in ROUTES} == set()


def test_who_sends_a_form_may_open_its_page():
    assert {page: acces for page, acces in TABLE.items() if not acces.ecrit <= acces.lit} == {}
