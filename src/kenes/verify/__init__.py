"""Commands for anybody who checks: none of them needs Django."""
