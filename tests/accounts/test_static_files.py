"""Static files as a server serves them: what a module imports is named by its content as well."""

import re

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.test import override_settings

from cfo_site.storage import HashedFiles

IMPORT = re.compile(r"""(?:from|import)\s*["'](\.[^"']+)["']""")


def test_every_import_of_a_module_names_a_file_by_its_content(tmp_path):
    with override_settings(STATIC_ROOT=str(tmp_path), DEBUG=False):
        storage = HashedFiles(location=str(tmp_path), base_url=settings.STATIC_URL)
        found = {}
        for finder in get_finders():
            for name, source in finder.list([]):
                found[name] = (source, name)
                with source.open(name) as content:
                    storage.save(name, content)
        processed = list(storage.post_process(found))
        assert not [each for each in processed if isinstance(each[2], Exception)]
    modules = [path for path in (tmp_path / "js").rglob("*.js") if re.search(r"\.[0-9a-f]{12}\.js$", path.name)]
    assert len(modules) >= len([name for name in found if name.startswith("js/")])
    imports = [(path, name) for path in modules for name in IMPORT.findall(path.read_text())]
    assert len(imports) > 10
    for path, name in imports:
        assert re.search(r"\.[0-9a-f]{12}\.js$", name), f"{path.name} imports {name}"
        assert (path.parent / name).resolve().exists(), f"{path.name} imports {name}"
