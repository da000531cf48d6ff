"""The frozen state of an object: what was shown, signed or adopted, at a date. It never changes."""

from collections.abc import Iterable
from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from convive.documents.gels import gels
from convive.documents.models.piece import DOMAINE
from convive.documents.rules.blocs import list_lignes
from convive.documents.rules.gel import MAX_MOTIF, MAX_TITRE_GEL, ContenuGele, get_empreinte_courte, load_contenu
from convive.espaces.models import Espace, EspaceLieQuerySet, get_espaces, get_espaces_droit
from convive.journal.models import MAX_NOM
from convive.socle.droits import droits
from convive.socle.maison import PIECES, Ailleurs, Inclus, Maison
from convive.socle.objets import AvecReference, ModeleUuid, get_condition_objet

DROIT_VOIR_GELS = (DOMAINE, "Les versions gardées", "voir")
DROIT_VOIR_ORPHELINS = (DOMAINE, "Les versions gardées d’une page supprimée", "voir")


class GelImmuable(RuntimeError):
    """A frozen state is neither changed nor deleted by a mere save: code that tries is wrong."""


class GelQuerySet(EspaceLieQuerySet["Gel"]):
    def visible_to(self, compte: Any) -> "GelQuerySet":
        """Whoever sees the object today sees its frozen states; those of an object that is gone stay with the pilots
        whose place is whole."""
        if not compte.is_authenticated:
            return self.none()
        types, presents = [], {}
        for gelable in gels.get_all():
            types.append(gelable.objet)
            presents[gelable.cle] = gelable.get_presents()
        lisible = get_condition_objet(types, lambda type_objet: type_objet.visible_to(compte))
        present = get_condition_objet(types, lambda type_objet: presents[type_objet.cle])
        entieres = get_espaces(compte, droits.get_roles(*DROIT_VOIR_ORPHELINS), is_entiere=True)
        orphelin = ~present & Q(espace__in=entieres)
        return self.filter(lisible | orphelin, espace__in=get_espaces_droit(compte, DROIT_VOIR_GELS))

    def without_contenu(self) -> "GelQuerySet":
        """For lists: the content may be long."""
        return self.defer("contenu")

    def update(self, **_values: Any) -> NoReturn:
        raise GelImmuable("Une version gardée ne se modifie pas.")

    def bulk_update(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        raise GelImmuable("Une version gardée ne se modifie pas.")

    def bulk_create(self, objs: Iterable["Gel"], *args: Any, **kwargs: Any) -> list["Gel"]:
        if kwargs.get("update_conflicts"):
            raise GelImmuable("Une version gardée ne se modifie pas.")
        return super().bulk_create(objs, *args, **kwargs)

    def delete(self) -> NoReturn:
        raise GelImmuable("Une version gardée se supprime avec un motif.")

    def without_garde(self) -> "models.QuerySet[Gel]":
        """The three exceptions, in `actions.gel`: sealed when a copy is taken up, a name erased, deleted with a reason.
        The end of the whole espace passes under it by itself."""
        return models.QuerySet(self.model, using=self.db)


def get_textes(gel: "Gel") -> tuple[str, str]:
    contenu = gel.read_contenu()
    return gel.titre, "\n".join([gel.motif, *(list_lignes(contenu.elements) if contenu else ())])


class Gel(ModeleUuid, AvecReference):
    """`contenu` is canonical JSON, kept as the text that the print covers. A copy of the espace takes it without the
    name of its author, and seals it anew: `date_reprise` says when."""

    espace = models.ForeignKey(Espace, verbose_name="espace", on_delete=models.CASCADE, related_name="gels")
    titre = models.CharField("titre", max_length=MAX_TITRE_GEL)
    motif = models.CharField("motif", max_length=MAX_MOTIF)
    date_gel = models.DateTimeField("gardée le", default=timezone.now)
    contenu = models.TextField("contenu")
    empreinte = models.CharField("empreinte SHA-256", max_length=64)
    sceau = models.CharField("sceau", max_length=64, blank=True)
    date_reprise = models.DateTimeField("repris d’une copie le", null=True, blank=True)
    auteur_nom = models.CharField("nom de l’auteur", max_length=MAX_NOM, blank=True)
    auteur_fonction = models.CharField("fonction de l’auteur", max_length=MAX_NOM, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="gardée par",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="gels",
    )

    objects = GelQuerySet.as_manager()

    maison = Maison(
        "gel",
        "la version gardée",
        page="documents:gel_detail",
        cherche=get_textes,
        pieces=PIECES,
        # A copy holds no name. What was frozen of an object that is gone travels all the same.
        copie=Inclus(sans=("sceau", "date_reprise", "auteur_nom"), ailleurs=Ailleurs.DETACHER),
    )

    class Meta:
        verbose_name = "version gardée"
        verbose_name_plural = "versions gardées"
        ordering = ["espace", "-date_gel", "uuid"]
        indexes = [
            models.Index(fields=["objet_type", "objet_uuid", "-date_gel"], name="gel_objet"),
            models.Index(fields=["espace", "-date_gel"], name="gel_espace"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(titre=""), name="gel_titre_rempli"),
            models.CheckConstraint(condition=~Q(motif=""), name="gel_motif_rempli"),
            models.CheckConstraint(condition=~Q(contenu=""), name="gel_contenu_rempli"),
            models.CheckConstraint(condition=~Q(empreinte=""), name="gel_empreinte_remplie"),
        ]

    def __str__(self) -> str:
        return f"{self.titre} (version gardée le {timezone.localtime(self.date_gel):%d/%m/%Y})"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write a new row; a row already written raises GelImmuable."""
        if not self._state.adding:
            raise GelImmuable("Une version gardée ne se modifie pas.")
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        raise GelImmuable("Une version gardée se supprime avec un motif.")

    @property
    def empreinte_courte(self) -> str:
        return get_empreinte_courte(self.empreinte)

    @property
    def auteur(self) -> str:
        """Name and function; what remains of them."""
        return ", ".join(filter(None, (self.auteur_nom, self.auteur_fonction))) or "une personne partie"

    def read_contenu(self) -> ContenuGele | None:
        """What was frozen; None when it was changed so much that nothing can be read."""
        try:
            return load_contenu(self.titre, self.contenu)
        except (ValueError, RecursionError):
            return None
