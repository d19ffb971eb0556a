"""Every address of the site, opened as everybody, on an empty, a demonstration and a large record."""
