import linli.base.ids
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Attachment',
            fields=[
                ('id', models.UUIDField(default=linli.base.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('division_code', models.CharField(db_index=True, max_length=12, verbose_name='区划代码')),
                ('name', models.CharField(max_length=200, verbose_name='文件名')),
                ('media_type', models.CharField(max_length=100, verbose_name='类型')),
                ('size', models.PositiveBigIntegerField(verbose_name='大小')),
                ('sha256', models.CharField(db_index=True, max_length=64)),
                ('created_at', models.DateTimeField(verbose_name='上传时间')),
                ('post_id', models.UUIDField(null=True)),
            ],
            options={
                'verbose_name': '附件',
                'constraints': [models.CheckConstraint(condition=models.Q(('size__gt', 0)), name='attachment_is_not_empty'), models.CheckConstraint(condition=models.Q(('sha256__regex', '^[0-9a-f]{64}$')), name='attachment_sha256_is_a_digest')],
            },
        ),
    ]
