"""Whoever has told pip where packages come from need not tell uv."""

from bringup import registry

LISTING = """\
:env:.find-links='/from/environment'
global.extra-index-url='file:///first/simple file:///second/simple'
global.find-links='/from/file'
global.index-url='https://weaker.example/simple'
install.index-url='https://mirror.example/simple'
install.cert='/etc/ssl/own.pem'
freeze.timeout='1'
a line that is no setting
"""


def test_pips_sections_are_read_as_pip_ranks_them():
    assert registry.pip_settings(LISTING) == {
        "find-links": "/from/environment",
        "extra-index-url": "file:///first/simple file:///second/simple",
        "index-url": "https://mirror.example/simple",
        "cert": "/etc/ssl/own.pem",
    }


def test_settings_become_uvs_variables():
    told = registry.as_uv(registry.pip_settings(LISTING), {})
    assert told["UV_DEFAULT_INDEX"] == "https://mirror.example/simple"
    assert told["UV_INDEX"] == "file:///first/simple file:///second/simple"
    assert told["UV_FIND_LINKS"] == "/from/environment"
    assert told["SSL_CERT_FILE"] == "/etc/ssl/own.pem"
    assert told["UV_INDEX_STRATEGY"] == "unsafe-best-match"
    assert told["UV_PYTHON_DOWNLOADS"] == "never"


def test_several_places_of_wheels_are_separated_as_uv_wants_it():
    assert registry.as_uv({"find-links": "/a\n/b"}, {})["UV_FIND_LINKS"] == "/a,/b"


def test_a_proxy_serves_both_kinds_of_address():
    told = registry.as_uv({"proxy": "http://proxy.example:3128"}, {})
    assert told["HTTP_PROXY"] == told["HTTPS_PROXY"] == "http://proxy.example:3128"


def test_what_uv_was_told_itself_stands():
    environment = {"UV_DEFAULT_INDEX": "https://own.example/simple", "HOME": "/home/somsri"}
    told = registry.as_uv({"index-url": "https://mirror.example/simple"}, environment)
    assert told["UV_DEFAULT_INDEX"] == "https://own.example/simple"
    assert told["HOME"] == "/home/somsri"


def test_without_settings_nothing_is_said_about_the_index():
    assert not {"UV_DEFAULT_INDEX", "UV_INDEX", "UV_FIND_LINKS"} & set(registry.as_uv({}, {}))
    assert registry.uv_arguments({}) == []


def test_no_index_is_an_argument():
    assert registry.uv_arguments({"no-index": "true"}) == ["--no-index"]
