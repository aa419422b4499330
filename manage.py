#!/usr/bin/env python3
"""Django's command line, with the embedded database brought up when no other is named."""

import os
import sys
from pathlib import Path


def main() -> None:
    """Run one management command."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cfo_site.settings")
    from cfo_site import embedded

    embedded.export_environment(Path(__file__).resolve().parent)
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
