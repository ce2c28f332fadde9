"""Pages written for the tests: invented outlets, countries and people."""

from __future__ import annotations

BODY = [
    "ARVENA: The government of Tolmark said on Monday that it would reopen the Brisk canal to foreign grain ships, "
    "eleven months after it closed the locks in a quarrel about tolls.",
    "Transport Minister Odile Varga told reporters in the capital that the first convoy could pass in the autumn, "
    "provided that the neighbouring republic of Sevrin paid what it owed for the dredging.",
    "“We have never wanted to keep bread from anybody,” Varga said. “But a canal is dug with money, and the money "
    "has not come.”",
    "Sevrin’s ambassador, Pell Anders, answered that his country had paid in full and would publish the receipts "
    "before the end of the week if the accusation was repeated.",
    "Shipping companies have gone around the northern cape since the closure, which adds nine days to the voyage and "
    "has made flour dearer in three countries, according to the grain exchange in Port Lisse.",
]
SECOND = [
    "MOREL BAY — Fishermen on the southern coast of Castane began a strike on Tuesday against a new limit on the "
    "herring catch, leaving two hundred boats tied up in the harbour.",
    "The union’s chairwoman, Runa Holt, said that the limit had been set without a single sample being taken in the "
    "bay, and that no boat would leave before the ministry had counted again.",
    "“They counted the fish from a desk,” Holt told a crowd on the quay. The ministry of fisheries said it was ready "
    "to talk about the way the counting was done, but not about the limit.",
    "The strike is the first in the bay for sixteen years. Restaurants in the town said they had herring for four "
    "days and would then serve eel.",
]
TITLE = "Tolmark to reopen canal to grain ships after eleven months"
SECOND_TITLE = "Herring boats stay in harbour as Castane strike begins"
MENU = "Skip to content\nMenu\nHome\nWorld\nPolitics\nBusiness\nSport\nSign in\nSubscribe\n"
FOOTER = (
    "\nMost read\nTen lakes to swim in this summer\nTram line closed until Sunday\nSign up for our newsletter\n"
    "Privacy policy\nTerms of use\nContact us\n© 2031 The Lisse Herald. All rights reserved.\n"
)


def dump(title: str = TITLE, body: list[str] = BODY, *, stamp: str = "Updated 4 May 2031") -> str:
    """Return a whole page as copying it leaves it."""
    article = "\n\n".join(body)
    return f"{MENU}\n{title}\n\n{stamp}\nShare\nFollow\n\n{article}\n\nShare\n{FOOTER}"


def html(body: list[str] = BODY, *, head: str = "", lang: str = "en", above: str = "", below: str = "") -> str:
    """Return a whole page as HTML; ``above`` and ``below`` go around the paragraphs."""
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in body)
    return (
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8">{head}'
        f"<title>{TITLE} | Lisse Herald</title></head>"
        f"<body><nav><ul><li><a href='/'>Home</a></li><li><a href='/w'>World</a></li></ul></nav><main><article>"
        f"<h1>{TITLE}</h1>{above}{paragraphs}{below}</article></main>"
        f"<footer><p>© 2031 Lisse Herald. All rights reserved. <a href='/p'>Privacy policy</a></p></footer>"
        f"</body></html>"
    )
