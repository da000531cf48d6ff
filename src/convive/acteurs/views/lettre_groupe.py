"""The letters to a group: written once, read over person by person, sent; then who received what, and when."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone

from convive.acteurs.actions.envoi_lettre_groupe import send_lettre_tache
from convive.acteurs.actions.lettre_groupe import (
    DEJA_PARTIE,
    attach_destinataires,
    create_lettre,
    delete_lettre,
    detach_destinataire,
    reopen_destinataires,
    submit_essai,
    submit_lettre,
    update_lettre,
)
from convive.acteurs.exports import CLE_LETTRES_PAPIER
from convive.acteurs.forms.lettre_groupe import LettreForm, SourceForm
from convive.acteurs.models import DestinataireLettre, LettreGroupe
from convive.acteurs.permissions import can_create_lettre
from convive.acteurs.rules.annuaire import ActeurRefuse
from convive.acteurs.rules.lettres_groupe import A_REPRENDRE, EtatDestinataire
from convive.acteurs.selectors.lettre_groupe import (
    Cible,
    Pli,
    get_bilan,
    get_lettre,
    list_cibles_choisies,
    list_copies,
    list_incertains,
    list_lettres,
    list_plis,
    search_cibles,
)
from convive.acteurs.views.rubrique import ACTEURS, LETTRES
from convive.espaces.views.ecran import FORMULAIRE, Ecran
from convive.espaces.views.page import Formulaire, Gestes, Page, Pages, Rendu
from convive.socle.courriel import is_courriel_envoye
from convive.socle.formats import nombre_accorde
from convive.socle.uuids import parse_uuid

DETAIL = "acteurs:lettre_detail"
BROUILLON = "lettre"
MAX_Q = 100

pages = Pages(ACTEURS, "acteurs/lettres/", onglet=LETTRES)
lettre = pages.objet("<uuid:lettre_uuid>/", get_lettre, "Cette lettre n’existe pas ici, ou n’est pas à vous.")


@pages.lecture("", droit=can_create_lettre)
def lettre_list(page: Page) -> dict[str, Any]:
    """Drafts, then what left, to how many."""
    return {"lettres": list_lettres(page.membre)}


@pages.ecriture("ecrire/", droit=can_create_lettre)
def lettre_create(page: Page) -> Formulaire:
    """Its object, its text, and the people taken at once when the address names them."""
    form = LettreForm(page.data)
    source = SourceForm(page.data, membre=page.membre, initial={"source": page.request.GET.get("a", "")})

    def save() -> LettreGroupe:
        if not source.is_valid():
            raise ActeurRefuse(*source.errors["source"])
        cibles = source.list_cibles()
        return create_lettre(by=page.compte, espace=page.espace, saisie=form.get_saisie(), cibles=cibles)

    return Formulaire(
        form,
        save,
        fait="Brouillon enregistré\u00a0: rien n’est parti.",
        suite=lambda lettre: page.get_url(DETAIL, lettre.pk),
        contexte={"source": source},
        brouillon=BROUILLON,
    )


@lettre.ecriture("modifier/", droit=can_create_lettre, gabarit=FORMULAIRE)
def lettre_update(page: Page, lettre: LettreGroupe) -> Rendu:
    """What someone else changed meanwhile is joined, or compared."""
    if not lettre.is_brouillon:
        return _redirect_partie(page, lettre)
    form = LettreForm(page.data, lettre=lettre)
    return Formulaire(
        form,
        lambda: update_lettre(by=page.compte, lettre=lettre, saisie=form.get_saisie()),
        fait="Lettre enregistrée\u00a0: rien n’est parti.",
        suite=page.get_url(DETAIL, lettre.pk),
        brouillon=BROUILLON,
        ecran=Ecran(
            titre="Modifier la lettre",
            chapeau=lettre.objet,
            qui_voit="les chargé·es de coopération et la direction\u00a0; la coordination, ses propres lettres.",
            retour=("Laisser comme avant", page.get_url(DETAIL, lettre.pk)),
        ),
    )


@lettre.ecriture("destinataires/", droit=can_create_lettre)
def lettre_destinataires(page: Page, lettre: LettreGroupe) -> Rendu:
    """Choose whom a letter goes to: many people at once, or one by one."""
    if not lettre.is_brouillon:
        return _redirect_partie(page, lettre)
    if page.is_envoi:
        (_detach if page.geste == "retirer" else _attach)(page, lettre)
        return page.redirect(page.get_url("acteurs:lettre_destinataires", lettre.pk))
    q = page.request.GET.get("q", "").strip()[:MAX_Q]
    return {
        "plis": list_plis(lettre),
        "q": q,
        "source": SourceForm(membre=page.membre, is_facultative=False),
        "trouvees": search_cibles(page.membre, q) if q else None,
    }


@lettre.ecriture("", droit=can_create_lettre)
def lettre_detail(page: Page, lettre: LettreGroupe) -> Gestes:
    """Read over, tried on oneself, sent; then what became of each copy."""
    gestes: dict[str, tuple[Callable[[], Any], str | Callable[[Any], str]]] = {
        "essai": (
            lambda: _try(page, lettre),
            lambda nom: f"Essai envoyé à {page.compte.email}, comme {nom} la recevrait.",
        ),
        "envoyer": (lambda: _send(page, lettre), _name_envoi),
        "reprendre": (lambda: _resume(page, lettre), _name_reprise),
        "relancer": (lambda: send_lettre_tache.enqueue(str(lettre.pk)), "Convive essaie de nouveau."),
        "supprimer": (lambda: delete_lettre(by=page.compte, lettre=lettre), "Brouillon supprimé."),
    }
    return Gestes(
        gestes,
        suite=page.get_url(LETTRES) if page.geste == "supprimer" else page.get_url(DETAIL, lettre.pk),
        contexte=_build_brouillon(page, lettre) if lettre.is_brouillon else _build_trace(page, lettre),
    )


def _redirect_partie(page: Page, lettre: LettreGroupe) -> HttpResponse:
    messages.info(page.request, DEJA_PARTIE)
    return page.redirect(page.get_url(DETAIL, lettre.pk))


def _attach(page: Page, lettre: LettreGroupe) -> None:
    try:
        added = attach_destinataires(by=page.compte, lettre=lettre, cibles=_read_cibles(page))
    except ActeurRefuse as refus:
        messages.error(page.request, str(refus))
    else:
        phrase = f"{nombre_accorde(added, 'destinataire ajouté', 'destinataires ajoutés')}."
        messages.success(page.request, phrase if added else "Personne de plus\u00a0: ils étaient déjà dans la liste.")


def _detach(page: Page, lettre: LettreGroupe) -> None:
    for pli in list_plis(lettre):
        if str(pli.destinataire.pk) == page.request.POST.get("objet"):
            detach_destinataire(by=page.compte, lettre=lettre, destinataire=pli.destinataire)
            messages.success(page.request, f"{pli.nom} n’est plus dans la liste.")


def _read_cibles(page: Page) -> list[Cible]:
    cibles = list_cibles_choisies(page.membre, page.request.POST.getlist("objet"))
    form = SourceForm(page.request.POST, membre=page.membre)
    return cibles + (form.list_cibles() if form.is_valid() else [])


def _build_brouillon(page: Page, lettre: LettreGroupe) -> dict[str, Any]:
    plis = list_plis(lettre)
    partent = [pli for pli in plis if not pli.is_oppose]
    rang = _get_rang(plis, page.request.GET.get("pour", ""))
    return {
        "plis": plis,
        "pli": plis[rang] if plis else None,
        "rang": rang + 1,
        "avant": plis[rang - 1].destinataire.pk if rang else None,
        "apres": plis[rang + 1].destinataire.pk if rang + 1 < len(plis) else None,
        "par_courriel": [pli for pli in partent if pli.etat is EtatDestinataire.A_ENVOYER],
        "a_poster": [pli for pli in partent if pli.etat is EtatDestinataire.PAPIER],
        "ecartes": [pli for pli in plis if pli.is_oppose],
        "incomplets": [pli for pli in partent if pli.vides],
    }


def _build_trace(page: Page, lettre: LettreGroupe) -> dict[str, Any]:
    copies = list_copies(lettre)
    asked = page.request.GET.get("pour", "")
    attendent = [copie for copie in copies if copie.etat == EtatDestinataire.A_ENVOYER]
    return {
        "copies": copies,
        "bilan": get_bilan(copies),
        "copie": next((copie for copie in copies if str(copie.pk) == asked), None),
        "refusees": [copie for copie in copies if copie.etat == EtatDestinataire.REFUSE],
        "incertaines": list_incertains(lettre, timezone.now()),
        "attendent": attendent,
        "a_poster": [copie for copie in copies if copie.etat == EtatDestinataire.PAPIER],
        "document": CLE_LETTRES_PAPIER,
        "formats": ("docx", "odt", "pdf"),
    }


def _get_rang(plis: list[Pli], asked: str) -> int:
    return next((rang for rang, pli in enumerate(plis) if str(pli.destinataire.pk) == asked), 0)


def _try(page: Page, lettre: LettreGroupe) -> str:
    """The name of the person whose copy it is."""
    plis = list_plis(lettre)
    if not plis:
        raise ActeurRefuse("Choisissez d’abord un destinataire\u00a0: l’essai montre ce qu’il recevra.")
    pli = plis[_get_rang(plis, page.request.POST.get("pour", ""))]
    submit_essai(by=page.compte, lettre=lettre, destinataire=pli.destinataire)
    return pli.nom


def _send(page: Page, lettre: LettreGroupe) -> bool:
    """Whether it leaves now: sent twice, it leaves once."""
    version = page.request.POST.get("version", "")
    return submit_lettre(
        by=page.compte,
        lettre=lettre,
        version=int(version) if version.isdecimal() and len(version) < 9 else 0,
        is_vides_acceptes=page.request.POST.get("vides") == "oui",
    )


def _name_envoi(is_new: bool) -> str:
    if is_new and not is_courriel_envoye():
        return "Les lettres sont prêtes\u00a0: téléchargez-les ci-dessous, et remettez-les vous-même."
    if is_new:
        return "La lettre part, par lots. Cette page dit qui l’a reçue."
    return "Elle était déjà partie\u00a0: rien de plus."


def _resume(page: Page, lettre: LettreGroupe) -> int:
    wanted = {parse_uuid(texte) for texte in page.request.POST.getlist("objet")}
    rows = [copie for copie in list_copies(lettre) if copie.pk in wanted and _is_a_reprendre(copie)]
    return reopen_destinataires(by=page.compte, lettre=lettre, destinataires=rows)


def _name_reprise(again: int) -> str:
    return f"{nombre_accorde(again, 'lettre repart', 'lettres repartent')}, à l’adresse de la fiche."


def _is_a_reprendre(copie: DestinataireLettre) -> bool:
    return EtatDestinataire(copie.etat) in A_REPRENDRE
