/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A client that works until it is killed (portail-crash-vfs.h): cache, outbox and sync as in the
 * desktop.
 *
 *   portail-client-on-trial DIRECTORY SERVER COMPANY [SHEET WEEK]
 *
 * The session comes on standard input. With SHEET it makes that sheet, edits and submits it step by
 * step, and says `did N` when step N is done, as the window would show it. Then it syncs until
 * nothing is left to send, and says `clean RESOLVE REFUSED`. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>

#include "tests/support/portail-crash-vfs.h"
#include "tests/support/portail-trial-desk.h"

#define N_ROWS     6
#define MAX_CYCLES 20

typedef struct
{
  PortailTrialDesk *desk;
  const char *sheet_id;
  const char *week;
} Work;

static PortailSyncOp *
set_run (const char *sheet_id, guint row, gint64 cents)
{
  g_autofree char *id = portail_trial_desk_make_row_id (sheet_id, row);

  return portail_client_set_run (id, cents);
}

static PortailSyncOp *
set_grade (const char *sheet_id, guint row, const char *grade)
{
  g_autofree char *id = portail_trial_desk_make_row_id (sheet_id, row);

  return portail_client_set_grade (id, grade);
}

static PortailSyncOp *
delete_row (const char *sheet_id, guint row)
{
  g_autofree char *id = portail_trial_desk_make_row_id (sheet_id, row);

  return portail_client_delete (&portail_dotation_row_type, id);
}

/* The steps that test-two-clients.c knows. */
static void
do_step (const Work *work, int step)
{
  switch (step)
    {
    case 0:
      portail_trial_desk_paste (work->desk, work->sheet_id, work->week, N_ROWS);
      break;
    case 1:
      portail_trial_desk_do (work->desk, set_run (work->sheet_id, 0, 99900));
      break;
    case 3:
      portail_trial_desk_do (work->desk, set_grade (work->sheet_id, 1, "Chef"));
      break;
    case 4:
      portail_trial_desk_do (work->desk, delete_row (work->sheet_id, 5));
      break;
    case 5:
      portail_trial_desk_do (work->desk, portail_client_command (work->sheet_id, "submit", NULL));
      break;
    default:
      portail_trial_desk_sync (work->desk);
    }
  g_print ("did %d\n", step);
  fflush (stdout);
}

static void
send_all (PortailTrialDesk *desk)
{
  PortailOutboxCounts counts = portail_trial_desk_get_counts (desk);

  for (int i = 0; i < MAX_CYCLES && (i == 0 || counts.n_to_send > 0); i++)
    {
      portail_trial_desk_sync (desk);
      counts = portail_trial_desk_get_counts (desk);
    }
  g_assert_cmpuint (counts.n_to_send, ==, 0);
  g_print ("clean %u %u\n", counts.n_to_resolve, counts.n_refused);
}

int
main (int argc, char *argv[])
{
  char session[8192] = "";
  PortailTrialDesk *desk;

  prctl (PR_SET_PDEATHSIG, SIGKILL);
  portail_trial_desk_init ();
  g_test_init (&argc, &argv, NULL);
  portail_crash_vfs_install ();
  g_assert_true (argc == 4 || argc == 6);
  g_assert_nonnull (fgets (session, sizeof session, stdin));
  desk = portail_trial_desk_new (argv[1], argv[2], session, argv[3]);
  desk->is_always_on = TRUE;
  portail_sync_start (desk->sync);
  if (argc == 6)
    for (int step = 0; step <= 6; step++)
      do_step (&(const Work){ desk, argv[4], argv[5] }, step);
  send_all (desk);
  fflush (stdout);
  /* As a window that is closed: what is written stays in the folder. */
  portail_sync_stop (desk->sync);
  portail_cache_close (desk->base.cache);
  return EXIT_SUCCESS;
}
