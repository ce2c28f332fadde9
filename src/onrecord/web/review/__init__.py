"""Reviewing: what waits for a person, what each reviewer decided, and who is who.

::

    waiting.py    what waits for review, kept in order while positions change
    desk.py       what was decided so far, by whom, and what a reviewer should look at next
    looking.py    one stance with its words, its position and what reviewers hold of it
    copied.py     the same stance in copies of the article
    deciding.py   from the fields of a form to a judgement
    pages.py      the pages of stances: look, decide, take back
    lists.py      what waits and what was decided, as tables
    statements.py the same for statements
    actors.py     the page of an actor: merge, split, rename
"""
