/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-server-config.h"

#include <string.h>
#include <sys/random.h>

#include "server/portail-setting-check.h"
#include "shared/portail-error.h"
#include "shared/portail-i18n.h"

#define GROUP           "server"
#define MAX_FILE_BYTES  (64 * 1024)
#define SECRET_BYTES    32
#define STATE_FOLDER    "portail-server"
#define DATABASE_NAME   "portail.db"
#define CALLBACK_PATH   "/auth/discord/callback"
#define SQLITE_SCHEME   "sqlite://"
#define DEFAULT_MINUTES 15

typedef enum
{
  TEXT,
  NUMBER,
  SWITCH,
  LIST,
} Kind;

typedef enum
{
  NO_FLAGS,
  SECRET,
} Flags;

typedef struct
{
  const char *name;
  Kind kind;
  Flags flags;
  const char *by_default;
  gint64 min; /* of a number */
  gint64 max;
  /* Of the text, or of each member of a list. Returns: what is wrong, translated, or NULL. */
  const char *(*check) (const char *text);
} Setting;

static const Setting settings[PORTAIL_N_SETTINGS] = {
  [PORTAIL_SETTING_DATABASE_URL] = { "DATABASE_URL", TEXT, SECRET,
                                     .check = portail_setting_check_database_url },
  [PORTAIL_SETTING_API_HOST] = { "API_HOST", TEXT, NO_FLAGS, "127.0.0.1",
                                 .check = portail_setting_check_address },
  [PORTAIL_SETTING_API_PORT] = { "API_PORT", NUMBER, NO_FLAGS, "8000", 0, 65535 },
  [PORTAIL_SETTING_API_ALLOW_PUBLIC] = { "API_ALLOW_PUBLIC", SWITCH, NO_FLAGS, "0" },
  [PORTAIL_SETTING_PUBLIC_URL] = { "PUBLIC_URL", TEXT, NO_FLAGS, "http://127.0.0.1:8000",
                                   .check = portail_setting_check_origin },
  [PORTAIL_SETTING_JWT_SECRET_KEY] = { "JWT_SECRET_KEY", TEXT, SECRET,
                                       .check = portail_setting_check_signing_key },
  [PORTAIL_SETTING_JWT_ALGORITHM] = { "JWT_ALGORITHM", TEXT, NO_FLAGS, "HS256",
                                      .check = portail_setting_check_algorithm },
  [PORTAIL_SETTING_JWT_EXPIRATION_MINUTES] = { "JWT_EXPIRATION_MINUTES", NUMBER, NO_FLAGS, NULL, 1,
                                               24 * 60 },
  [PORTAIL_SETTING_JWT_EXPIRATION_HOURS] = { "JWT_EXPIRATION_HOURS", NUMBER, NO_FLAGS, NULL, 1,
                                             24 },
  [PORTAIL_SETTING_DISCORD_CLIENT_ID] = { "DISCORD_CLIENT_ID", TEXT },
  [PORTAIL_SETTING_DISCORD_CLIENT_SECRET] = { "DISCORD_CLIENT_SECRET", TEXT, SECRET },
  [PORTAIL_SETTING_DISCORD_REDIRECT_URI] = { "DISCORD_REDIRECT_URI", TEXT, NO_FLAGS,
                                             .check = portail_setting_check_url },
  [PORTAIL_SETTING_DISCORD_BOT_TOKEN] = { "DISCORD_BOT_TOKEN", TEXT, SECRET },
  [PORTAIL_SETTING_DISCORD_API_BASE] = { "DISCORD_API_BASE", TEXT, NO_FLAGS,
                                         "https://discord.com/api/v10",
                                         .check = portail_setting_check_safe_url },
  [PORTAIL_SETTING_DISCORD_AUTHORIZE_URL] = { "DISCORD_AUTHORIZE_URL", TEXT, NO_FLAGS,
                                              "https://discord.com/oauth2/authorize",
                                              .check = portail_setting_check_safe_url },
  [PORTAIL_SETTING_DISCORD_CDN_BASE] = { "DISCORD_CDN_BASE", TEXT, NO_FLAGS,
                                         "https://cdn.discordapp.com",
                                         .check = portail_setting_check_safe_url },
  [PORTAIL_SETTING_DISCORD_ALLOW_STATELESS] = { "DISCORD_ALLOW_STATELESS", SWITCH, NO_FLAGS, "0" },
  [PORTAIL_SETTING_CORS_ORIGINS] = { "CORS_ORIGINS", LIST, NO_FLAGS,
                                     .check = portail_setting_check_cors_origin },
  [PORTAIL_SETTING_SUPERADMIN_DISCORD_IDS] = { "SUPERADMIN_DISCORD_IDS", LIST, NO_FLAGS,
                                               .check = portail_setting_check_discord_id },
  [PORTAIL_SETTING_LOCAL_LOGIN] = { "LOCAL_LOGIN", SWITCH, NO_FLAGS, "0" },
  [PORTAIL_SETTING_BLOB_DIR] = { "BLOB_DIR", TEXT },
  [PORTAIL_SETTING_MAX_FILE_SIZE] = { "MAX_FILE_SIZE", NUMBER, NO_FLAGS, "10485760", 1,
                                      G_GINT64_CONSTANT (1) << 30 },
  [PORTAIL_SETTING_BLOB_QUOTA] = { "BLOB_QUOTA", NUMBER, NO_FLAGS, "2147483648", 1,
                                   G_GINT64_CONSTANT (1) << 50 },
  [PORTAIL_SETTING_SMTP_URL] = { "SMTP_URL", TEXT, SECRET,
                                 .check = portail_setting_check_smtp_url },
  [PORTAIL_SETTING_ALERT_EMAIL] = { "ALERT_EMAIL", TEXT, NO_FLAGS,
                                    .check = portail_setting_check_email },
  [PORTAIL_SETTING_ALERT_WEBHOOK_URL] = { "ALERT_WEBHOOK_URL", TEXT, SECRET,
                                          .check = portail_setting_check_safe_url },
  [PORTAIL_SETTING_TRUSTED_PROXIES] = { "TRUSTED_PROXIES", LIST, NO_FLAGS, "127.0.0.1,::1",
                                        .check = portail_setting_check_network },
  [PORTAIL_SETTING_METRICS_LISTEN] = { "METRICS_LISTEN", TEXT, NO_FLAGS,
                                       .check = portail_setting_check_host_and_port },
  [PORTAIL_SETTING_LOG_LEVEL] = { "LOG_LEVEL", TEXT, NO_FLAGS, "info",
                                  .check = portail_setting_check_log_level },
  [PORTAIL_SETTING_THREADS] = { "THREADS", NUMBER, NO_FLAGS, "0", 0, 64 },
};

