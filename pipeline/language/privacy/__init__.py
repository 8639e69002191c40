"""The parts of the pseudonymiser: what finds numbers, addresses, names, and what replaces them."""
