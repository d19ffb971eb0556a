"""The integrating worker is killed at each of its writes, and the log must live through it all."""
