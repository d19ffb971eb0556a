"""What pages on which somebody acts share: forms done once, refusals beside the input they stop."""
