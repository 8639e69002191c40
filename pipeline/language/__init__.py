"""Text to facts: pseudonymise, split into fragments, detect the language, tokenise, embed."""
