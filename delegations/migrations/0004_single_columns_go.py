# The columns that 0003 has moved into rows of their own.

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('delegations', '0003_permits_and_costs'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='delegation',
            name='delegations_delegation_values_not_negative',
        ),
        migrations.RemoveField(
            model_name='delegation',
            name='cost_source',
        ),
        migrations.RemoveField(
            model_name='delegation',
            name='cost_vnd',
        ),
        migrations.RemoveField(
            model_name='delegation',
            name='permit_issuer',
        ),
        migrations.RemoveField(
            model_name='delegation',
            name='permit_number',
        ),
        migrations.RemoveField(
            model_name='delegation',
            name='permit_on',
        ),
        migrations.RemoveField(
            model_name='historicaldelegation',
            name='cost_source',
        ),
        migrations.RemoveField(
            model_name='historicaldelegation',
            name='cost_vnd',
        ),
        migrations.RemoveField(
            model_name='historicaldelegation',
            name='permit_issuer',
        ),
        migrations.RemoveField(
            model_name='historicaldelegation',
            name='permit_number',
        ),
        migrations.RemoveField(
            model_name='historicaldelegation',
            name='permit_on',
        ),
        migrations.AddConstraint(
            model_name='delegation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('medicine_vnd', None), ('medicine_vnd__gte', 0), _connector='OR'), models.Q(('works_vnd', None), ('works_vnd__gte', 0), _connector='OR')), name='delegations_delegation_values_not_negative'),
        ),
    ]
