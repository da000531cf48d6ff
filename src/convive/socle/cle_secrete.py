"""The secret key of an installation that was given none in its settings."""

import os
import secrets
from pathlib import Path


def get_cle_secrete(path: Path) -> str:
    """Return the key kept in `path`, creating it (mode 600) on first run.

    Two processes that start together get the same key: only one can create the file, and the other reads it.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    temporary = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    try:
        return path.read_text().strip()
    except FileNotFoundError:
        pass
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_urlsafe(50))
    try:
        # A hard link fails when the name exists, so the first writer wins, and a reader never sees half a key.
        os.link(temporary, path)
    except FileExistsError:
        pass
    finally:
        temporary.unlink()
    return path.read_text().strip()
