"""Passwords: what is asked of a new one, and how one is checked (argon2id, RFC 9106)."""

from __future__ import annotations

from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from argon2.exceptions import VerificationError as _VerificationError

from onrecord.errors import UsageError

SHORTEST: Final = 10
LONGEST: Final = 1024
"""Longer ones are refused, so that nobody can keep the server busy with hashing."""

# RFC 9106, second choice (64 MiB would be too much for several logins at once on a small machine): 19 MiB, as OWASP has it.
_HASHER: Final = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_NOBODYS: Final = _HASHER.hash("nobody has this password")


def hashed(password: str) -> str:
    """Return what is kept of a new password; raise :class:`~onrecord.errors.UsageError` if it is too short or too long."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise UsageError(f"a password has {SHORTEST} to {LONGEST} characters")
    return _HASHER.hash(password)


def is_right(password: str, kept: str | None) -> bool:
    """Tell whether a password is the one of which ``kept`` is kept.

    ``None``, where there is no such account, takes as long as a wrong password, so that names cannot be found out.
    """
    try:
        _HASHER.verify(kept or _NOBODYS, password[: LONGEST + 1])
    except (VerifyMismatchError, _VerificationError, InvalidHashError):
        return False
    return kept is not None
