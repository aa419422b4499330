"""What marks an uploaded file that is given back: where remarks stand, so that they are not read when it returns."""

REMARKS_SHEET = "ข้อสังเกต"
REMARKS_COLUMN = "ข้อสังเกต"
