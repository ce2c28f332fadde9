"""What stances and statements are called in addresses: made of what a judgement on them is about, so that it stays."""

from __future__ import annotations

import hashlib
import json

from onrecord.records import Finding, StatementFinding
from onrecord.web.templating import address


def finding_ref(finding: Finding) -> str:
    """Give what a stance is called in addresses."""
    evidence = finding.evidence
    return _ref([finding.article, evidence.start, evidence.end, finding.holder, str(finding.act), finding.measure])


def stance_address(finding: Finding) -> str:
    """Give the address at which a stance is decided about."""
    return address("review", "stance", finding_ref(finding), finding.article)


def statement_ref(finding: StatementFinding) -> str:
    """Give what a statement is called in addresses."""
    return _ref([finding.article, finding.at.start, finding.at.end, finding.name])


def statement_address(finding: StatementFinding) -> str:
    """Give the address at which a statement is decided about."""
    return address("review", "statement", statement_ref(finding), finding.article)


def _ref(parts: list[str | int | None]) -> str:
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:16]
