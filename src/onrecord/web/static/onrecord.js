// Reading works without this file: it only makes a few things handier.
"use strict";
