/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Time to the painted list of a large account, the memory that it takes, and how often it wakes
 * when nobody touches it, against two programs of the field with as many operations: HomeBank and
 * GnuCash, as Debian has them.
 *
 * The time is that since which the list is on the screen as it stays. The peers list their accounts
 * only, the desktop the operations themselves, or the archives. */
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <locale.h>
#include <signal.h>
#include <stdlib.h>

#include "tests/bench/demo-cache.h"
#include "tests/bench/frame-watch.h"
#include "tests/bench/peer-books.h"

#define N_OPERATIONS 100000
#define N_ARCHIVES   100000
#define N_WEEKS      200
#define N_ROWS       100 /* a week */
#define N_RUNS       3
/* How long a program at rest is watched. */
#define IDLE_SECONDS 5

typedef enum
{
  OPERATIONS,
  ARCHIVES,
  HOMEBANK,
  LATER_HOMEBANK, /* not the session's first program of its toolkit */
  GNUCASH,
  N_PROGRAMS,
} ProgramId;

typedef struct
{
  const char *name;
  const char *module; /* that the desktop begins with, or NULL */
  FrameRegion list;   /* its first rows */
  char *command[3];   /* owned */
  double milliseconds[N_RUNS];
  double megabytes[N_RUNS];
  double wakes[N_RUNS]; /* a second, at rest */
} Program;

/* What the process has in memory. Its part of what it shares would be another with each program
 * that happens to run beside it. */
static double
read_megabytes (GPid pid)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/smaps_rollup", pid);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  const char *line;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  line = strstr (text, "\nRss:");
  g_assert_nonnull (line);
  return g_ascii_strtod (line + strlen ("\nRss:"), NULL) / 1024;
}

/* How often the threads of the process have waited so far. */
static guint64
count_waits (GPid pid)
{
  g_autofree char *tasks = g_strdup_printf ("/proc/%d/task", pid);
  g_autoptr (GDir) dir = g_dir_open (tasks, 0, NULL);
  guint64 n_waits = 0;
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (tasks, name, "status", NULL);
      g_autofree char *text = NULL;
      const char *line = g_file_get_contents (path, &text, NULL, NULL)
                             ? strstr (text, "\nvoluntary_ctxt_switches:")
                             : NULL;

      if (line != NULL)
        n_waits += g_ascii_strtoull (strchr (line, ':') + 1, NULL, 10);
    }
  return n_waits;
}

static double
measure_wakes (GPid pid)
{
  guint64 before = count_waits (pid);

  g_usleep (IDLE_SECONDS * G_USEC_PER_SEC);
  return (double) (count_waits (pid) - before) / IDLE_SECONDS;
}

/* The desktop begins at @module; GnuCash asks nothing of a first start. */
static void
write_settings (const char *module)
{
  g_autofree char *settings = g_strdup_printf (
      "[fr/flashbackfa_entreprise/Portail]\nmodule='%s'\n"
      "[org/gnucash/GnuCash/dialogs/tip-of-the-day]\nshow-at-startup=false\n"
      "[org/gnucash/GnuCash/dialogs/new-user]\nfirst-startup=false\n",
      module);
  g_autofree char *folder = g_build_filename (g_get_user_config_dir (), "glib-2.0", "settings",
                                              NULL);
  g_autofree char *path = g_build_filename (folder, "keyfile", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_file_set_contents (path, settings, -1, &error);
  g_assert_no_error (error);
}

/* A program that is killed leaves its lock, and the next start would ask about it. */
static void
remove_locks (void)
{
  g_autoptr (GDir) dir = g_dir_open (g_get_home_dir (), 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".LCK") || g_str_has_suffix (name, ".LNK"))
      {
        g_autofree char *path = g_build_filename (g_get_home_dir (), name, NULL);

        g_unlink (path);
      }
}

static GSubprocess *
start_program (const Program *program)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (
      G_SUBPROCESS_FLAGS_STDERR_SILENCE | G_SUBPROCESS_FLAGS_STDOUT_SILENCE);
  g_autoptr (GError) error = NULL;
  GSubprocess *process;

  /* The settings are a file, so that a program finds what was written there for it. */
  g_subprocess_launcher_setenv (launcher, "GSETTINGS_BACKEND", "keyfile", TRUE);
  g_subprocess_launcher_unsetenv (launcher, "G_DEBUG");
  process = g_subprocess_launcher_spawnv (launcher, (const char *const *) program->command, &error);
  g_assert_no_error (error);
  return process;
}

