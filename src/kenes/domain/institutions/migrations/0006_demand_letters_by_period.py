from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('institutions', '0005_seat_calls'),
    ]

    operations = [
        migrations.AddField(
            model_name='procedure',
            name='demand_months',
            field=models.PositiveSmallIntegerField(default=0),
        ),
    ]
