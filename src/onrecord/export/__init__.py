"""What other programs take from the record: the forms that the command line and the page share."""
