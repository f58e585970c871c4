from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("engagements", "0003_search_text")]

    operations = [
        migrations.RemoveConstraint(model_name="addresscount", name="one_count_a_block_and_window"),
        migrations.RenameField(model_name="addresscount", old_name="block_digest", new_name="digest"),
        migrations.AddConstraint(
            model_name="addresscount",
            constraint=models.UniqueConstraint(fields=("digest", "window_start"), name="one_count_a_digest_and_window"),
        ),
        migrations.AddIndex(
            model_name="attachment",
            index=models.Index(
                condition=models.Q(("submission__isnull", True)), fields=["size"], name="attachment_waiting"
            ),
        ),
    ]
