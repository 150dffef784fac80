"""What the demo newsroom made, so that one command can take it away again."""

from django.contrib.contenttypes.models import ContentType
from django.db import models


class DemoRow(models.Model):
    content_type = models.ForeignKey(ContentType, models.CASCADE)
    object_id = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["content_type", "object_id"], name="demo_row_once")]

    def __str__(self) -> str:
        return f"{self.content_type.model} {self.object_id}"
