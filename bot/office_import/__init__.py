"""Lists of offices as authorities publish them (CSV) into `data/offices`."""
