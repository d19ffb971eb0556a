"""The demonstration: invented bodies, people and recommendations, one module per subject."""
