"""What the bodies show on the page of an élu·e: what to decide, what to say in council, the services of her commune."""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from convive.gouvernance.exports.elu import SIENNE
from convive.gouvernance.permissions import can_list_instances
from convive.gouvernance.selectors.elu import VoletElu, get_volet, list_services
from convive.gouvernance.selectors.venir import get_venir
from convive.plan_action.selectors.elu import Elu, PageElu
from convive.socle.memoire import Memoire
from convive.socle.panneaux import Panneau, panneaux
from convive.socle.taches import Tache, taches

PAGE, PAGE_COMMUNE = "plan_action:elu_detail", "plan_action:elu_detail_commune"
FORMATS = ("docx", "odt", "pdf")
SIENNES = ("gouvernance_siennes", "gouvernance_voix")
"""The tasks that are already among what she decides."""


def _get_elu(objet: Elu | PageElu) -> tuple[Elu, str, str]:
    """Whose page it is, and the commune that it shows; without a plan, none."""
    return (objet, "", "") if isinstance(objet, Elu) else (objet.elu, objet.commune, objet.nom_commune)


def _get_volet(request: HttpRequest, objet: Elu | PageElu) -> tuple[Elu, VoletElu] | None:
    """Read once for the panels of a page."""
    membre = getattr(request, "membre", None)
    if membre is None or not can_list_instances(membre):
        return None
    elu, commune, nom = _get_elu(objet)
    kept: Any = getattr(request, "volet_elu", None)
    if kept is None or kept[0] is not elu:
        kept = elu, get_volet(membre, elu, commune, nom, timezone.localdate())
        request.volet_elu = kept  # type: ignore[attr-defined]  # kept for the other panel
    return kept  # type: ignore[no-any-return]  # what was kept above


def get_contexte_volet(request: HttpRequest, objet: Any) -> Mapping[str, Any] | None:
    found = _get_volet(request, objet)
    if found is None:
        return None
    elu, volet = found
    espace_uuid = request.membre.espace_id  # type: ignore[attr-defined]  # checked above
    args = [espace_uuid] if elu.is_soi else [espace_uuid, elu.uuids[0]]
    contexte = {"volet": volet, "is_soi": elu.is_soi, "espace_uuid": espace_uuid}
    return contexte | {"url_mandat": reverse("gouvernance:mandat_detail", args=args)}


def get_contexte_a_prendre(request: HttpRequest, objet: Any) -> Mapping[str, Any] | None:
    """Her next séance, and on her own page whether she comes."""
    contexte = get_contexte_volet(request, objet)
    if contexte is None:
        return None
    volet: VoletElu = contexte["volet"]
    venir = None
    autres: tuple[Tache, ...] = ()
    if contexte["is_soi"] and volet.prochaine is not None:
        membre = request.membre  # type: ignore[attr-defined]  # get_contexte_volet found it
        venir = get_venir(membre, volet.prochaine, timezone.localdate(), depuis="elu")
    if contexte["is_soi"]:
        autres = list_autres_taches(request)
    return {**contexte, "venir": venir, "autres": autres}


def list_autres_taches(request: HttpRequest) -> tuple[Tache, ...]:
    """What other packages ask of her: her page is her only list, so it has what the home of an espace would."""
    memoire: Memoire | None = getattr(request, "memoire", None)
    membre = request.membre  # type: ignore[attr-defined]  # the caller found it
    liste = taches.list_taches(membre, timezone.localdate(), memoire=memoire, sans=SIENNES)
    return (*liste.maintenant, *liste.ensuite)


def get_contexte_commune(request: HttpRequest, objet: Any) -> Mapping[str, Any] | None:
    membre = getattr(request, "membre", None)
    if membre is None:
        return None
    elu, commune, nom = _get_elu(objet)
    choix = SIENNE if elu.is_soi else str(elu.uuids[0])
    services = list_services(membre, commune)
    contexte = {"services": services, "commune": commune, "nom_commune": nom, "choix": choix}
    return contexte | {"formats": FORMATS, "espace_uuid": membre.espace_id}


def record_volets() -> None:
    rows: tuple[tuple[str, str, int, str, str, Callable[[HttpRequest, Any], Mapping[str, Any] | None]], ...] = (
        (
            "elu_a_prendre",
            PAGE,
            10,
            "Trois décisions à prendre",
            "gouvernance/_panneau_a_prendre.html",
            get_contexte_a_prendre,
        ),
        (
            "elu_a_dire",
            PAGE,
            20,
            "Trois choses à dire au conseil",
            "gouvernance/_panneau_a_dire.html",
            get_contexte_volet,
        ),
        ("elu_commune", PAGE_COMMUNE, 10, "Les services", "gouvernance/_panneau_commune.html", get_contexte_commune),
    )
    panneaux.record(
        *(
            Panneau(f"gouvernance_{cle}", page, ordre, titre, template, contexte)
            for cle, page, ordre, titre, template, contexte in rows
        )
    )
