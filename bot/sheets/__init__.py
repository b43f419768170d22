"""Printed sheets with a QR code, for the wall of an office: one page a service or office, and an index of them."""
