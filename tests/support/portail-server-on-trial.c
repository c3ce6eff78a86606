/* SPDX-License-Identifier: GPL-3.0-or-later */
/* portail-server as it is, in a process that dies where the test says (portail-crash-vfs.h), and
 * whenever the test does. One command more: `fill` makes the demo's two companies and prints their
 * ids, a line each. */
#include <glib.h>
#include <signal.h>
#include <sodium.h>
#include <stdlib.h>
#include <sys/prctl.h>

#include "server/portail-command-line.h"
#include "server/portail-record-writer.h"
#include "server/portail-service.h"
#include "server/portail-system-setting.h"
#include "shared/portail-id.h"
#include "shared/records/portail-enterprise-card.h"
#include "shared/records/portail-enterprise.h"
#include "tests/support/portail-crash-vfs.h"

typedef struct
{
  const char *name;
  const char *guild;
  const char *main_guild_role;
  const char *roles[3]; /* patron, co-patron, employé */
} Company;

/* As tests/discord/demo-users.json knows them. */
static const Company companies[] = {
  {
      "Garage des Docks",
      "900000000000000101",
      "910000000000000011",
      { "920000000000000101", "920000000000000102", "920000000000000103" },
  },
  {
      "Taxis du Belvédère",
      "900000000000000102",
      "910000000000000012",
      { "920000000000000201", "920000000000000202", "920000000000000203" },
  },
};

static const char *const settings[] = {
  [PORTAIL_SYSTEM_MAIN_GUILD] = "900000000000000001",
  [PORTAIL_SYSTEM_STAFF_ROLES] = "910000000000000001",
  [PORTAIL_SYSTEM_DOT_ROLES] = "910000000000000002",
};

static gboolean
put_company (PortailRecordWriter *writer, const Company *company, GError **error)
{
  g_autoptr (PortailEnterprise) enterprise = portail_record_new (&portail_enterprise_type);
  g_autoptr (PortailEnterpriseCard) card = portail_record_new (&portail_enterprise_card_type);

  enterprise->base.id = portail_id_new ();
  enterprise->name = g_strdup (company->name);
  enterprise->is_active = TRUE;
  enterprise->discord_guild_id = g_strdup (company->guild);
  enterprise->main_guild_role_id = g_strdup (company->main_guild_role);
  enterprise->patron_role_id = g_strdup (company->roles[0]);
  enterprise->co_patron_role_id = g_strdup (company->roles[1]);
  enterprise->employee_role_id = g_strdup (company->roles[2]);
  card->base.id = g_strdup (enterprise->base.id);
  card->name = g_strdup (company->name);
  card->is_active = TRUE;
  g_print ("%s\n", enterprise->base.id);
  return portail_record_writer_insert (writer, enterprise, error)
         && portail_record_writer_insert (writer, card, error);
}

static gboolean
fill_database (PortailDatabase *database, GError **error)
{
  PortailTimestamp now = portail_timestamp_now ();
  g_autoptr (PortailRecordWriter) writer = portail_record_writer_new (database, NULL, NULL, now);
  gboolean is_good = portail_database_begin (database, error);

  for (guint i = 0; is_good && i < G_N_ELEMENTS (companies); i++)
    is_good = put_company (writer, &companies[i], error);
  for (guint i = 0; is_good && i < G_N_ELEMENTS (settings); i++)
    is_good = portail_system_setting_save (database, i, settings[i], now, error);
  return is_good && portail_database_commit (database, error);
}

static int
fill (void)
{
  g_auto (GStrv) environment = g_get_environ ();
  g_autoptr (PortailProblems) problems = portail_problems_new ();
  g_autoptr (PortailServerConfig) config = portail_server_config_load (
      NULL, (const char *const *) environment, problems);
  g_autoptr (GError) error = NULL;
  g_autoptr (PortailStore) store = NULL;

  if (config == NULL)
    {
      g_printerr ("%s\n", portail_problems_get (problems, 0)->detail);
      return EXIT_FAILURE;
    }
  store = portail_store_open (config, &error);
  if (store != NULL && fill_database (portail_store_get_database (store), &error))
    return EXIT_SUCCESS;
  g_printerr ("%s\n", error->message);
  return EXIT_FAILURE;
}

int
main (int argc, char **argv)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
  portail_crash_vfs_install ();
  if (argc == 2 && g_str_equal (argv[1], "fill"))
    return fill ();
  return portail_command_line_run (argv);
}