typedef struct
{
  char *text;
  const char *source; /* translated */
  char **list;
  gint64 number;
} Value;

struct _PortailServerConfig
{
  Value values[PORTAIL_N_SETTINGS];
  char *sqlite_path;
  GPtrArray *trusted_proxies;
};

typedef struct
{
  const char *const *environment;
  GKeyFile *key_file;
  PortailProblems *problems;
} Sources;

static void
add_problem (const Sources *sources, const char *name, const char *detail)
{
  portail_problems_add (sources->problems, name, "invalid", _ ("%s: %s"), name, detail);
}

static const char *
get_variable (const Sources *sources, const char *name)
{
  const char *value = g_environ_getenv ((char **) sources->environment, name);

  return value != NULL && *value != '\0' ? value : NULL;
}

static char *
dup_key (const Sources *sources, const char *name)
{
  g_autofree char *value = g_key_file_get_string (sources->key_file, GROUP, name, NULL);

  if (value == NULL || *g_strstrip (value) == '\0')
    return NULL;
  return g_steal_pointer (&value);
}

/* Without the line end that editors add. NULL with a problem. */
static char *
read_secret (const Sources *sources, const char *name, const char *path)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  if (!g_file_get_contents (path, &text, &length, &error))
    {
      add_problem (sources, name, error->message);
      return NULL;
    }
  if (length > MAX_FILE_BYTES || memchr (text, '\0', length) != NULL)
    {
      add_problem (sources, name, _ ("the file does not hold a secret"));
      return NULL;
    }
  g_strchomp (text);
  return g_steal_pointer (&text);
}

static char *
dup_credential (const Sources *sources, const char *name)
{
  const char *folder = get_variable (sources, "CREDENTIALS_DIRECTORY");
  g_autofree char *path = folder != NULL ? g_build_filename (folder, name, NULL) : NULL;

  if (path == NULL || !g_file_test (path, G_FILE_TEST_EXISTS))
    return NULL;
  return read_secret (sources, name, path);
}

