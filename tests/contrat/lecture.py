"""Common to the contract tests: reading a response to its end, and reporting faults by page and persona."""

from collections.abc import Mapping

from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client

from convive.journal.models import Journal

GESTE_INCONNU = {"geste": "geste-inconnu"}


def read_statut(response: HttpResponseBase) -> int:
    """The status of a response. A streamed one is read to its end, so that the test client closes it and keeps the
    database connection."""
    if response.streaming:
        for _ in response:  # type: ignore[attr-defined]  # a stream of bytes
            pass
    return response.status_code


def get_statut(client: Client, url: str) -> int:
    return read_statut(client.get(url))


def post_statut(client: Client, url: str, data: Mapping[str, str] = GESTE_INCONNU) -> tuple[int, int]:
    """The status of a POST, and how many lines it added to the journal. Its effects are rolled back, so that the next
    one finds the espace unchanged."""
    traces = Journal.objects.count()
    with transaction.atomic():
        statut = read_statut(client.post(url, data))
        traces = Journal.objects.count() - traces
        transaction.set_rollback(True)
    return statut, traces


def assert_no_faute(fautes: list[str]) -> None:
    assert not fautes, "\n" + "\n".join(fautes)
