"""What keeps a CTG from being taken away as a mistake: each package declares what of its own stands in the way."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from convive.convention.models import Ctg
from convive.socle.registre import Registre


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why the CTG stays, in a sentence, and where one settles it."""

    phrase: str
    url: str
    geste: str


@dataclass(frozen=True, slots=True)
class SorteObstacle:
    """`list_obstacles(ctg)` gives what stands in the way today; nothing when the CTG may go."""

    cle: str
    list_obstacles: Callable[[Ctg], Iterable[Obstacle]]


obstacles = Registre[SorteObstacle]()
