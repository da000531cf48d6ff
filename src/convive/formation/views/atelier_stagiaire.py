"""An atelier as a stagiaire sees it: her own card, the clock, what her group writes; then the download of her work, as
a file or as a tool in her own espace."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from convive.comptes.models import Compte
from convive.documents.exports.page import get_cadre
from convive.documents.rules import DocumentInvalide, Famille, list_formats
from convive.documents.views.fichier import build_reponse_fichier
from convive.espaces.models import Espace
from convive.espaces.permissions import EspaceExpire
from convive.formation.actions.emport import render_emport
from convive.formation.actions.reponse import record_reponse
from convive.formation.cles.emport import build_jeton, is_jeton_valide
from convive.formation.exports.atelier import build_travail
from convive.formation.models import Atelier
from convive.formation.refus import FormationRefusee
from convive.formation.rules.ateliers import EtatAtelier, SorteAtelier
from convive.formation.selectors.atelier_stagiaire import (
    AtelierLu,
    get_atelier_ouvert,
    list_ateliers_ouverts,
    read_atelier,
)
from convive.formation.selectors.ateliers_contenus import get_grille_lecture
from convive.formation.selectors.lecture import read_lecture, read_salle
from convive.formation.selectors.outil_groupe import OutilGroupe, build_provenance, get_outil_groupe
from convive.formation.views.page_stagiaire import ATELIERS, PagesStagiaire, PageStagiaire, RenduStagiaire
from convive.prise_poste.actions.outil import import_outil
from convive.prise_poste.exports.outil import build_outil_document
from convive.prise_poste.forms.case import CaseForm
from convive.prise_poste.refus import PosteRefuse
from convive.prise_poste.rules.case import SaisieCase
from convive.prise_poste.selectors.outils import list_espaces_outils
from convive.prise_poste.views.case import CaseMontree, render_case
from convive.socle.requetes import is_fragment

FORMATS = tuple(f.extension for f in list_formats(Famille.TEXTE))

pages = PagesStagiaire("ateliers/", onglet=ATELIERS)
atelier = pages.objet(
    "<uuid:atelier_uuid>/", get_atelier_ouvert, "Cet atelier n’est pas ouvert, ou n’est pas dans votre session."
)


@pages.lecture()
def atelier_stagiaire_list(page: PageStagiaire) -> dict[str, Any]:
    return {"ateliers": list_ateliers_ouverts(page.inscription)}


@atelier.ecriture()
def atelier_stagiaire_detail(page: PageStagiaire, atelier: Atelier) -> RenduStagiaire:
    montree = _write(page, atelier) if page.is_envoi else None
    if montree is not None and is_fragment(page.request):
        return render_case(page.request, montree)
    if page.is_envoi and (montree is None or not montree.refus):
        return page.redirect(f"#case-{montree.case.champ}" if montree else "")
    contexte = _build_contexte(page, read_atelier(page.inscription, atelier, timezone.now()))
    if is_fragment(page.request) and page.request.method == "GET":
        return page.render(contexte, "#etat")
    return contexte | {"montree": montree}


def _build_contexte(page: PageStagiaire, lu: AtelierLu) -> dict[str, Any]:
    """The template context. `vu` and `marque` are what the page showed when opened, sent back by each poll for
    changes."""
    is_lecture = lu.sorte == SorteAtelier.LECTURE
    vu, marque = page.request.GET.get("vu", lu.vue), page.request.GET.get("marque", lu.marque)
    return {
        "lu": lu,
        "url": page.request.path,
        "peut_ecrire": lu.peut_ecrire,
        "lecture": read_lecture(page.inscription, lu.atelier) if is_lecture else None,
        "salle": read_salle(lu.atelier) if is_lecture and lu.etat != EtatAtelier.OUVERT else (),
        "echelle": get_grille_lecture().echelle,
        "vu": vu,
        "is_autre_page": vu != lu.vue,
        "cases_autres": lu.cases_groupe if marque != lu.marque else (),
    }


def _write(page: PageStagiaire, atelier: Atelier) -> CaseMontree | None:
    """Save a box and return it, saved or refused; None if the atelier has no such box."""
    form = CaseForm(page.request.POST)
    lue = read_atelier(page.inscription, atelier, timezone.now()).get_case(form.data.get("champ", ""))
    if not form.is_valid() or lue is None:
        return None
    saisie: SaisieCase = form.get_saisie()
    try:
        ecrite = record_reponse(inscription=page.inscription, atelier=atelier, saisie=saisie)
    except (FormationRefusee, EspaceExpire) as error:
        return CaseMontree(lue.case, saisie.texte, saisie.base, str(error))
    texte, reponse = ecrite.redaction.texte, ecrite.reponse
    return CaseMontree(
        lue.case,
        texte,
        reponse.texte if reponse else "",
        ecrite.redaction.refus,
        reponse.ecrit_par.nom if reponse and reponse.groupe_id and reponse.ecrit_par else "",
        reponse.updated_at if reponse else None,
        is_telle_quelle=texte == saisie.texte,
    )


@atelier.ecriture("emporter/")
def atelier_emport(page: PageStagiaire, atelier: Atelier) -> RenduStagiaire:
    """The only page under her key that uses the logged-in compte, to import tools into her own espace."""
    groupe, compte = get_outil_groupe(page.inscription, atelier), page.request.user
    espaces = list_espaces_outils(compte) if isinstance(compte, Compte) else []
    refus = ""
    if page.is_envoi:
        try:
            return _take(page, atelier, groupe, espaces)
        except (FormationRefusee, PosteRefuse, DocumentInvalide) as error:
            refus = str(error)
    return {
        "jeton": build_jeton(compte, atelier.pk) if isinstance(compte, Compte) else "",
        "is_anonyme": isinstance(compte, AnonymousUser),
        "formats": FORMATS,
        "groupe": groupe,
        "espaces": espaces,
        "refus": refus,
    }


def _take(page: PageStagiaire, atelier: Atelier, groupe: OutilGroupe | None, espaces: list[Espace]) -> HttpResponse:
    """Download or import. Raise FormationRefusee, PosteRefuse or DocumentInvalide, and Http404 for a format or an
    espace that is not offered."""
    data, compte = page.request.POST, page.request.user
    espace = next((row for row in espaces if str(row.pk) == data.get("espace")), None)
    if espace is None or groupe is None or not isinstance(compte, Compte):
        return _build_fichier(page, atelier, groupe)
    if not is_jeton_valide(data.get("jeton", ""), compte, atelier.pk):
        raise FormationRefusee("Cette page a attendu trop longtemps\u00a0: recommencez d’ici.")
    rempli = import_outil(
        by=compte,
        espace=espace,
        outil=groupe.outil,
        valeurs=groupe.valeurs,
        provenance=build_provenance(atelier),
        source=groupe.place.groupe_id,
    )
    return redirect("prise_poste:outil_detail", espace.pk, rempli.pk)


def _build_fichier(page: PageStagiaire, atelier: Atelier, groupe: OutilGroupe | None) -> HttpResponse:
    format, quoi = page.request.POST.get("format", ""), page.request.POST.get("quoi", "")
    if format not in FORMATS or (quoi == "outil" and groupe is None):
        raise Http404("Ce format n’est pas proposé.")
    if quoi == "outil" and groupe is not None:
        contenu = build_outil_document(
            get_cadre(atelier.espace), groupe.outil, groupe.valeurs, provenance=build_provenance(atelier)
        )
        titre = groupe.outil.titre
    else:
        contenu, titre = build_travail(read_atelier(page.inscription, atelier, timezone.now())), atelier.titre
    rendu = render_emport(atelier.espace, contenu, format)
    return build_reponse_fichier(rendu.contenu, titre, rendu.format)
