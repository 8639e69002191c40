"""The action plan: measures with their evidence, answers and progress, and the word given back."""
