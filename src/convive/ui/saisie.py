"""What someone typed in a form that could not be taken: shown back, to copy."""

from dataclasses import dataclass

from django.http import HttpRequest

# Shorter, one types it again; and a code or a password is never shown.
MIN_CARACTERES = 30


@dataclass(frozen=True, slots=True)
class TexteSaisi:
    libelle: str
    texte: str


def list_textes_saisis(request: HttpRequest) -> list[TexteSaisi]:
    """The long texts of a form whose key is stale; none when the browser does not say that the form is ours."""
    if request.headers.get("Sec-Fetch-Site") != "same-origin":
        return []
    return [
        TexteSaisi("Texte saisi", valeur)
        for nom, valeurs in request.POST.lists()
        for valeur in map(str, valeurs)
        if len(valeur) >= MIN_CARACTERES and " " in valeur.strip() and "pass" not in nom and not nom.endswith("depart")
    ]
