"""A target names the law it means; an adoption the languages it is written in."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('norms', '0003_names_of_laws'),
        ('recommendations', '0006_one_key_of_an_element'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='legaltarget',
            name='one_target_an_element',
        ),
        migrations.AddField(
            model_name='adoption',
            name='dissent_language',
            field=models.CharField(blank=True, choices=[('kk', 'Kazakh'), ('ru', 'Russian'), ('en', 'English')], max_length=2),
        ),
        migrations.AddField(
            model_name='adoption',
            name='language',
            field=models.CharField(blank=True, choices=[('kk', 'Kazakh'), ('ru', 'Russian'), ('en', 'English')], max_length=2),
        ),
        migrations.AddField(
            model_name='legaltarget',
            name='law',
            field=models.CharField(blank=True, max_length=500),
        ),
        migrations.AddConstraint(
            model_name='legaltarget',
            constraint=models.UniqueConstraint(fields=('recommendation', 'act', 'law', 'element'), name='one_target_an_element'),
        ),
    ]
