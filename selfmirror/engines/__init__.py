"""One outside thing a file: everything that touches a vendor for a capability."""
