import uuid

from django.db import models


class Hold(models.Model):
    """A slot kept for ten minutes while somebody fills in the form. Known by a random key in their form."""

    key = models.UUIDField(default=uuid.uuid4, unique=True)
    expires_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return str(self.key)
