"""Small documents, charts and contours, without any random value."""

from datetime import date
from typing import Any

from django.core.files.base import ContentFile

from convive.documents.actions.gel import create_gel
from convive.documents.actions.piece import SaisiePiece, create_piece
from convive.documents.graphiques import Barre, Graphique, Point, Serie, Zone, barres, carte, courbe
from convive.documents.inspection import inspect_fichier
from convive.documents.models import Gel, ModeleDocument, PieceJointe, Visibilite
from convive.documents.rules import Diaporama, Diapositive, DocumentHtml, Grille, Illustration, Metadonnees, Points
from convive.donnees.rules import Statut
from convive.espaces.models import Membre, Note
from tests.documents.fichiers import PDF

METADONNEES = Metadonnees(auteur="Convive <CTG> & co", date=date(2026, 6, 12), sujet="Portrait de territoire")


def build_serie(nom: str, valeurs: list[float | None], *, accent: bool = False, debut: int = 2017) -> Serie:
    """A series by year; None is a secret figure."""
    return Serie(
        nom,
        tuple(
            Point(debut + rang, valeur, Statut.SECRET if valeur is None else Statut.VALEUR)
            for rang, valeur in enumerate(valeurs)
        ),
        accent,
    )


def build_courbe(**options: Any) -> Graphique:
    """Three lines over seven years."""
    series = [
        build_serie("Pays d’Aubrelle", [46.8, 47.5, 48.9, 49.2, 50.4, 51.6, 52.3], accent=True),
        build_serie("Département", [55.1, 55.6, 56.0, 55.8, 56.3, 56.9, 57.2]),
        build_serie("France", [58.9, 59.1, 59.8, 59.4, 60.0, 60.3, 60.9]),
    ]
    return courbe(
        **{
            "titre": "Places d’accueil",
            "series": series,
            "unite": "places pour 100 enfants",
            "source": "Cnaf",
            **options,
        }
    )


def build_barres(**options: Any) -> Graphique:
    """Four territories, one secret and one missing."""
    lignes = [
        Barre("Pays d’Aubrelle", 19.8, accent=True),
        Barre("Seine-Aval", None, Statut.SECRET),
        Barre("Région", None, Statut.NON_DISPONIBLE),
        Barre("France", 23.1),
    ]
    return barres(
        **{
            "titre": "Familles monoparentales",
            "barres": lignes,
            "unite": "% des familles",
            "source": "Insee",
            **options,
        }
    )


def build_carre(x: float, y: float, cote: float = 0.1) -> dict[str, Any]:
    """A square in degrees as a GeoJSON polygon."""
    return {
        "type": "Polygon",
        "coordinates": [[[x, y], [x + cote, y], [x + cote, y + cote], [x, y + cote], [x, y]]],
    }