static void
run (FrameWatch *watch, Program *programs, ProgramId id, int index)
{
  Program *program = &programs[id];
  g_autoptr (GSubprocess) process = NULL;
  gint64 start;
  GPid pid;

  if (program->module != NULL)
    write_settings (program->module);
  if (id != LATER_HOMEBANK)
    frame_watch_forget_gl (watch);
  frame_watch_forget (watch);
  start = g_get_monotonic_time ();
  process = start_program (program);
  pid = (GPid) g_ascii_strtoll (g_subprocess_get_identifier (process), NULL, 10);
  program->milliseconds[index] = (double) (frame_watch_wait_for_rest (watch, pid, &program->list)
                                           - start)
                                 / 1000;
  program->megabytes[index] = read_megabytes (pid);
  program->wakes[index] = measure_wakes (pid);
  g_print ("  %s: %.0f ms, %.0f MB, %.1f wakes a second\n", program->name,
           program->milliseconds[index], program->megabytes[index], program->wakes[index]);
  g_subprocess_send_signal (process, SIGKILL);
  g_subprocess_wait (process, NULL, NULL);
  remove_locks ();
}

static int
compare_numbers (const void *a, const void *b)
{
  double left = *(const double *) a;
  double right = *(const double *) b;

  return (left > right) - (left < right);
}

static double
get_median (double *numbers)
{
  qsort (numbers, N_RUNS, sizeof *numbers, compare_numbers);
  return numbers[N_RUNS / 2];
}

static void
report_one (Program *programs, ProgramId id, const char *name)
{
  double milliseconds = get_median (programs[id].milliseconds);
  double megabytes = get_median (programs[id].megabytes);

  g_print ("RATIO open-%s/homebank %.2f\n", name,
           milliseconds / get_median (programs[HOMEBANK].milliseconds));
  g_print ("RATIO open-%s/gnucash %.2f\n", name,
           milliseconds / get_median (programs[GNUCASH].milliseconds));
  g_print ("RATIO memory-%s/homebank %.2f\n", name,
           megabytes / get_median (programs[HOMEBANK].megabytes));
  g_print ("RATIO memory-%s/later-homebank %.2f\n", name,
           megabytes / get_median (programs[LATER_HOMEBANK].megabytes));
  g_print ("RATIO idle-%s/wakes-a-second %.1f\n", name, get_median (programs[id].wakes));
}

static void
report (Program *programs)
{
  for (guint i = 0; i < N_PROGRAMS; i++)
    g_print ("%s: painted after %.0f ms, %.0f MB\n", programs[i].name,
             get_median (programs[i].milliseconds), get_median (programs[i].megabytes));
  report_one (programs, OPERATIONS, "operations");
  report_one (programs, ARCHIVES, "archives");
}

static void
make_files (Program *programs)
{
  static const DemoCacheSize size = { N_WEEKS, N_ROWS, N_ARCHIVES, N_OPERATIONS };

  programs[OPERATIONS].command[0] = g_test_build_filename (G_TEST_BUILT, "app", "portail", NULL);
  programs[ARCHIVES].command[0] = g_strdup (programs[OPERATIONS].command[0]);
  programs[HOMEBANK].command[0] = g_strdup ("homebank");
  programs[HOMEBANK].command[1] = g_build_filename (g_get_home_dir (), "books.xhb", NULL);
  programs[LATER_HOMEBANK].command[0] = g_strdup (programs[HOMEBANK].command[0]);
  programs[LATER_HOMEBANK].command[1] = g_strdup (programs[HOMEBANK].command[1]);
  programs[GNUCASH].command[0] = g_strdup ("gnucash");
  programs[GNUCASH].command[1] = g_build_filename (g_get_home_dir (), "books.gnucash", NULL);
  peer_books_write_homebank (programs[HOMEBANK].command[1], N_OPERATIONS);
  peer_books_write_gnucash (programs[GNUCASH].command[1], N_OPERATIONS);
  demo_cache_make (g_get_user_data_dir (), &size);
}

int
main (int argc, char *argv[])
{
  FrameWatch *watch;
  Program programs[N_PROGRAMS] = {
    [OPERATIONS] = { "the desktop's operations", "blanchiment", { 440, 240, 600, 400 } },
    [ARCHIVES] = { "the desktop's archives", "archives", { 440, 240, 600, 400 } },
    [HOMEBANK] = { "HomeBank", NULL, { 20, 60, 480, 100 } },
    [LATER_HOMEBANK] = { "HomeBank beside its like", NULL, { 20, 60, 480, 100 } },
    [GNUCASH] = { "GnuCash", NULL, { 20, 150, 480, 200 } },
  };

  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  /* Without them the desktop would begin at its first module. */
  g_assert_nonnull (g_settings_schema_source_lookup (g_settings_schema_source_get_default (),
                                                     PORTAIL_APPLICATION_ID, TRUE));
  make_files (programs);
  watch = frame_watch_new ();
  /* The first run of each reads the disk, and builds what it keeps beside its data; GnuCash takes
   * too long for one more. */
  for (ProgramId i = 0; i < GNUCASH; i++)
    run (watch, programs, i, 0);
  for (int index = 0; index < N_RUNS; index++)
    for (ProgramId i = 0; i < N_PROGRAMS; i++)
      run (watch, programs, i, index);
  report (programs);
  frame_watch_free (watch);
  for (guint i = 0; i < N_PROGRAMS; i++)
    for (guint j = 0; j < 2; j++)
      g_free (programs[i].command[j]);
  return EXIT_SUCCESS;
}
