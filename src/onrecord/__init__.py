"""onrecord reads the coverage of a matter and keeps the record of it."""

from __future__ import annotations

__version__ = "0.1.0"
