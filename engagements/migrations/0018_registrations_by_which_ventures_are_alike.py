"""Find ventures by the numbers under which they are registered: a conflict of interest follows them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("engagements", "0017_log_ins_in_the_trail"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="venture",
            index=models.Index(fields=["dpiit_number"], name="engagements_dpiit_n_8ac977_idx"),
        ),
        migrations.AddIndex(
            model_name="venture",
            index=models.Index(fields=["udyam_number"], name="engagements_udyam_n_033bee_idx"),
        ),
        migrations.AddIndex(
            model_name="venture",
            index=models.Index(fields=["cin"], name="engagements_cin_993696_idx"),
        ),
    ]
