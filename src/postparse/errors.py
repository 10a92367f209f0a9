"""What can go wrong outside a post: unreadable sources and wrong calls. Content never raises."""


class PostparseError(Exception):
    """Base of every error that this package raises on purpose; its text is one line."""


class SourceError(PostparseError):
    """The bytes could not be had or decoded, or are over a limit."""


class FormatError(SourceError):
    """The bytes are no post in any format that can be read."""


class UsageError(PostparseError, ValueError):
    """An argument has a value that makes no sense (a zone nobody knows, a date that is none)."""


class LackingError(UsageError):
    """A file needs a package that is not installed, or lacks a column: among others it fails, alone the call does."""
