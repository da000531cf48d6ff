"""`convive serve`: serve Convive with granian and a worker for long jobs, print the URL and open a browser if any."""

import gc
import multiprocessing
import os
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
import webbrowser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, connections
from django.http.request import validate_host
from django.urls import reverse
from django.utils import timezone

from convive.comptes.actions.premier_compte import VALIDITE, create_code
from convive.config.cli import main
from convive.config.etat import PHRASE_ABSENTS, count_fichiers_absents
from convive.config.sauvegarde.restauration import is_coupee
from convive.config.travailleurs import Travailleurs
from convive.socle.formats import date_longue

PORT_MAX = 65_535
ESSAIS = 150
"""How many times, 0.2 second apart, to wait for the first response."""
MAX_REGARDES = 20
MEMOIRE_MO = 700
"""A web process starts at about 200 MB and grows with the pages that it serves: beyond this, it is replaced."""
A_VOIR = """
  Convive est prêt : {url}

  À regarder d’abord :
    · un portrait en chiffres réels      {url}portrait/200070035/
    · une métropole, un EPCI d’outre-mer {url}portrait/243300316/ · {url}portrait/249720061/
    · le territoire fictif d’exercice    {url}portrait/999900017/
{demo}    · les composants de l’interface      {url}ui/
{invite}
  Ctrl-C arrête tout.
"""
TOUTES = ("0.0.0.0", "::")  # noqa: S104  # recognised, not bound to
ICI = ("localhost", "127.0.0.1", "[::1]")
D_AILLEURS = (
    "Pour y venir d’un autre ordinateur, dites sous quel nom ou quelle adresse\u00a0: "
    "ALLOWED_HOSTS=nom-de-cette-machine ADRESSE=0.0.0.0 ./run serve"
)
A_VOIR_DEMO = "    · la place d’une personne inventée   {url}compte/demo/\n"
A_CREER = """
  Personne n’a encore de compte ici. Créez le vôtre :
    {adresse}
  Cette adresse sert une fois, d’ici au {jour}. Gardez-la pour vous : qui l’ouvre administre l’installation.
"""


def build_annonce(url: str, invite: str = "") -> str:
    demo = A_VOIR_DEMO.format(url=url) if settings.DEMO else ""
    return A_VOIR.format(url=url, demo=demo, invite=invite)


def build_invite_premier_compte(url: str) -> str:
    """While nobody has a compte, the address that opens the first compte, with a new code; nothing otherwise."""
    try:
        code = create_code()
    except DatabaseError:
        return ""  # Not prepared yet, or away: the pages say it.
    if code is None:
        return ""
    base = settings.URL_PUBLIQUE if settings.URL_PUBLIQUE.startswith("https://") else url.rstrip("/")
    adresse = f"{base}{reverse('comptes:premier_compte_create')}?code={code}"
    return A_CREER.format(adresse=adresse, jour=date_longue(timezone.localdate() + VALIDITE))


def get_hote(address: str) -> str:
    """The host that people type to reach this server, one that it accepts. Bound to every address of the machine, it
    is the first name of ALLOWED_HOSTS that is not this machine’s own, else this machine alone."""
    if address not in TOUTES:
        return f"[{address}]" if ":" in address else address
    noms = [hote for hote in settings.ALLOWED_HOSTS if hote not in ICI and not hote.startswith((".", "*"))]
    return noms[0] if noms else "127.0.0.1"


def allow_hote(hote: str) -> None:
    """An address that was asked for by name is accepted, without having to say it twice. In production ALLOWED_HOSTS
    alone decides. The environment tells the processes started afresh, the setting those forked from this one."""
    if settings.PRODUCTION or validate_host(hote, settings.ALLOWED_HOSTS):
        return
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, hote]
    os.environ["ALLOWED_HOSTS"] = ",".join(settings.ALLOWED_HOSTS)


