"""Placeholder until the field stands."""

RULES: dict[str, tuple[object, ...]] = {}
NEEDS = ()
