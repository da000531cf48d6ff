"""Give back to the machine what a step of the build does not use any more."""

import ctypes
import gc
from contextlib import suppress

import pyarrow as pa


def release_memoire() -> None:
    gc.collect()
    pa.default_memory_pool().release_unused()
    # The C library of Linux keeps what was freed until it is asked; another one does not know this function.
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