def is_port_free(address: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        # Like the server: a port still in TIME_WAIT after a stop counts as free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError:
            return False
    return True


def get_port(texte: str) -> int:
    """Parse a port number. Raise CommandError if it is not one."""
    if not (texte.isascii() and texte.isdigit() and 1 <= int(texte) <= PORT_MAX):
        raise CommandError(
            f"Le port «\u00a0{texte}\u00a0» n’existe pas\u00a0: c’est un nombre de 1 à {PORT_MAX}.\n"
            "Par exemple\u00a0: PORT=8001 ./run demo"
        )
    return int(texte)


def has_browser() -> bool:
    if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return False
    try:
        webbrowser.get()
    except webbrowser.Error:
        return False
    return True


def prepare_a_part() -> int:
    """Run `convive prepare` in a process of its own and return its exit code, so that its memory and connections are
    freed before anything is served. On Linux it is forked, which avoids loading Django a second time."""
    if sys.platform != "linux":
        return subprocess.run([sys.executable, "-m", "convive.config.cli", "prepare"], check=False).returncode
    connections.close_all()
    process = multiprocessing.get_context("fork").Process(target=run_prepare)
    process.start()
    process.join()
    return process.exitcode or 0


def run_prepare() -> None:
    sys.argv = ["convive", "prepare"]
    main()


class Command(BaseCommand):
    help = "Sert Convive avec granian (2 processus de 4 fils), et prépare les documents longs dans un autre processus."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", default="8000")
        parser.add_argument("--address", default="127.0.0.1")
        parser.add_argument("--workers", type=int, default=2)
        parser.add_argument(
            "--memoire",
            type=int,
            default=MEMOIRE_MO if settings.PRODUCTION else 0,
            help="Mo qu’un processus peut prendre avant qu’un autre le remplace.",
        )
        parser.add_argument(
            "--travailleurs", type=int, default=1, help="Processus qui préparent les documents longs ; 0 : aucun ici."
        )
        parser.add_argument("--prepare", action="store_true", help="Prépare d’abord l’installation.")
        parser.add_argument("--demo", action="store_true", help="Dit quoi regarder et ouvre un navigateur.")
        parser.add_argument("--no-browser", action="store_true", help="N’ouvre pas de navigateur.")

    def handle(self, *_: Any, **options: Any) -> None:
        if options["prepare"] and (code := prepare_a_part()):
            sys.exit(code)
        # A heavy import that the other commands do not need.
        from convive.config.serveur import build_serveur

        if is_coupee():
            raise CommandError(
                "Une restauration s’est arrêtée en route : lancez « ./run convive prepare », qui la finit, puis servez."
            )
        address, port = options["address"], get_port(str(options["port"]))
        if not is_port_free(address, port):
            raise CommandError(
                f"Le port {port} est déjà pris sur {address} : un autre programme (ou un autre Convive) y répond.\n"
                f"Choisissez-en un autre, par exemple : PORT={port + 1} ./run demo"
            )
        hote = get_hote(address)
        allow_hote(hote)
        url = f"http://{hote}:{port}/"
        invite = build_invite_premier_compte(url)
        if options["demo"]:
            says = (url, not options["no_browser"], invite)
            threading.Thread(target=self._announce, args=says, daemon=True).start()
        else:
            self.stdout.write(f"Convive sur {url}{invite}")
        if address in TOUTES and hote in ICI:
            self.stdout.write(D_AILLEURS)
        self._warn_fichiers_absents()
        # Web workers are forked from this process, and must open their own connections.
        connections.close_all()
        server = build_serveur(address=address, port=port, workers=options["workers"], memoire=options["memoire"])
        # Unless the settings give a public URL, links in e-mails and document codes use this one, with its actual port.
        # The environment passes it to processes started afresh, the setting to those forked from this one.
        if settings.URL_PUBLIQUE.startswith("http://"):
            settings.URL_PUBLIQUE = os.environ.setdefault("CONVIVE_URL_PUBLIQUE", url).rstrip("/")
        # If only this process is killed, its web workers must stop too, or they would keep the port.
        os.environ["CONVIVE_SERVI_PAR"] = str(os.getpid())
        with Travailleurs(options["travailleurs"]):
            # What is loaded is shared with the web workers as long as nobody writes to it: the collector would.
            gc.collect()
            gc.freeze()
            server.serve()

    def _warn_fichiers_absents(self) -> None:
        """Warn if files are missing: two machines may serve one database, each with its own folder of files."""
        try:
            absents = count_fichiers_absents(MAX_REGARDES)
        except DatabaseError:
            return  # The database is not prepared yet, or unavailable: the pages will say so.
        if absents:
            self.stderr.write(PHRASE_ABSENTS.format(absents))

    def _announce(self, url: str, browser: bool, invite: str = "") -> None:
        """Wait for the first response, so that the browser never opens on an error."""
        # Ignore the proxy of the network, which must not be used for our own address.
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        for _ in range(ESSAIS):
            try:
                with opener.open(url, timeout=2):
                    break
            except urllib.error.HTTPError:
                break  # an error status is still a response
            except OSError:
                time.sleep(0.2)
        else:
            self.stdout.write(f"Convive tarde à répondre. Son adresse\u00a0: {url}{invite}")
            self.stdout.flush()
            return
        self.stdout.write(build_annonce(url, invite))
        self.stdout.flush()
        if browser and has_browser():
            webbrowser.open(url)
