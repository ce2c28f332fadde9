"""The web page: the record to read, look at and compare, served on the local machine.

::

    app.py        the application: routes, middleware, errors
    views.py      one path for HTML, JSON and CSV: every view has an address, and with .json or .csv its data
    asking.py     what an address asks for, checked against what its view knows
    live.py       the record as computed from the database, computed anew when the database changes
    pages/        what each view shows, one dataclass a view
    templates/    how it looks
"""
