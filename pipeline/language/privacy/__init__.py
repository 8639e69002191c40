"""The parts of the pseudonymiser: what is found (numbers, addresses, names) and what replaces it."""
