"""What every page shares: head and foot, refusals as pages, idempotency keys."""
