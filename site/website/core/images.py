"""Uploaded images are made anew before they are stored, so that no position or other metadata stays in them."""

import io
import warnings
from pathlib import PurePath
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from .slugs import norwegian_slug

ACCEPTED = ("JPEG", "PNG", "WEBP", "AVIF")
MAX_PIXELS = 50_000_000
UNREADABLE = _("Filen kan ikke leses som et bilde. Bruk JPEG, PNG eller WebP.")
BROKEN = (OSError, ValueError, SyntaxError)  # what Pillow says of damaged files, and of sides too long for WebP

Image.MAX_IMAGE_PIXELS = MAX_PIXELS  # wherever a picture is opened
warnings.simplefilter("error", Image.DecompressionBombWarning)


def cleaned_image(upload: Any) -> SimpleUploadedFile:
    """The picture alone, upright, as WebP. Raises ValidationError for what is not a picture we accept."""
    out = io.BytesIO()
    try:
        with Image.open(upload, formats=ACCEPTED) as image:
            if image.width * image.height * getattr(image, "n_frames", 1) > MAX_PIXELS:
                raise ValidationError(_("Bildet er for stort. Bruk et med færre enn 50 millioner piksler."))
            upright = ImageOps.exif_transpose(image)
            plain = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
            plain.info.clear()
            plain.save(out, "WEBP", quality=85)
    except (*BROKEN, Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise ValidationError(UNREADABLE) from error
    name = f"{norwegian_slug(PurePath(upload.name).stem) or 'bilde'}.webp"
    return SimpleUploadedFile(name, out.getvalue(), "image/webp")


class PictureField(WagtailImageField):
    """Wagtail's checks of name, kind and size; then the cleaned picture, and the upload is thrown away."""

    def to_python(self, data: Any) -> Any:
        try:
            checked = super().to_python(data)
        except OSError as error:  # a file that ends too early gets past Wagtail's own check
            raise ValidationError(UNREADABLE) from error
        return cleaned_image(checked) if checked else checked


class CleanImageForm(BaseImageForm):
    """Wagtail's image form."""

    file = PictureField(label=_("Fil"), widget=BaseImageForm.Meta.widgets["file"])
