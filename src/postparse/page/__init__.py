"""A saved page to its document: what lxml tells, regions, claims, and the facts in its marks and metadata."""
