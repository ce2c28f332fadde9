"""Readings made by hand of two reports on the Quell strait, to be compared."""

from __future__ import annotations

from onrecord.records import Article, Reading, Span, Stance, Statement
from onrecord.vocabulary import Act, Polarity, QuotationKind
from tests.quell import READER, where


class Report:
    """A report under construction: each sentence that is added shows a stance or a statement."""

    def __init__(self, id_: str, *, copy_of: str | None = None) -> None:
        self._id, self._copy_of, self._text = id_, copy_of, "From the Quell\n"
        self._made: list[tuple[str, Span, dict[str, object]]] = []

    def stance(
        self,
        words: str,
        holder: str,
        act: Act,
        measure: str,
        *,
        party: str | None = None,
        via: tuple[str, ...] = (),
        confidence: float = 0.95,
    ) -> Report:
        """Add a sentence that shows a stance."""
        given = {"holder": holder, "act": act, "measure": measure, "party": party, "via": via}
        return self._add("p", words, given | {"confidence": confidence})

    def statement(self, words: str, name: str, *, party: str | None = None, cue: str = "said") -> Report:
        """Add a sentence of which all but its last words, the name and the cue, is what somebody said."""
        return self._add("t", words, {"name": name, "party": party, "cue": cue})

    def _add(self, kind: str, words: str, given: dict[str, object]) -> Report:
        start = len(self._text) + 1
        tail = f", {given['name']} {given['cue']}." if kind == "t" else "."
        self._text += f"\n{words}{tail}\n"
        self._made.append((kind, Span(start, start + len(words)), given))
        return self

    def reading(self) -> Reading:
        """The reading of the report as it stands now."""
        article = Article(self._id, f"{self._id}.html", self._text, (), copy_of=self._copy_of)
        statements: list[Statement] = []
        stances: list[Stance] = []
        for kind, span, given in self._made:
            if kind == "t":
                statements.append(self._statement(f"t{len(statements) + 1}", span, given))
            else:
                stances.append(self._stance(f"p{len(stances) + 1}", span, given))
        return Reading(article, tuple(statements), tuple(stances), READER)

    def _statement(self, id_: str, span: Span, given: dict[str, object]) -> Statement:
        rest = self._text[span.end :]
        name, cue = str(given["name"]), str(given["cue"])
        source, told = where(rest, name), where(rest, f"{cue}.")
        party = given["party"]
        return Statement(
            id=id_,
            source=Span(span.end + source.start, span.end + source.end),
            name=name,
            party=None if party is None else str(party),
            cue=(Span(span.end + told.start, span.end + told.end - 1),),
            content=(span,),
            kind=QuotationKind.MIXED,
            polarity=Polarity.ASSERTED,
            within=None,
            when=None,
            confidence=0.95,
        )

    def _stance(self, id_: str, span: Span, given: dict[str, object]) -> Stance:
        act, via, confidence = given["act"], given["via"], given["confidence"]
        assert isinstance(act, Act)
        assert isinstance(via, tuple)
        assert isinstance(confidence, float)
        party = given["party"]
        return Stance(
            id=id_,
            evidence=span,
            holder=str(given["holder"]),
            party=None if party is None else str(party),
            act=act,
            measure=str(given["measure"]),
            codebook=None,
            target=None,
            conditions=(),
            via=via,
            from_statement=None,
            when=None,
            confidence=confidence,
        )


def courier() -> Reading:
    """What one outlet tells of the talks in Hallmere."""
    return (
        Report("courier")
        .stance(
            "Pellanor will send two minehunters to the southern lane of the Quell",
            "Pellanor", Act.COMMITS, "send minehunters to the southern lane", party="Pellanor",
        )
        .statement(
            "“We did not close a strait to see it opened over the heads of people like us”",
            "Davor Melnar", party="Karsova",
        )
        .stance(
            "Lisandria's parliament postponed the harbour budget until the autumn",
            "Lisandria's parliament", Act.ACTED, "postpone the harbour budget", party="Lisandria",
        )
        .statement("the ferry company has sold all its tickets for the week", "Pieter Amsing")
        .reading()
    )  # fmt: skip


def observer() -> Reading:
    """What another outlet tells of them."""
    return (
        Report("observer")
        .statement("insurers will not lower any premium before the summer grain is landed", "Hanne Lindqvar")
        .statement(
            "“We did not close a strait to see it opened over the heads of fools like us”",
            "Davor Melnar", party="Karsova",
        )
        .stance(
            "Pellanor will send two minehunters to the southern lane of the Quell",
            "Pellanor", Act.COMMITS, "send minehunters to the southern lane", party="Pellanor",
        )
        .reading()
    )  # fmt: skip
