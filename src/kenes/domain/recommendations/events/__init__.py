"""What the register says of a recommendation: one frozen dataclass for each (type, v)."""
