"""My page: what I filed and follow, notices, how sure it is who I am, my data, leaving."""
