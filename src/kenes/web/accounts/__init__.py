"""Coming in: e-mail code, password with second factor, passkey, identity provider, invitation."""
