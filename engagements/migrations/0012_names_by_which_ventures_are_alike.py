"""Give the ventures that are there the key of their name."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from engagements.rules.identity import kept_name_key


def fill(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    ventures = apps.get_model("engagements", "Venture").objects
    for number, name in ventures.filter(name_key="").values_list("pk", "name").iterator():
        ventures.filter(pk=number).update(name_key=kept_name_key(name))


class Migration(migrations.Migration):
    dependencies = [("engagements", "0011_words_of_the_case_in_the_search_index")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
