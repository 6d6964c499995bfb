"""The demonstration company: Brambleforge, an invented maker of planning software."""
