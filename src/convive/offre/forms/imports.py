"""The forms that say which column of an imported file holds which field."""

from convive.acteurs.forms import imports
from convive.offre.rules import colonnes_cof
from convive.offre.rules.colonnes import CHAMPS


class ColonnesForm(imports.ColonnesForm):
    """One select per field of a service, to choose the column of the file that holds it."""

    champs = CHAMPS


class ColonnesCofForm(imports.ColonnesForm):
    """The same for conventions."""

    champs = colonnes_cof.CHAMPS
