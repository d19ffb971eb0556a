"""Start Django once, then strike (see `program`)."""

import django

if __name__ == "__main__":
    django.setup()
    from tests.crash.program import main  # models need the setup

    main()
