"""What was carried out, by evidence: shares, the lists behind them, and claims put to the test."""
