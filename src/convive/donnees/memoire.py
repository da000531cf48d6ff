"""What the build asks of the memory: nothing looked through in vain, and what is not used any more given back."""

import ctypes
import gc
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pyarrow as pa


@contextmanager
def pause_ramasse_miettes() -> Iterator[None]:
    """Stop looking for cycles: a file makes millions of texts and numbers and no cycle, and a fifth of the reading went
    into looking. What is not used any more is freed at once, as ever; `release_memoire` still looks.
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
    # The C library of Linux keeps what was freed until it is asked; another one does not know this function.
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
