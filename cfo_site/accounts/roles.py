"""The database's roles: what the serving role is granted, and the refusal to serve as one with more."""

from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DEFAULT_DB_ALIAS, connection, connections

from cfo_site.accounts.operations import GUARD


def grant_to_app(sender: AppConfig, using: str = DEFAULT_DB_ALIAS, **_: Any) -> None:  # noqa: ARG001  # a signal has one
    """Grant the serving role what it needs and no more; run after each migration, as the owner.

    Append-only tables are told by their trigger: there it may only SELECT and INSERT.
    """
    database = connections[using]
    role = database.ops.quote_name(settings.APP_ROLE)
    with database.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname, EXISTS (SELECT FROM pg_trigger t WHERE t.tgrelid = c.oid AND t.tgname = %s) "
            "FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') "
            "AND pg_get_userbyid(c.relowner) = current_user AND c.relname <> 'django_migrations'",
            [f"{GUARD}_table"],
        )
        for table, append_only in cursor.fetchall():
            name = database.ops.quote_name(table)
            rights = "SELECT, INSERT" if append_only else "SELECT, INSERT, UPDATE, DELETE"
            cursor.execute(f"REVOKE ALL ON {name} FROM {role}")
            cursor.execute(f"GRANT {rights} ON {name} TO {role}")
        cursor.execute(f"GRANT SELECT ON django_migrations TO {role}")
        cursor.execute(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {role}")


def powers() -> list[str]:
    """Return what the connected role can do that row security would not survive; empty is good."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolname, rolsuper, rolbypassrls, "
            "EXISTS (SELECT FROM pg_class WHERE relowner = pg_roles.oid AND relnamespace = 'public'::regnamespace), "
            "EXISTS (SELECT FROM pg_class c, pg_roles o WHERE o.oid = c.relowner AND o.oid <> pg_roles.oid "
            "AND c.relnamespace = 'public'::regnamespace AND pg_has_role(session_user, o.oid, 'MEMBER')) "
            "FROM pg_roles WHERE rolname = current_user"
        )
        _, superuser, bypass, owns, may_become_owner = cursor.fetchone()
    found = [
        (superuser, "is a superuser"),
        (bypass, "has BYPASSRLS"),
        (owns, "owns tables"),
        (may_become_owner and not settings.TESTING, "may become the tables' owner"),
    ]
    return [power for has, power in found if has]


def refuse_to_serve_with_power() -> None:
    """Raise ImproperlyConfigured if the serving role could see past row security."""
    if found := powers():
        message = (
            f"The database role of DATABASE_URL {' and '.join(found)}: row security would not hold. "
            "Serve as a role with neither (deploy/roles.sql makes it) and keep the owner in DATABASE_OWNER_URL."
        )
        raise ImproperlyConfigured(message)
