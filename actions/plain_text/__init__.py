"""Records in plain language: shorter sentences, and simple words for terms."""
