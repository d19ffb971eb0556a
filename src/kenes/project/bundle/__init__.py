"""A folder and an archive from which Kenes is installed where there is no internet."""
