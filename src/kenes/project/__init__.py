"""How the parts are put together: settings, addresses, the `kenes` command, the demonstration."""