def build_zones(
    nombre: int, *, ouest: float = 2.0, sud: float = 47.0, prefixe: str = "18"
) -> tuple[list[Zone], dict[str, Any]]:
    """A grid of square communes, five a row; the third is secret, the fourth missing."""
    zones, geometries = [], {}
    for rang in range(nombre):
        code = f"{prefixe}{rang:03d}"
        statut = {2: Statut.SECRET, 3: Statut.NON_DISPONIBLE}.get(rang, Statut.VALEUR)
        valeur = 10.0 + rang * 1.7 if statut is Statut.VALEUR else None
        zones.append(Zone(code, f"Commune {rang}", valeur, statut, population=1000.0 - rang, groupe=f"Dép. {prefixe}"))
        geometries[code] = build_carre(ouest + 0.1 * (rang % 5), sud + 0.1 * (rang // 5))
    return zones, geometries


def build_carte(nombre: int = 20, **options: Any) -> Graphique:
    """A map of a grid of communes."""
    zones, geometries = build_zones(nombre)
    return carte(
        **{
            "titre": "Familles monoparentales",
            "zones": zones,
            "geometries": geometries,
            "unite": "% des familles",
            "source": "Insee",
            **options,
        }
    )


TABLEAU = (
    "<table><caption>Le tableau</caption><thead><tr>"
    "<th scope='col'>Année</th><th scope='col' class='nombre'>Places</th></tr>"
    "</thead><tbody><tr><th scope='row'>2022</th><td class='nombre'>26\u202f641</td></tr>"
    "<tr><th scope='row'>2023</th><td class='nombre'>s, secret</td></tr></tbody></table>"
)


def build_document(corps: str | None = None, **options: Any) -> DocumentHtml:
    """A document with every kind of element that we use."""
    images = {"accueil": build_courbe().svg, "carte": build_carte().svg}
    if corps is None:
        corps = (
            "<h1>Portrait du Pays d’Aubrelle</h1>"
            "<p>Un <strong>accueil</strong> <em>proche</em> de l’<abbr title='EPCI'>EPCI</abbr>, 12<sup>e</sup> "
            "<a href='https://exemple.fr/?a=1&amp;b=2'>lien</a>, H<sub>2</sub>O.<br/>"
            '#set page("a0") \\ $x$ @cle *b* &lt;d&gt;</p>'
            "<section><h2>Petite enfance</h2><h3>Lecture</h3>"
            "<ul><li>Premier</li><li>Deuxième <small>petit</small></li></ul><ol><li>Un</li></ol>"
            "<figure><img src='accueil' alt='Courbe des places : de 46,8 à 52,3 \"places\" &amp; plus'>"
            "<figcaption>Places d’accueil<br><small>2017-2023</small></figcaption></figure>"
            "<p class='source'>Source : Cnaf, <time datetime='2026-06-12'>12 juin 2026</time>.</p>"
            f"{TABLEAU}</section>"
            "<figure><img src='carte' alt='Carte de 20 communes'></figure>"
            "<h2>Définitions</h2><dl><dt>EPCI</dt><dd>Établissement public</dd><dt>s</dt><dd>secret</dd></dl>"
            "<blockquote><p>On <span lang='fr'>cite</span>.</p></blockquote>"
        )
    return DocumentHtml(
        **{
            "titre": "Portrait <Aubrelle> & autres",
            "corps_html": corps,
            "metadonnees": METADONNEES,
            "images": images,
            **options,
        }
    )


def create_modele(espace: Any, **champs: Any) -> ModeleDocument:
    """A row that was accepted; its file is a few bytes, which nothing renders."""
    valeurs: dict[str, Any] = {"format": "docx", "nom_fichier": "Papier à en-tête.docx", "taille_octets": 7}
    modele = ModeleDocument(espace=espace, empreinte="0" * 64, **(valeurs | champs))
    modele.fichier.save(modele.nom_fichier, ContentFile(b"modele!"), save=False)
    modele.save()
    return modele


def build_diaporama() -> Diaporama:
    """A cover and one slide of each kind."""
    return Diaporama(
        titre="Bilan <2026> & suite",
        sous_titre="Pays d’Aubrelle (fictif)",
        diapositives=[
            Diapositive("Trois actions avancent", Points(["Une", "Deux", "Trois"]), "Dire ce qui a marché."),
            Diapositive("Les places augmentent", Illustration("courbe", "Courbe des places", "Cnaf, 2017-2023")),
            Diapositive(
                "Deux communes",
                Grille(["Commune", "Habitants"], [["Aubrelle", "3\u202f210"]], "Insee, 2023", frozenset({1})),
            ),
        ],
        metadonnees=METADONNEES,
        images={"courbe": build_courbe().svg},
        notes="Accueillir.",
    )


def create_note(espace: Any, by: Any, titre: str = "Réunion des crèches", **champs: Any) -> Note:
    return Note.objects.create(espace=espace, titre=titre, created_by=by, **champs)


def create_piece_jointe(
    espace: Any,
    *,
    by: Any,
    objet: Any = None,
    nom: str = "Bilan.pdf",
    contenu: bytes = PDF,
    titre: str = "Le bilan",
    description: str = "",
    visibilite: str = Visibilite.TOUS,
) -> PieceJointe:
    """Attached to the espace itself, unless an object is given."""
    return create_piece(
        by=by,
        espace=espace,
        objet=objet or espace,
        saisie=SaisiePiece(titre, description, visibilite),
        fichier=inspect_fichier(nom, contenu),
    )


def create_gel_note(
    espace: Any, by: Any, *, texte: str = "# Accueil\n\nDeux relais.", motif: str = "Présentée au COPIL", **champs: Any
) -> Gel:
    """A note, frozen as soon as it is written."""
    place = Membre.objects.select_related("espace", "compte").get(espace=espace, compte=by)
    return create_gel(by=place, objet=create_note(espace, by, texte=texte, **champs), motif=motif)
