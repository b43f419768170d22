"""Ground that every part stands on: error tree, paths, logs, wording, Persian formats. Imports none of them."""
