"""The maximum size of an upload: a larger file is stopped on the way, before it fills the disk or the memory."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest
from django.urls import Resolver404, resolve

MO = 1024 * 1024
RAPPORT_LU = 8
"""A request up to this many times the limit is read to the end and discarded, so that the browser sees the response;
beyond that, the connection is cut."""


class Plafonds:
    """Pages with a size limit of their own, by view name; looked up once per upload."""

    def __init__(self) -> None:
        self._octets: dict[str, Callable[[], int]] = {}

    def record(self, page: str, get_octets: Callable[[], int]) -> None:
        self._octets[page] = get_octets

    def get_octets(self, path: str) -> int:
        try:
            page = resolve(path).view_name
        except Resolver404:
            page = ""
        get_octets = self._octets.get(page)
        return get_octets() if get_octets else settings.FICHIER_MAX_OCTETS


plafonds = Plafonds()


class PlafondUploadHandler(FileUploadHandler):
    """First of the upload handlers. Fields sent before the file are kept, so the page can show again what was typed.

    The view calls `get_plafond_depasse` to explain why the form arrived without its file.
    """

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self._octets, self._plafond, self._is_trop_long = 0, 0, False

    def handle_raw_input(  # the names are Django's
        self,
        input_data: Any,  # noqa: ARG002 - signature of Django
        META: Any,  # noqa: ARG002 - signature of Django
        content_length: int,
        boundary: Any,  # noqa: ARG002 - signature of Django
        encoding: Any = None,  # noqa: ARG002 - signature of Django
    ) -> None:
        self._plafond = plafonds.get_octets(self.request.path_info if self.request else "")
        self._is_trop_long = content_length > RAPPORT_LU * self._plafond

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:  # noqa: ARG002 - signature of Django
        self._octets += len(raw_data)
        if self._octets > self._plafond:
            self.request.plafond_depasse = self._plafond  # type: ignore[union-attr]  # Django sets the request before it reads
            raise StopUpload(connection_reset=self._is_trop_long)
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Return nothing: a later handler keeps the file."""


def get_plafond_depasse(request: HttpRequest) -> int | None:
    """The limit in bytes that this request exceeded, None if it did not."""
    return getattr(request, "plafond_depasse", None)


def get_phrase_plafond(octets: int) -> str:
    return f"Ce fichier est trop lourd : {octets // MO} Mo au plus. Réduisez-le, ou coupez-le en plusieurs."
