"""What every subject needs: refusals, languages, clean text, numbers, idempotent acts."""
