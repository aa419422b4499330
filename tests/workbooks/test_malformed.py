"""Whatever is uploaded: a refusal that says what is wrong and how to mend it, or a right reading; within bounds."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings

from inventories.forms.workbooks import refusals
from inventories.forms.workbooks.reading import Unreadable
from tests.workbooks.malformed import MALFORMED
from tests.workbooks.packages import plain_sheet, workbook

MOST_MB = 300


@pytest.mark.parametrize("upload", MALFORMED, ids=lambda upload: upload.name)
def test_a_malformed_upload_is_refused_with_a_way_out_or_read_rightly(upload, read):
    if not upload.refused:
        assert upload.reads(read(upload.make()))
        return
    with pytest.raises(Unreadable) as refusal:
        read(upload.make())
    assert refusal.value.rule == upload.refused
    assert refusal.value.sentence
    assert refusal.value.remedy
    assert "%(" not in refusal.value.sentence + refusal.value.remedy


def test_the_same_file_made_well_is_read(read):
    reading = read(workbook(plain_sheet()))
    assert [(found.cell, str(found.amount)) for found in reading.found] == [("C3", "120.5"), ("D3", "99")]
    assert not reading.faults


def test_there_are_at_least_forty_and_every_refusal_is_met():
    names = [upload.name for upload in MALFORMED]
    assert len(names) == len(set(names)) >= 40
    assert {upload.refused for upload in MALFORMED if upload.refused} == set(refusals.REFUSALS)


def test_none_of_them_takes_much_memory_or_kills_its_process(tmp_path):
    paths = []
    for upload in MALFORMED:
        path = tmp_path / f"{upload.name}.csv"
        path.write_bytes(upload.make())
        paths.append(str(path))
    command = [sys.executable, "-m", "tests.workbooks.memory", *paths]
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "cfo_site.settings"}
    ran = subprocess.run(command, cwd=settings.BASE_DIR, env=environment, capture_output=True, check=True)
    told = json.loads(ran.stdout)
    assert {name: each["ended"] for name, each in told.items()} == {
        upload.name: int(bool(upload.refused)) for upload in MALFORMED
    }
    assert {name: each["mb"] for name, each in told.items() if each["mb"] >= MOST_MB} == {}
