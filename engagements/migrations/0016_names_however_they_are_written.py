"""Give every venture the key of its name anew: it no longer tells “(P) Ltd” from “Private Limited”."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from engagements.rules.identity import kept_name_key


def renew(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    ventures = apps.get_model("engagements", "Venture").objects
    known = ventures.order_by().values_list("pk", "name", "name_key")
    changed = [(number, key) for number, name, kept in known if (key := kept_name_key(name)) != kept]
    for number, key in changed:
        ventures.filter(pk=number).update(name_key=key)


class Migration(migrations.Migration):
    dependencies = [("engagements", "0015_words_for_strands_and_series")]
    operations = [migrations.RunPython(renew, migrations.RunPython.noop)]
