/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-server-config.h"

#include <glib/gstdio.h>
#include <string.h>

#define KEY "0123456789abcdef0123456789ABCDEF-_0123456789"

typedef struct
{
  char *folder;
  char *key_file;
  PortailProblems *problems;
  PortailServerConfig *config;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  fixture->folder = g_dir_make_tmp ("portail-config-XXXXXX", NULL);
  fixture->key_file = g_build_filename (fixture->folder, "server.conf", NULL);
  fixture->problems = portail_problems_new ();
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GDir) folder = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->key_file);
  g_ptr_array_unref (fixture->problems);
  portail_server_config_free (fixture->config);
}

static char *
write_file (Fixture *fixture, const char *name, const char *text)
{
  char *path = g_build_filename (fixture->folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return path;
}

static void
write_keys (Fixture *fixture, const char *lines)
{
  g_autofree char *text = g_strconcat ("[server]\n", lines, NULL);
  g_autofree char *path = write_file (fixture, "server.conf", text);
}

/* @variables: NAME=value, NULL-terminated. */
static gboolean
load (Fixture *fixture, const char *const *variables)
{
  g_ptr_array_set_size (fixture->problems, 0);
  g_clear_pointer (&fixture->config, portail_server_config_free);
  fixture->config = portail_server_config_load (fixture->key_file, variables, fixture->problems);
  g_assert_true ((fixture->config != NULL) == (fixture->problems->len == 0));
  return fixture->config != NULL;
}

static gboolean
load_one (Fixture *fixture, const char *variable)
{
  return load (fixture, (const char *const[]){ variable, NULL });
}

static const char *
get_text (Fixture *fixture, PortailConfigSetting setting)
{
  return portail_server_config_get_text (fixture->config, setting);
}

static void
test_defaults (Fixture *fixture, gconstpointer unused)
{
  g_assert_true (load_one (fixture, "STATE_DIRECTORY=/var/lib/portail"));
  g_assert_cmpstr (portail_server_config_get_sqlite_path (fixture->config), ==,
                   "/var/lib/portail/portail.db");
  g_assert_cmpstr (get_text (fixture, PORTAIL_SETTING_BLOB_DIR), ==, "/var/lib/portail/blobs");
  g_assert_cmpint (portail_server_config_get_number (fixture->config, PORTAIL_SETTING_BLOB_QUOTA),
                   ==, G_GINT64_CONSTANT (2147483648));
  g_assert_cmpstr (get_text (fixture, PORTAIL_SETTING_API_HOST), ==, "127.0.0.1");
  g_assert_cmpint (portail_server_config_get_number (fixture->config, PORTAIL_SETTING_API_PORT), ==,
                   8000);
  g_assert_cmpuint (portail_server_config_get_token_seconds (fixture->config), ==, 15 * 60);
  g_assert_cmpstr (get_text (fixture, PORTAIL_SETTING_DISCORD_REDIRECT_URI), ==,
                   "http://127.0.0.1:8000/auth/discord/callback");
  g_assert_null (get_text (fixture, PORTAIL_SETTING_METRICS_LISTEN));
  g_assert_null (*portail_server_config_get_list (fixture->config, PORTAIL_SETTING_CORS_ORIGINS));
  g_assert_false (
      portail_server_config_is_on (fixture->config, PORTAIL_SETTING_DISCORD_ALLOW_STATELESS));
  g_assert_cmpint (portail_server_config_get_log_level (fixture->config), ==, PORTAIL_LOG_INFO);
}

static void
test_precedence (Fixture *fixture, gconstpointer unused)
{
  write_keys (fixture, "API_PORT=9001\nLOG_LEVEL=debug\nPUBLIC_URL=\n");
  g_assert_true (load_one (fixture, "API_PORT=9002"));
  g_assert_cmpint (portail_server_config_get_number (fixture->config, PORTAIL_SETTING_API_PORT), ==,
                   9002);
  g_assert_cmpint (portail_server_config_get_log_level (fixture->config), ==, PORTAIL_LOG_DEBUG);
  g_assert_cmpstr (get_text (fixture, PORTAIL_SETTING_PUBLIC_URL), ==, "http://127.0.0.1:8000");
  g_assert_true (load_one (fixture, "API_PORT="));
  g_assert_cmpint (portail_server_config_get_number (fixture->config, PORTAIL_SETTING_API_PORT), ==,
                   9001);
}

static void
test_unknown_key (Fixture *fixture, gconstpointer unused)
{
  write_keys (fixture, "API_PROT=9001\nAPI_HOST_FILE=/x\n[serer]\nAPI_PORT=1\n");
  g_assert_false (load_one (fixture, NULL));
  g_assert_cmpuint (fixture->problems->len, ==, 3);
  g_assert_cmpstr (portail_problems_get (fixture->problems, 0)->field, ==, "serer");
  g_assert_cmpstr (portail_problems_get (fixture->problems, 1)->field, ==, "API_PROT");
  g_assert_cmpstr (portail_problems_get (fixture->problems, 2)->field, ==, "API_HOST_FILE");
}

static void
test_broken_key_file (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *path = write_file (fixture, "server.conf", "API_PORT 8000\n");

  g_assert_false (load_one (fixture, NULL));
}

static const char *const bad[] = {
  "API_PORT=65536",
  "API_PORT=-1",
  "API_PORT=80 ",
  "API_PORT=0x50",
  "API_HOST=example.org",
  "API_HOST=0.0.0.0",
  "API_HOST=::",
  "API_HOST=192.168.1.2",
  "API_ALLOW_PUBLIC=yes",
  "PUBLIC_URL=portail.example.org",
  "PUBLIC_URL=https://x/path",
  "PUBLIC_URL=ftp://x",
  "DATABASE_URL=portail.db",
  "DATABASE_URL=sqlite:///",
  "DATABASE_URL=postgresql://x/y",
  "JWT_SECRET_KEY=short",
  "JWT_SECRET_KEY=0123456789abcdef0123456789abcdef",
  "JWT_SECRET_KEY=your-secret-key-change-in-production",
  "JWT_ALGORITHM=none",
  "JWT_ALGORITHM=HS512",
  "JWT_EXPIRATION_MINUTES=0",
  "JWT_EXPIRATION_HOURS=25",
  "DISCORD_API_BASE=http://discord.com/api",
  "DISCORD_ALLOW_STATELESS=true",
  "LOCAL_LOGIN=on",
  "CORS_ORIGINS=*",
  "CORS_ORIGINS=https://a.example, *",
  "CORS_ORIGINS=https://*.example",
  "CORS_ORIGINS=null",
  "CORS_ORIGINS=https://a.example/",
  "SUPERADMIN_DISCORD_IDS=1234",
  "SUPERADMIN_DISCORD_IDS=123456789012345678,moi",
  "MAX_FILE_SIZE=0",
  "MAX_FILE_SIZE=10M",
  "SMTP_URL=https://mail",
  "SMTP_URL=smtp://",
  "SMTP_URL=smtp://user:pass@",
  "SMTP_URL=smtp://mail/path",
  "SMTP_URL=smtp://mail?option=1",
  "ALERT_EMAIL=nobody",
  "ALERT_EMAIL=a@example.org\r\nBcc: b@example.org",
  "ALERT_EMAIL=a@example.org, b@example.org",
  "ALERT_WEBHOOK_URL=http://discord.com/hook",
  "TRUSTED_PROXIES=10.0.0.0/40",
  "TRUSTED_PROXIES=10.0.0.0/99999999999999999999",
  "METRICS_LISTEN=9100",
  "METRICS_LISTEN=0.0.0.0:9100",
  "LOG_LEVEL=loud",
  "THREADS=65",
};

static void
test_bad_values (Fixture *fixture, gconstpointer unused)
{
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autofree char *name = g_strndup (bad[i], strcspn (bad[i], "="));

      if (load_one (fixture, bad[i]))
        g_error ("%s is accepted", bad[i]);
      g_assert_cmpstr (portail_problems_get (fixture->problems, 0)->field, ==, name);
      g_assert_true (g_str_has_prefix (portail_problems_get (fixture->problems, 0)->detail, name));
    }
}

