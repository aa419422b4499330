-- For the administrator of a PostgreSQL server (15 or newer) that the application is to use: the two roles and the
-- database. Once, as a superuser, with two passwords of your own:
--
--   psql -v app_password=... -v owner_password=... -d postgres -f deploy/roles.sql
--
-- then in the application's environment (or .env):
--
--   DATABASE_URL=postgresql://cfo_app:...@server/cfo            serves; may neither make tables nor pass row security
--   DATABASE_OWNER_URL=postgresql://cfo_owner:...@server/cfo    migrates; CREATEDB is for the test database
--
-- The embedded server is set up alike by cfo_site/cluster.py.
\set ON_ERROR_STOP on
SELECT current_setting('server_version_num')::int >= 150000 AS new_enough \gset
\if :new_enough
\else
    \warn 'PostgreSQL 15 or newer is needed.'
    \quit
\endif

CREATE ROLE cfo_app LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD :'app_password';
CREATE ROLE cfo_owner LOGIN CREATEDB NOSUPERUSER NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD :'owner_password';
GRANT cfo_app TO cfo_owner;  -- the tests step down with SET ROLE
CREATE DATABASE cfo OWNER cfo_owner TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8';
REVOKE ALL ON DATABASE cfo FROM PUBLIC;
GRANT CONNECT ON DATABASE cfo TO cfo_app;

\connect cfo
ALTER SCHEMA public OWNER TO cfo_owner;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO cfo_app;
