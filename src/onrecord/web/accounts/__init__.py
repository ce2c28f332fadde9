"""Logging in and out, and the accounts page of an administrator."""