static void
test_good_values (Fixture *fixture, gconstpointer unused)
{
  static const char *const good[] = {
    "API_HOST=localhost",
    "API_HOST=::1",
    "API_HOST=127.0.0.2",
    "PUBLIC_URL=https://portail.example.org",
    "DATABASE_URL=mysql://user:pa%40ss@db:3306/portail",
    "DATABASE_URL=mysql+pymysql://user:pass@db/portail",
    "DATABASE_URL=mysql://user@localhost/portail?unix_socket=/run/mysqld/mysqld.sock",
    "JWT_SECRET_KEY=" KEY,
    "JWT_ALGORITHM=HS256",
    "DISCORD_API_BASE=http://127.0.0.1:9999/api",
    "DISCORD_API_BASE=http://localhost:9999/api",
    "CORS_ORIGINS=https://a.example,http://localhost:5173",
    "SUPERADMIN_DISCORD_IDS=123456789012345678, 12345678901234567890",
    "SMTP_URL=smtps://user:pass@mail:465",
    "SMTP_URL=smtp://user%40example.org:p%3Aass@mail.example.org:587/",
    "ALERT_EMAIL=staff@example.org",
    "TRUSTED_PROXIES=10.0.0.0/8,::1",
    "METRICS_LISTEN=127.0.0.1:9100",
    "METRICS_LISTEN=[::1]:9100",
    "SOMETHING_ELSE=1",
    "DISCORD_GUILD_ID=1",
  };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    if (!load_one (fixture, good[i]))
      g_error ("%s", portail_problems_get (fixture->problems, 0)->detail);
}

