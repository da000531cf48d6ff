"""Comments on any object, shared or internal; notifications; the weekly letter."""
