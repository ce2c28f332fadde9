"""Stories: the articles that report one event, found by what they name, say and mean, and when they were published.

:mod:`~onrecord.record.stories.traits` says what of an article is compared, :mod:`~onrecord.record.stories.likeness` how
likely two report the same event, :mod:`~onrecord.record.stories.placing` which story an article is then in, and
:mod:`~onrecord.record.stories.decided` what reviewers make of it. Nothing here knows where stories are kept.
"""