/* @plain or the contents of the file @path, whichever is given; both are one too many. */
static char *
choose (const Sources *sources, const Setting *setting, const char *plain, const char *path)
{
  if (plain != NULL && path != NULL)
    add_problem (sources, setting->name, _ ("is given both itself and as a file"));
  if (plain != NULL)
    return g_strdup (plain);
  return path != NULL ? read_secret (sources, setting->name, path) : NULL;
}

static void
find_text (const Sources *sources, const Setting *setting, Value *value)
{
  gboolean is_secret = setting->flags == SECRET;
  g_autofree char *file_name = g_strconcat (setting->name, "_FILE", NULL);
  g_autofree char *key = dup_key (sources, setting->name);
  g_autofree char *key_path = is_secret ? dup_key (sources, file_name) : NULL;

  value->source = _ ("environment");
  value->text = choose (sources, setting, get_variable (sources, setting->name),
                        is_secret ? get_variable (sources, file_name) : NULL);
  if (value->text == NULL && is_secret)
    {
      value->source = _ ("credential");
      value->text = dup_credential (sources, setting->name);
    }
  if (value->text == NULL)
    {
      value->source = _ ("key file");
      value->text = choose (sources, setting, key, key_path);
    }
  if (value->text == NULL)
    {
      value->source = _ ("default");
      value->text = g_strdup (setting->by_default);
    }
}

static char **
split_list (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text != NULL ? text : "", ",", -1);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; parts[i] != NULL; i++)
    if (*g_strstrip (parts[i]) != '\0')
      g_strv_builder_add (builder, parts[i]);
  return g_strv_builder_end (builder);
}

static void
check_value (const Sources *sources, const Setting *setting, Value *value)
{
  const char *single[] = { value->text, NULL };
  const char *const *texts = setting->kind == LIST ? (const char *const *) value->list : single;

  for (guint i = 0; setting->check != NULL && texts[i] != NULL; i++)
    {
      const char *wrong = setting->check (texts[i]);

      if (wrong != NULL)
        add_problem (sources, setting->name, wrong);
    }
}

static void
parse_number (const Sources *sources, const Setting *setting, Value *value)
{
  gint64 min = setting->kind == SWITCH ? 0 : setting->min;
  gint64 max = setting->kind == SWITCH ? 1 : setting->max;

  if (g_ascii_string_to_signed (value->text, 10, min, max, &value->number, NULL))
    return;
  portail_problems_add (sources->problems, setting->name, "invalid",
                        _ ("%s: must be a whole number from %ld to %ld"), setting->name, (long) min,
                        (long) max);
}

static void
load_value (const Sources *sources, const Setting *setting, Value *value)
{
  find_text (sources, setting, value);
  if (setting->kind == LIST)
    value->list = split_list (value->text);
  else if (setting->kind != TEXT && value->text != NULL)
    parse_number (sources, setting, value);
  check_value (sources, setting, value);
}

static gboolean
is_known_key (const char *key)
{
  for (guint i = 0; i < PORTAIL_N_SETTINGS; i++)
    {
      gsize length = strlen (settings[i].name);

      if (g_str_equal (settings[i].name, key)
          || (settings[i].flags == SECRET && strncmp (key, settings[i].name, length) == 0
              && g_str_equal (key + length, "_FILE")))
        return TRUE;
    }
  return FALSE;
}

static void
check_names (const Sources *sources, const char *path)
{
  g_auto (GStrv) groups = g_key_file_get_groups (sources->key_file, NULL);
  g_auto (GStrv) keys = g_key_file_get_keys (sources->key_file, GROUP, NULL, NULL);

  for (guint i = 0; groups[i] != NULL; i++)
    if (!g_str_equal (groups[i], GROUP))
      portail_problems_add (sources->problems, groups[i], "unknown_key",
                            _ ("%s: [%s] is not a group of this file"), path, groups[i]);
  for (guint i = 0; keys != NULL && keys[i] != NULL; i++)
    if (!is_known_key (keys[i]))
      portail_problems_add (sources->problems, keys[i], "unknown_key",
                            _ ("%s: %s is not a setting"), path, keys[i]);
}

