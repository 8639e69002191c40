"""How the embedded Dutch pipeline is made and measured; README.md says what to run."""
