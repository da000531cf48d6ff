"""Technical base, without a word of the domain."""
