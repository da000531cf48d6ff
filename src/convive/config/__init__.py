"""Settings, root URLs and entry points; no rule, no model."""
