"""The conformity matrix: what was undertaken, what the law says, what lacks, what is proposed."""
