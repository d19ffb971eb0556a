"""Programs for observers: check the register, witness it, follow it. No Django, no account.

Whoever runs these needs Python, two packages and the log's key; nothing here asks the site to
vouch for itself.
"""
