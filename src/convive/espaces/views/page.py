"""The pages of an espace. A function says what a page shows, or what its form does; what is around it is here, once.

Who is logged in, her place, her right, an espace that is over, the object of the address, the tabs, the trail, a
refusal beside its field, two people who write at once, the draft, the message, the way back.

    pages = Pages(OFFRE, "offre/conventions/", onglet="offre:cof_list")
    cof = pages.objet("<uuid:cof_uuid>/", get_cof, "Cette convention n’existe pas ici.")

    @pages.lecture("", droit=can_list_services)
    def cof_list(page: Page) -> dict[str, Any]:
        return {"lues": list_cofs(page.membre, page.today)}

    @cof.ecriture("modifier/", droit=can_update_services)
    def cof_update(page: Page, cof: Cof) -> Formulaire:
        form = CofForm(page.data, cof=cof)
        return Formulaire(
            form,
            lambda: update_cof(by=page.compte, cof=cof, saisie=form.get_saisie()),
            fait="Convention enregistrée.",
            suite=page.get_url("offre:cof_list"),
        )

The name of the function is that of the route and of the template, « offre/cof_update.html »; `urls.py` gathers
`pages.urls`.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from convive.comptes.models import Compte
from convive.espaces.actions.ecriture import FicheChangee
from convive.espaces.forms.fiche import FicheForm
from convive.espaces.forms.fusion_saisies import FusionIllisible, FusionSaisie
from convive.espaces.forms.reunion import join_forms, list_caches, read_donnees
from convive.espaces.models import Espace, Membre
from convive.espaces.views.acces import build_contexte, explain_expire, get_membre_or_404
from convive.espaces.views.ecran import Ecran
from convive.espaces.views.saisie import build_cle_brouillon, build_message, keep_saisie, show_refus
from convive.espaces.views.sous_pages import Droit, SousPage, build_onglets_groupes, list_ajouts, list_etapes

# One import is enough to write a module of views.
from convive.espaces.views.sous_pages import Rubrique as Rubrique
from convive.socle.refus import Refus

GESTE_INCONNU = "Choisissez l’un des boutons de la page."


class Page:
    """A page that somebody asks for: the request, her place, and what its function needs most.

    `fil` is the trail, pairs of a title and an address: the espace, the entry of the menu, the tab. `lead` adds to it.
    `data` is what a form is bound to: nothing when the page is only opened, or asked again as it is now.
    """

    def __init__(
        self, request: HttpRequest, membre: Membre, rubrique: Rubrique, onglet: str, data: QueryDict | None
    ) -> None:
        self.request, self.membre, self.rubrique, self.onglet, self.data = request, membre, rubrique, onglet, data
        self.contexte = build_contexte(request, membre, rubrique.menu)
        self.contexte |= build_onglets_groupes(
            (*rubrique.onglets, *list_ajouts(rubrique.menu)), rubrique.groupes, membre, onglet
        )
        self.contexte["nom_rubrique"] = rubrique.nom
        if rubrique.ecrire:
            self.contexte["peut_ecrire"] = rubrique.ecrire(membre) and not membre.espace.is_expire
        self.fil: list[tuple[str, str]] = self.contexte["fil"]
        # Whose text was joined with what was typed.
        self.auteurs: tuple[str, ...] = ()
        # What the draft of a form is about: the last object of the address, else the espace.
        self.identifiant: UUID = membre.espace_id

    @property
    def espace(self) -> Espace:
        return self.membre.espace

    @property
    def compte(self) -> Compte:
        """Who asks, as actions want it in `by`."""
        return self.membre.compte

    @cached_property
    def today(self) -> date:
        return timezone.localdate()

    @property
    def is_envoi(self) -> bool:
        return self.data is not None

    @property
    def geste(self) -> str:
        """The button that was pressed, on a page that has several."""
        return self.data.get("geste", "") if self.data is not None else ""

    def get_url(self, vue: str, *args: Any) -> str:
        """The address of another page of this espace."""
        return reverse(vue, args=[self.espace.pk, *args])

    def lead(self, titre: str, url: str) -> None:
        """Add a step to the trail; a page is not a step towards itself, and no step comes twice."""
        if url != self.request.path and url not in dict(self.fil).values():
            self.fil.append((titre, url))

    def render(self, template: str, contexte: Mapping[str, Any], status: int | None = None) -> HttpResponse:
        """Another template than that of the page: a part of it, for htmx."""
        return render(self.request, template, {**self.contexte, **contexte}, status=status)

    def redirect(self, url: str, fait: str = "", brouillon: str = "") -> HttpResponse:
        """Go there, and say what was done; the draft of that name is cleared."""
        if fait:
            messages.success(self.request, fait, extra_tags=brouillon)
        return redirect(url)


type Contexte = Mapping[str, Any] | Callable[[], Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Formulaire:
    """A form and what is done with it once it is valid.

    `enregistre` calls the action, and may raise Refus; what it returns goes to `fait` and `suite` when these are
    functions. When it raises FicheChangee, a FicheForm is joined with what is saved now, and the page asked again.
    `form` is None where there is nothing to fill: a page that asks « are you sure ».
    `champ` is the field beside which a refusal that names none is said; `brouillon` names what is written, for its
    draft to be kept; `ecran` is what a shared template says. `contexte` is what the template shows besides; a function,
    when it asks for much: it is not called for a page that leads elsewhere.
    """

    form: forms.BaseForm | None
    enregistre: Callable[[], Any]
    fait: str | Callable[[Any], str]
    suite: str | Callable[[Any], str]
    contexte: Contexte = field(default_factory=dict)
    champ: str | None = None
    brouillon: str = ""
    ecran: Ecran | None = None


@dataclass(frozen=True, slots=True)
class Gestes:
    """Buttons of one page: for each value of `geste`, the action and what is said once it is done, which may depend on
    what the action returns. An unknown one does nothing, and says so."""

    gestes: Mapping[str, tuple[Callable[[], Any], str | Callable[[Any], str]]]
    suite: str
    contexte: Contexte = field(default_factory=dict)


type Rendu = Mapping[str, Any] | Formulaire | Gestes | HttpResponseBase
type IsLecture = bool | Callable[[HttpRequest], bool]
type Vue = Callable[..., HttpResponseBase]
type Autour = Callable[[Page], None]


@dataclass(frozen=True, slots=True)
class _Objet:
    """The object that an address names: how it is read, in which other one of the address, and what is said to whom it
    does not exist for."""

    argument: str
    nom: str
    get: Callable[[Any, Any], Any]
    absent: str
    dans: str


class Pages:
    """The pages of a module, under one address, relative to that of their espace. `onglet` is the tab that is marked:
    the view name of one of the rubrique, or the tab itself, which this adds to them. `autour` is called with each page
    before its function, for what the rubrique cannot say alone: a trail, the tabs of an object. A module of views calls
    its own `pages`: `list_urls` finds it by this name."""

    def __init__(
        self, rubrique: Rubrique, chemin: str, *, onglet: str | SousPage = "", autour: Autour | None = None
    ) -> None:
        if isinstance(onglet, SousPage):
            onglet = rubrique.attach_onglet(onglet)
        self.rubrique, self.chemin, self.onglet, self.autour = rubrique, chemin, onglet or rubrique.menu, autour
        self.urls: list[URLPattern] = []
        self._objets: tuple[_Objet, ...] = ()

    def sous(self, chemin: str, *, onglet: str = "", autour: Autour | None = None) -> "Pages":
        """Those under an address that is longer, in the same list of routes."""
        pages = Pages(self.rubrique, self.chemin + chemin, onglet=onglet or self.onglet, autour=autour or self.autour)
        pages.urls, pages._objets = self.urls, self._objets
        return pages

    def objet(
        self,
        chemin: str,
        get: Callable[[Any, Any], Any],
        absent: str,
        *,
        nom: str = "",
        dans: str = "",
        autour: Autour | None = None,
    ) -> "Pages":
        """Those of one object. `get(membre, identifier)` gives it, or None to whom does not see it: `absent` is then
        said with a 404. A function of these pages takes it by its name, and their templates too: `nom`, else the
        argument of the address without « _uuid ». `dans` is the name of an object that the address names before it:
        `get` takes that one instead of the place."""
        pages = self.sous(chemin, autour=autour)
        argument = re.findall(r"<(?:\w+:)?(\w+)>", chemin)[-1]
        pages._objets = (*self._objets, _Objet(argument, nom or argument.removesuffix("_uuid"), get, absent, dans))
        return pages

    def lecture(self, *chemins: str, droit: Droit, gabarit: str = "") -> Callable[[Callable[..., Rendu]], Vue]:
        """A page that one reads, at one address or several. The function returns what its template shows. `gabarit` is
        one that several pages share (`ecran.py`), instead of its own."""
        return self._record(
            chemins, gabarit, lambda function: login_required(require_safe(self._build_vue(function, gabarit, droit)))
        )

    def ecriture(
        self,
        *chemins: str,
        droit: Droit,
        ecrit: Droit | None = None,
        garde: str = "",
        is_lecture: IsLecture = False,
        gabarit: str = "",
    ) -> Callable[[Callable[..., Rendu]], Vue]:
        """A page that changes something: the function returns a Formulaire, Gestes, or answers itself.

        `ecrit` is the right to send what `droit` lets one read. `garde` names the type of texts that are shown back
        when they cannot be taken; nobody else hears then that the espace is over. `is_lecture` tells that even a
        POST changes nothing, so that an espace that is over admits it.
        """

        def build(function: Callable[..., Rendu]) -> Vue:
            vue = self._build_vue(function, gabarit, droit, ecrit, is_lecture)
            vue = vue if garde else explain_expire(vue)
            vue = login_required(require_http_methods(["GET", "HEAD", "POST"])(vue))
            return keep_saisie(garde)(vue) if garde else vue

        return self._record(chemins, gabarit, build)

    def _record(
        self, chemins: tuple[str, ...], gabarit: str, build: Callable[[Callable[..., Rendu]], Vue]
    ) -> Callable[[Callable[..., Rendu]], Vue]:
        def decorate(function: Callable[..., Rendu]) -> Vue:
            vue = build(function)
            vue.__name__, vue.__doc__, vue.__module__ = function.__name__, function.__doc__, function.__module__
            vue.__dict__["gabarit"] = gabarit
            base = f"espaces/<uuid:espace_uuid>/{self.chemin}"
            self.urls += [path(f"{base}{chemin}", vue, name=function.__name__) for chemin in chemins]
            return vue

        return decorate

    def _build_vue(
        self,
        function: Callable[..., Rendu],
        gabarit: str,
        droit: Droit,
        ecrit: Droit | None = None,
        is_lecture: IsLecture = False,
    ) -> Vue:
        template = gabarit or f"{function.__module__.split('.')[1]}/{function.__name__}.html"

        def vue(request: HttpRequest, espace_uuid: UUID, **arguments: Any) -> HttpResponseBase:
            sans_effet = is_lecture(request) if callable(is_lecture) else is_lecture
            membre = get_membre_or_404(request, espace_uuid, droit, is_lecture=sans_effet)
            if ecrit and request.method == "POST" and not ecrit(membre):
                raise PermissionDenied("Votre rôle dans cet espace permet de lire cette page, pas d’y écrire.")

            def show(data: QueryDict | None) -> tuple[Page, Rendu]:
                page, lus = Page(request, membre, self.rubrique, self.onglet, data), dict(arguments)
                for objet in self._objets:
                    identifiant = lus.pop(objet.argument)
                    lu = _get_or_404(objet, lus[objet.dans] if objet.dans else membre, identifiant)
                    lus[objet.nom] = page.contexte[objet.nom] = lu
                    page.identifiant = getattr(lu, "pk", page.identifiant)
                if self.autour:
                    self.autour(page)
                for etape in list_etapes(page.contexte, [lus[objet.nom] for objet in self._objets]):
                    page.lead(*etape)
                return page, function(page, **lus)

            return _respond(request, show, template)

        return vue


def _get_or_404(objet: _Objet, parent: Any, identifiant: Any) -> Any:
    lu = objet.get(parent, identifiant)
    if lu is None:
        raise Http404(objet.absent)
    return lu


type Montre = Callable[[QueryDict | None], tuple[Page, Rendu]]
"""What the function of a page returns for what was sent; for None, as the page opens now."""


def _respond(request: HttpRequest, show: Montre, template: str) -> HttpResponseBase:
    data, fusion = None, None
    if request.method == "POST":
        try:
            data, fusion = read_donnees(request.POST)
        except FusionIllisible as error:
            raise BadRequest(str(error)) from error
    if fusion is not None and fusion.erreurs and data is not None:
        return ask_choix(show(None)[0], fusion, list_caches(data, fusion))
    page, rendu = show(data)
    if isinstance(rendu, HttpResponseBase):
        return rendu
    if isinstance(rendu, Formulaire):
        return _save(page, rendu, template, show)
    if isinstance(rendu, Gestes):
        return _do(page, rendu, template)
    return page.render(template, rendu)


def _save(page: Page, formulaire: Formulaire, template: str, show: Montre, *, essais: int = 2) -> HttpResponse:
    form, brouillon = formulaire.form, ""
    if formulaire.brouillon:
        brouillon = build_cle_brouillon(page.compte, formulaire.brouillon, page.identifiant)
    if page.is_envoi and (form is None or form.is_valid()):
        try:
            fait = formulaire.enregistre()
        except FicheChangee as changee:
            if isinstance(form, FicheForm) and essais and (reponse := _join(form, changee, template, show, essais)):
                return reponse
            show_refus(page.request, form, changee, formulaire.champ)
        except Refus as refus:
            show_refus(page.request, form, refus, formulaire.champ)
        else:
            phrase, suite = formulaire.fait, formulaire.suite
            phrase = phrase(fait) if callable(phrase) else phrase
            return page.redirect(
                suite(fait) if callable(suite) else suite,
                build_message(phrase, page.auteurs, page.compte),
                brouillon,
            )
    contexte = {"form": form, "brouillon": brouillon, "ecran": formulaire.ecran}
    return page.render(template, contexte | read_contexte(formulaire.contexte))


def _join(form: FicheForm, changee: FicheChangee, template: str, show: Montre, essais: int) -> HttpResponse | None:
    """Save what was typed with what someone else saved meanwhile, or ask to choose; None when the page has no form to
    be joined any more."""
    page, rendu = show(None)
    if not isinstance(rendu, Formulaire) or not isinstance(rendu.form, FicheForm):
        return None
    reunion = join_forms(form, rendu.form, changee.auteur)
    if reunion.fusion.champs:
        return ask_choix(page, reunion.fusion, reunion.caches)
    page, rendu = show(reunion.data)
    if not isinstance(rendu, Formulaire):
        return None
    page.auteurs = reunion.list_auteurs(form, changee)
    return _save(page, rendu, template, show, essais=essais - 1)


def ask_choix(page: Page, fusion: FusionSaisie, caches: list[tuple[str, str]]) -> HttpResponse:
    """What two people wrote, side by side."""
    return page.render("espaces/conflit.html", {"fusion": fusion, "caches": caches})


def read_contexte(contexte: Contexte) -> dict[str, Any]:
    return dict(contexte() if callable(contexte) else contexte)


def _do(page: Page, gestes: Gestes, template: str) -> HttpResponse:
    erreur = ""
    if page.is_envoi:
        action, phrase = gestes.gestes.get(page.geste, (None, ""))
        try:
            if action is None:
                raise Refus(GESTE_INCONNU)
            fait = action()
            return page.redirect(gestes.suite, phrase(fait) if callable(phrase) else phrase)
        except Refus as refus:
            erreur = str(refus)
    return page.render(template, {"erreur": erreur, **read_contexte(gestes.contexte)})