static void
test_localhost (Fixture *fixture, gconstpointer unused)
{
  g_assert_true (load_one (fixture, "API_HOST=localhost"));
  g_assert_cmpstr (get_text (fixture, PORTAIL_SETTING_API_HOST), ==, "127.0.0.1");
}

static void
test_public (Fixture *fixture, gconstpointer unused)
{
  g_assert_true (load (fixture, (const char *const[]){ "API_HOST=0.0.0.0", "API_ALLOW_PUBLIC=1",
                                                       "METRICS_LISTEN=10.0.0.1:9100", NULL }));
}

static void
test_old_urls (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *here = g_canonicalize_filename ("portal.db", NULL);
  const struct
  {
    const char *variable;
    const char *path;
  } cases[] = {
    { "DATABASE_URL=sqlite:///./portal.db", here },
    { "DATABASE_URL=sqlite:///portal.db", here },
    { "DATABASE_URL=sqlite:////srv/portal.db", "/srv/portal.db" },
    { "DATABASE_URL=sqlite:///srv/portal.db", "/srv/portal.db" },
    { "DATABASE_URL=mysql://u:p@h/d", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_true (load_one (fixture, cases[i].variable));
      g_assert_cmpstr (portail_server_config_get_sqlite_path (fixture->config), ==, cases[i].path);
    }
}

static void
test_expiration (Fixture *fixture, gconstpointer unused)
{
  g_assert_true (load_one (fixture, "JWT_EXPIRATION_HOURS=24"));
  g_assert_cmpuint (portail_server_config_get_token_seconds (fixture->config), ==, 24 * 3600);
  g_assert_true (load (fixture, (const char *const[]){ "JWT_EXPIRATION_HOURS=24",
                                                       "JWT_EXPIRATION_MINUTES=5", NULL }));
  g_assert_cmpuint (portail_server_config_get_token_seconds (fixture->config), ==, 300);
}

static void
test_secret_files (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *path = write_file (fixture, "JWT_SECRET_KEY", KEY "\n");
  g_autofree char *variable = g_strconcat ("JWT_SECRET_KEY_FILE=", path, NULL);
  g_autofree char *folder = g_strconcat ("CREDENTIALS_DIRECTORY=", fixture->folder, NULL);
  g_autofree char *key = g_strconcat ("JWT_SECRET_KEY_FILE=", path, "\n", NULL);

  g_assert_true (load_one (fixture, variable));
  g_assert_cmpstr (get_text (fixture, PORTAIL_SETTING_JWT_SECRET_KEY), ==, KEY);
  g_assert_true (load_one (fixture, folder));
  g_assert_cmpstr (get_text (fixture, PORTAIL_SETTING_JWT_SECRET_KEY), ==, KEY);
  write_keys (fixture, key);
  g_assert_true (load_one (fixture, NULL));
  g_assert_cmpstr (get_text (fixture, PORTAIL_SETTING_JWT_SECRET_KEY), ==, KEY);
  g_assert_false (load (fixture, (const char *const[]){ variable, "JWT_SECRET_KEY=" KEY, NULL }));
  g_assert_false (load_one (fixture, "JWT_SECRET_KEY_FILE=/nowhere"));
  g_assert_cmpstr (portail_problems_get (fixture->problems, 0)->field, ==, "JWT_SECRET_KEY");
}

static void
test_serve_needs_key (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *secret = portail_server_config_new_secret ();
  g_autofree char *variable = g_strconcat ("JWT_SECRET_KEY=", secret, NULL);

  g_assert_true (load_one (fixture, NULL));
  g_assert_false (portail_server_config_check_serve (fixture->config, fixture->problems));
  g_assert_cmpstr (portail_problems_get (fixture->problems, 0)->field, ==, "JWT_SECRET_KEY");
  g_assert_true (load_one (fixture, variable));
  g_assert_true (portail_server_config_check_serve (fixture->config, fixture->problems));
}

static void
test_discord_pair (Fixture *fixture, gconstpointer unused)
{
  g_assert_false (load_one (fixture, "DISCORD_CLIENT_ID=123456789012345678"));
  g_assert_cmpstr (portail_problems_get (fixture->problems, 0)->field, ==, "DISCORD_CLIENT_SECRET");
  g_assert_true (load (fixture, (const char *const[]){ "DISCORD_CLIENT_ID=123456789012345678",
                                                       "DISCORD_CLIENT_SECRET=abc", NULL }));
}

static void
test_secrets_stay_secret (Fixture *fixture, gconstpointer unused)
{
  const char *const variables[] = { "JWT_SECRET_KEY=" KEY,
                                    "DATABASE_URL=mysql://user:hunter2@db/portail",
                                    "SMTP_URL=smtp://user:hunter2@mail",
                                    "ALERT_WEBHOOK_URL=https://x/hunter2",
                                    "DISCORD_BOT_TOKEN=hunter2",
                                    "API_PORT=8001",
                                    NULL };
  g_autofree char *text = NULL;

  g_assert_true (load (fixture, variables));
  text = portail_server_config_describe (fixture->config);
  g_assert_null (strstr (text, "hunter2"));
  g_assert_null (strstr (text, KEY));
  g_assert_nonnull (strstr (text, "API_PORT=8001"));
  g_assert_nonnull (strstr (text, "JWT_SECRET_KEY=("));
  g_assert_false (load_one (fixture, "DATABASE_URL=mssql://user:hunter2@db/portail"));
  g_assert_null (strstr (portail_problems_get (fixture->problems, 0)->detail, "hunter2"));
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/server-config/everything-has-a-default", test_defaults);
  ADD ("/server-config/the-environment-wins-over-the-key-file", test_precedence);
  ADD ("/server-config/an-unknown-key-is-named", test_unknown_key);
  ADD ("/server-config/a-broken-key-file-is-refused", test_broken_key_file);
  ADD ("/server-config/a-bad-value-is-named", test_bad_values);
  ADD ("/server-config/good-values-are-taken", test_good_values);
  ADD ("/server-config/localhost-is-an-address", test_localhost);
  ADD ("/server-config/a-public-address-must-be-meant", test_public);
  ADD ("/server-config/database-urls-of-the-old-portal-are-read", test_old_urls);
  ADD ("/server-config/minutes-win-over-hours", test_expiration);
  ADD ("/server-config/secrets-may-come-from-files", test_secret_files);
  ADD ("/server-config/serving-needs-a-signing-key", test_serve_needs_key);
  ADD ("/server-config/discord-needs-both-its-id-and-its-secret", test_discord_pair);
  ADD ("/server-config/secrets-are-never-shown", test_secrets_stay_secret);
  return g_test_run ();
}
