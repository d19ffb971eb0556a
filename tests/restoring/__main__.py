"""Start Django once, then tell the story (see `story`)."""

import django

if __name__ == "__main__":
    django.setup()
    from tests.restoring.story import main  # models need the setup

    main()
