"""Entries stay as they were written: only the index may come, and a lawful removal may empty.

This is comfort against accidents; the log is the proof. On SQLite an entry may still be deleted
while it has no index, since that database empties tables row by row.
"""

from django.db import migrations

POSTGRESQL = """
CREATE FUNCTION register_entry_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'an entry of the register is never deleted';
  END IF;
  IF (NEW.public_id, NEW.type, NEW.v, NEW.at, NEW.object, NEW.object_version, NEW.actor_role,
      NEW.digest) IS DISTINCT FROM
     (OLD.public_id, OLD.type, OLD.v, OLD.at, OLD.object, OLD.object_version, OLD.actor_role,
      OLD.digest)
     OR NEW.prev_version_digest IS DISTINCT FROM OLD.prev_version_digest
     OR (OLD.index IS NOT NULL AND NEW.index IS DISTINCT FROM OLD.index)
     OR (NEW.salt IS NOT NULL AND NEW.salt IS DISTINCT FROM OLD.salt)
     OR (NEW.content IS NOT NULL AND NEW.content IS DISTINCT FROM OLD.content) THEN
    RAISE EXCEPTION 'an entry of the register is never changed';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER register_entry_stays BEFORE UPDATE OR DELETE ON register_entry
  FOR EACH ROW EXECUTE FUNCTION register_entry_stays();
"""

POSTGRESQL_BACK = """
DROP TRIGGER register_entry_stays ON register_entry;
DROP FUNCTION register_entry_stays();
"""

SQLITE = """
CREATE TRIGGER register_entry_unchanged BEFORE UPDATE ON register_entry
WHEN NEW.public_id IS NOT OLD.public_id OR NEW.type IS NOT OLD.type OR NEW.v IS NOT OLD.v
  OR NEW.at IS NOT OLD.at OR NEW.object IS NOT OLD.object
  OR NEW.object_version IS NOT OLD.object_version OR NEW.actor_role IS NOT OLD.actor_role
  OR NEW.digest IS NOT OLD.digest OR NEW.prev_version_digest IS NOT OLD.prev_version_digest
  OR (OLD."index" IS NOT NULL AND NEW."index" IS NOT OLD."index")
  OR (NEW.salt IS NOT NULL AND NEW.salt IS NOT OLD.salt)
  OR (NEW.content IS NOT NULL AND NEW.content IS NOT OLD.content)
BEGIN SELECT RAISE(ABORT, 'an entry of the register is never changed'); END;
CREATE TRIGGER register_entry_kept BEFORE DELETE ON register_entry
WHEN OLD."index" IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'an entry of the register is never deleted'); END;
"""



def _run(schema_editor, statements):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(statements[0], params=None)
    else:
        with schema_editor.connection.cursor() as cursor:
            for trigger in statements[1].strip().split("END;"):
                if trigger.strip():
                    cursor.execute(trigger + ("END;" if "BEGIN" in trigger else ""))


def install(apps, schema_editor):
    _run(schema_editor, (POSTGRESQL, SQLITE))


def remove(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL_BACK, params=None)
    else:
        for name in ("register_entry_unchanged", "register_entry_kept"):
            schema_editor.execute(f"DROP TRIGGER {name}")


class Migration(migrations.Migration):
    dependencies = [("register", "0001_initial")]
    operations = [migrations.RunPython(install, remove)]
