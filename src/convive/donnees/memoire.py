"""Memory management during the build: pausing the garbage collector, and returning freed memory to the system."""

import ctypes
import gc
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pyarrow as pa


@contextmanager
def pause_ramasse_miettes() -> Iterator[None]:
    """Pause the cyclic garbage collector: reading a file creates millions of strings and numbers but no cycles, and a
    fifth of the time was spent looking for them. Reference counting still frees objects; `release_memoire` collects.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def release_memoire() -> None:
    gc.collect()
    pa.default_memory_pool().release_unused()
    # glibc keeps freed memory until this call; other C libraries do not have the function.
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