static void
read_key_file (const Sources *sources, const char *path)
{
  g_autoptr (GError) error = NULL;

  if (path == NULL || g_key_file_load_from_file (sources->key_file, path, G_KEY_FILE_NONE, &error))
    check_names (sources, path);
  else if (!g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    portail_problems_add (sources->problems, NULL, "invalid", "%s: %s", path, error->message);
}

/* systemd's StateDirectory=, or the user's own. */
static char *
dup_state_folder (const Sources *sources)
{
  const char *folder = get_variable (sources, "STATE_DIRECTORY");

  return folder != NULL ? g_strdup (folder)
                        : g_build_filename (g_get_user_state_dir (), STATE_FOLDER, NULL);
}

static void
give_default (PortailServerConfig *config, PortailConfigSetting setting, char *text)
{
  if (config->values[setting].text == NULL)
    config->values[setting].text = text;
  else
    g_free (text);
}

/* The defaults that follow from the machine or from another setting. */
static void
fill_defaults (PortailServerConfig *config, const Sources *sources)
{
  g_autofree char *folder = dup_state_folder (sources);
  const char *public_url = config->values[PORTAIL_SETTING_PUBLIC_URL].text;

  give_default (config, PORTAIL_SETTING_DATABASE_URL,
                g_strconcat (SQLITE_SCHEME, folder, "/" DATABASE_NAME, NULL));
  give_default (config, PORTAIL_SETTING_DISCORD_REDIRECT_URI,
                g_strconcat (public_url, CALLBACK_PATH, NULL));
}

/* TLS and rate limits are the reverse proxy's work, so being reachable from outside is a choice. */
static void
check_public (const PortailServerConfig *config,
              const Sources *sources,
              PortailConfigSetting setting)
{
  const char *text = config->values[setting].text;

  if (config->values[PORTAIL_SETTING_API_ALLOW_PUBLIC].number == 1 || text == NULL
      || portail_setting_is_loopback (text))
    return;
  add_problem (sources, settings[setting].name,
               _ ("an address that others can reach needs API_ALLOW_PUBLIC=1"));
}

static void
check_together (const PortailServerConfig *config, const Sources *sources)
{
  const Value *id = &config->values[PORTAIL_SETTING_DISCORD_CLIENT_ID];
  const Value *secret = &config->values[PORTAIL_SETTING_DISCORD_CLIENT_SECRET];

  check_public (config, sources, PORTAIL_SETTING_API_HOST);
  check_public (config, sources, PORTAIL_SETTING_METRICS_LISTEN);
  if ((id->text == NULL) != (secret->text == NULL))
    add_problem (sources,
                 settings[id->text == NULL ? PORTAIL_SETTING_DISCORD_CLIENT_ID
                                           : PORTAIL_SETTING_DISCORD_CLIENT_SECRET]
                     .name,
                 _ ("is missing, though its counterpart is given"));
}

/* The path of `sqlite:///path`. As the old portal wrote them, `sqlite:///./x` and `sqlite:///x.db`
 * are relative, `sqlite:////x` is absolute; nobody means a database in the root folder. */
static char *
parse_sqlite_url (const char *url)
{
  const char *path = url + strlen (SQLITE_SCHEME);

  path += strspn (path, "/");
  return g_str_has_prefix (path, "./") || strchr (path, '/') == NULL
             ? g_canonicalize_filename (path, NULL)
             : g_strconcat ("/", path, NULL);
}

/* Beside the database; in the state folder where that is another server's. */
static void
set_blob_folder (PortailServerConfig *config, const Sources *sources)
{
  Value *folder = &config->values[PORTAIL_SETTING_BLOB_DIR];
  g_autofree char *given = g_steal_pointer (&folder->text);
  g_autofree char *beside = config->sqlite_path != NULL ? g_path_get_dirname (config->sqlite_path)
                                                        : dup_state_folder (sources);

  folder->text = given != NULL ? g_canonicalize_filename (given, NULL)
                               : g_build_filename (beside, "blobs", NULL);
}

/* What needs no checking any more takes the form in which it is used. */
static void
interpret (PortailServerConfig *config, const Sources *sources)
{
  const char *url = config->values[PORTAIL_SETTING_DATABASE_URL].text;
  char **networks = config->values[PORTAIL_SETTING_TRUSTED_PROXIES].list;
  Value *host = &config->values[PORTAIL_SETTING_API_HOST];

  if (g_str_equal (host->text, "localhost"))
    {
      g_free (host->text);
      host->text = g_strdup ("127.0.0.1");
    }
  if (g_str_has_prefix (url, SQLITE_SCHEME))
    config->sqlite_path = parse_sqlite_url (url);
  set_blob_folder (config, sources);
  for (guint i = 0; networks[i] != NULL; i++)
    g_ptr_array_add (config->trusted_proxies,
                     g_inet_address_mask_new_from_string (networks[i], NULL));
}

PortailServerConfig *
portail_server_config_load (const char *key_file,
                            const char *const *environment,
                            PortailProblems *problems)
{
  g_autoptr (PortailServerConfig) config = g_new0 (PortailServerConfig, 1);
  g_autoptr (GKeyFile) keys = g_key_file_new ();
  Sources sources = { environment, keys, problems };
  guint n_before = problems->len;

  config->trusted_proxies = g_ptr_array_new_with_free_func (g_object_unref);
  read_key_file (&sources, key_file);
  for (guint i = 0; i < PORTAIL_N_SETTINGS; i++)
    load_value (&sources, &settings[i], &config->values[i]);
  fill_defaults (config, &sources);
  if (problems->len == n_before)
    check_together (config, &sources);
  if (problems->len > n_before)
    return NULL;
  interpret (config, &sources);
  return g_steal_pointer (&config);
}

void
portail_server_config_free (PortailServerConfig *config)
{
  if (config == NULL)
    return;
  for (guint i = 0; i < PORTAIL_N_SETTINGS; i++)
    {
      g_free (config->values[i].text);
      g_strfreev (config->values[i].list);
    }
  g_free (config->sqlite_path);
  g_ptr_array_unref (config->trusted_proxies);
  g_free (config);
}

gboolean
portail_server_config_check_serve (const PortailServerConfig *config, PortailProblems *problems)
{
  guint n_before = problems->len;

  if (config->values[PORTAIL_SETTING_JWT_SECRET_KEY].text == NULL)
    portail_problems_add (problems, "JWT_SECRET_KEY", "required",
                          _ ("%s: is missing; “portail-server configure” makes one"),
                          "JWT_SECRET_KEY");
  if (portail_server_config_get_sqlite_path (config) == NULL)
    portail_problems_add (problems, "DATABASE_URL", "invalid",
                          _ ("DATABASE_URL: this version stores in SQLite only"));
  return problems->len == n_before;
}

const char *
portail_server_config_get_text (const PortailServerConfig *config, PortailConfigSetting setting)
{
  return config->values[setting].text;
}

gint64
portail_server_config_get_number (const PortailServerConfig *config, PortailConfigSetting setting)
{
  return config->values[setting].number;
}

gboolean
portail_server_config_is_on (const PortailServerConfig *config, PortailConfigSetting setting)
{
  return config->values[setting].number == 1;
}

const char *const *
portail_server_config_get_list (const PortailServerConfig *config, PortailConfigSetting setting)
{
  return (const char *const *) config->values[setting].list;
}

guint
portail_server_config_get_token_seconds (const PortailServerConfig *config)
{
  gint64 minutes = config->values[PORTAIL_SETTING_JWT_EXPIRATION_MINUTES].number;
  gint64 hours = config->values[PORTAIL_SETTING_JWT_EXPIRATION_HOURS].number;

  if (minutes == 0)
    minutes = hours > 0 ? hours * 60 : DEFAULT_MINUTES;
  return (guint) minutes * 60;
}

const char *
portail_server_config_get_sqlite_path (const PortailServerConfig *config)
{
  return config->sqlite_path;
}

const GPtrArray *
portail_server_config_get_trusted_proxies (const PortailServerConfig *config)
{
  return config->trusted_proxies;
}

PortailLogLevel
portail_server_config_get_log_level (const PortailServerConfig *config)
{
  PortailLogLevel level = PORTAIL_LOG_INFO;

  portail_log_level_from_name (config->values[PORTAIL_SETTING_LOG_LEVEL].text, &level);
  return level;
}

char *
portail_server_config_describe (const PortailServerConfig *config)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < PORTAIL_N_SETTINGS; i++)
    {
      const Value *value = &config->values[i];
      const char *shown = settings[i].flags == SECRET ? _ ("(secret)") : value->text;

      g_string_append_printf (text, "%s=%s  # %s\n", settings[i].name,
                              value->text != NULL ? shown : "", value->source);
    }
  return g_string_free (text, FALSE);
}

char *
portail_server_config_new_secret (void)
{
  guint8 bytes[SECRET_BYTES];

  if (getrandom (bytes, sizeof bytes, 0) != sizeof bytes)
    g_error ("the kernel gives no random bytes");
  return g_base64_encode (bytes, sizeof bytes);
}
