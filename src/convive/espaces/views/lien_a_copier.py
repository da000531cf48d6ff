"""The links that someone sends by hand, where no e-mail leaves: shown to whoever made them until she logs out."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest

CLE_SESSION = "liens_a_copier"
MAX_GARDES = 50


def keep_lien[Envoi: Any](request: HttpRequest, envoi: Envoi, objet: Any = None) -> Envoi:
    """Keep the address of what has just been made, beside `objet`, the row that shows it; nothing where e-mail
    leaves."""
    if envoi.url_a_copier:
        gardes = {**request.session.get(CLE_SESSION, {}), str((objet or envoi).pk): envoi.url_a_copier}
        request.session[CLE_SESSION] = dict(list(gardes.items())[-MAX_GARDES:])
    return envoi


def is_parti(envoi: Any) -> bool:
    """Whether its e-mail really left."""
    return envoi.date_envoi is not None and not envoi.url_a_copier


def show_liens(request: HttpRequest, rows: Iterable[Any]) -> None:
    """Give each row its address, empty when this session did not make it."""
    gardes = request.session.get(CLE_SESSION, {})
    for row in rows:
        row.url_a_copier = gardes.get(str(row.pk), "")


def forget_liens(request: HttpRequest, rows: Iterable[Any]) -> None:
    """These were sent: they are not shown any more."""
    gone = {str(row.pk) for row in rows}
    gardes = request.session.get(CLE_SESSION, {})
    if gone & set(gardes):
        request.session[CLE_SESSION] = {cle: url for cle, url in gardes.items() if cle not in gone}
