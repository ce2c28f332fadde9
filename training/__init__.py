"""How the weights are made, from data to model card. Needs the ``train`` extra; nothing here is needed to read."""
