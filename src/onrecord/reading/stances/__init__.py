"""Stances: who stands where on which measure, under which condition, as the guidelines' second part has it."""
