"""Strings to typed values. Nothing here knows a document; nothing here sees more than 4,000 characters."""
