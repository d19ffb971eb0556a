"""The commands that start processes, one module each: `run(arguments) -> exit code`."""
