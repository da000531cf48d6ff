"""What the tests of the contract share: an answer read to its end, faults told by page and by persona."""

from collections.abc import Mapping

from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client

from convive.journal.models import Journal

GESTE_INCONNU = {"geste": "geste-inconnu"}


def read_statut(response: HttpResponseBase) -> int:
    """What is streamed is read to its end: the client of the tests then closes it, and keeps the connection."""
    if response.streaming:
        for _ in response:  # type: ignore[attr-defined]  # a stream of bytes
            pass
    return response.status_code


def get_statut(client: Client, url: str) -> int:
    return read_statut(client.get(url))


def post_statut(client: Client, url: str, data: Mapping[str, str] = GESTE_INCONNU) -> tuple[int, int]:
    """And how many traces it left in the journal. What it did is undone: the next one finds the espace as it was."""
    traces = Journal.objects.count()
    with transaction.atomic():
        statut = read_statut(client.post(url, data))
        traces = Journal.objects.count() - traces
        transaction.set_rollback(True)
    return statut, traces


def assert_no_faute(fautes: list[str]) -> None:
    assert not fautes, "\n" + "\n".join(fautes)
