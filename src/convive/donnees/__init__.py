"""Open data: sources are fetched and built into Parquet, then read by queries."""

import os

# Arrow reads this when it is loaded, so before any module of the build. Its own allocator keeps 30 MB of what the
# reading has freed; the C library gives it back when `memoire` asks.
os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")
