from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("espaces", "0004_thematiques")]

    operations = [
        migrations.AddField(
            model_name="membre",
            name="thematiques",
            field=models.ManyToManyField(
                blank=True,
                help_text="Thématiques auxquelles la place se limite ; vide : toutes.",
                related_name="membres",
                to="espaces.thematique",
                verbose_name="thématiques",
            ),
        ),
    ]
