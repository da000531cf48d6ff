"""The on-disk cache. Nothing depends on it: an entry that cannot be written or read back is simply rebuilt."""

import logging
import time
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.filebased import FileBasedCache

logger = logging.getLogger(__name__)
SECONDES_ENTRE_DEUX_AVIS = 300
"""A full disk makes every write fail: warn at most once in this interval, so that the log stays readable."""


class CacheFichiers(FileBasedCache):
    """Django's file cache, except that a full or read-only disk, or a truncated or damaged file, is not an error."""

    dernier_avis = 0.0

    def __init__(self, dir: str, params: dict[str, Any]) -> None:
        try:
            super().__init__(dir, params)
        except OSError as error:
            self._warn(error)

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        try:
            return super().get(key, default, version)
        except Exception as error:
            # A damaged file can make `pickle` or `zlib` raise almost anything; the next `set` replaces it.
            self._warn(error)
            return default

    def set(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        try:
            super().set(key, value, timeout, version)
        except OSError as error:
            self._warn(error)

    def touch(self, key: str, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        try:
            return super().touch(key, timeout, version)
        except Exception as error:
            self._warn(error)
            return False

    def delete(self, key: str, version: int | None = None) -> bool:
        try:
            return super().delete(key, version)
        except OSError as error:
            self._warn(error)
            return False

    def has_key(self, key: str, version: int | None = None) -> bool:
        try:
            return super().has_key(key, version)
        except Exception as error:
            self._warn(error)
            return False

    def _warn(self, error: Exception) -> None:
        now = time.monotonic()
        if not self.dernier_avis or now - self.dernier_avis > SECONDES_ENTRE_DEUX_AVIS:
            self.dernier_avis = now
            logger.warning("The cache is not used (%s: %s); pages are slower", type(error).__name__, error)
