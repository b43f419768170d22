"""The talk about offices: looking for them, showing them, and what is asked of those in hand."""
