"""Open data: sources are downloaded and built into Parquet files, then read by queries."""

import os

# Arrow reads this when it is imported, so it must be set before any module of the build. Arrow's own allocator keeps
# 30 MB of freed memory, which the allocator of the C library returns when `memoire` asks for it.
os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")
