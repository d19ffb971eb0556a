"""Write the keys of elements as comparative tables write them, so that each finds its row."""

from django.db import migrations

LIMIT = 200


def _new_key(element: str, old: str) -> str:
    if not element:
        return ""
    if old.startswith("~"):
        return f"~{element.casefold()}"[:LIMIT]
    steps = (step.partition(":")[::2] for step in old.split("/"))
    return "/".join(
        f"{level}:" + "-".join(f"{int(number):05d}" for number in numbers.split(".") if number)
        for level, numbers in steps
    )[:LIMIT]


def rewrite(apps, _schema_editor):
    """Turn 04:000027/07:000014.000004 into 04:00027/07:00014-00004."""
    targets = apps.get_model("recommendations", "LegalTarget").objects
    for target in targets.iterator():
        target.element_key = _new_key(target.element, target.element_key)
        target.save(update_fields=["element_key"])


class Migration(migrations.Migration):
    dependencies = [("recommendations", "0005_found_sooner")]
    operations = [migrations.RunPython(rewrite, migrations.RunPython.noop)]
