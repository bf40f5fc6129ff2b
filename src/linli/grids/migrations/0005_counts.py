import django.db.models.deletion
from django.db import migrations, models

import linli.base.ids
from linli.grids.triggers import install_counts, remove_counts


class Migration(migrations.Migration):

    dependencies = [
        ('grids', '0004_plan_state'),
    ]

    operations = [
        migrations.CreateModel(
            name='TermStart',
            fields=[
                ('term', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='start', serialize=False, to='grids.planterm', verbose_name='方案施行')),
                ('homes', models.PositiveIntegerField(verbose_name='换了网格的住房')),
                ('started_at', models.DateTimeField(verbose_name='办理时间')),
            ],
            options={
                'verbose_name': '方案起始',
            },
        ),
        migrations.CreateModel(
            name='DayCount',
            fields=[
                ('id', models.UUIDField(default=linli.base.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('district', models.CharField(max_length=6)),
                ('community', models.CharField(max_length=12, verbose_name='社区')),
                ('day', models.DateField(verbose_name='日期')),
                ('homes', models.PositiveIntegerField(verbose_name='住房')),
                ('households', models.PositiveIntegerField(verbose_name='户数')),
                ('people', models.PositiveIntegerField(verbose_name='人数')),
                ('content', models.BinaryField()),
                ('counted_at', models.DateTimeField(verbose_name='清点时间')),
                ('counted_by', models.CharField(max_length=200, verbose_name='清点岗位')),
                ('ground', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='grids.ground')),
            ],
            options={
                'verbose_name': '某日清点',
                'ordering': ['community', '-day'],
                'constraints': [models.UniqueConstraint(fields=('community', 'day'), name='community_counted_once_a_day')],
            },
        ),
        migrations.CreateModel(
            name='HomesCorrection',
            fields=[
                ('id', models.UUIDField(default=linli.base.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('building', models.PositiveIntegerField(verbose_name='楼栋')),
                ('unit', models.PositiveIntegerField(verbose_name='单元')),
                ('was', models.PositiveIntegerField(verbose_name='原户数')),
                ('homes', models.PositiveIntegerField(verbose_name='更正后户数')),
                ('reason', models.CharField(max_length=200, verbose_name='理由')),
                ('corrected_at', models.DateTimeField(verbose_name='更正时间')),
                ('corrected_by', models.CharField(max_length=200, verbose_name='更正岗位')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='grids.gridplan')),
            ],
            options={
                'verbose_name': '户数更正',
                'ordering': ['corrected_at', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='homes_correction_says_why'), models.CheckConstraint(condition=models.Q(('homes', models.F('was')), _negated=True), name='homes_correction_corrects')],
            },
        ),
        migrations.RunPython(install_counts, remove_counts),
    ]
