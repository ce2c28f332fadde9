"""Stories: the articles that report one event, found by what they name, say and mean, and when they were published.

:mod:`~onrecord.record.stories.traits` says what of an article is compared, and
:mod:`~onrecord.record.stories.together` holds that of several in one piece; :mod:`~onrecord.record.stories.likeness` says
how likely two report the same event, :mod:`~onrecord.record.stories.placing` which story an article is then in, and
:mod:`~onrecord.record.stories.decided` what reviewers make of it. Nothing here knows where stories are kept.
"""
