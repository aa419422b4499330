"""Reads files, each in a process of its own, and prints for each how it ended and its greatest memory in MB.

Run by test_malformed with `python -m tests.workbooks.memory FILE…`.
"""

import datetime as dt
import json
import os
import sys
from pathlib import Path


def main(paths):
    import django

    django.setup()
    from inventories.forms.workbooks.reading import Unreadable
    from inventories.forms.workbooks.upload import read_upload

    months = [dt.date(2025, month, 1) for month in range(1, 13)]
    told = {}
    for path in paths:
        child = os.fork()
        if child == 0:
            with Path(path).open("rb") as file:
                try:
                    read_upload(file, Path(path).name, months=months)
                except Unreadable:
                    os._exit(1)
                except BaseException:  # noqa: BLE001  a death is what this looks for
                    os._exit(2)
            os._exit(0)
        _pid, status, usage = os.wait4(child, 0)
        told[Path(path).stem] = {"ended": os.waitstatus_to_exitcode(status), "mb": usage.ru_maxrss // 1024}
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main(sys.argv[1:])
