/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the real pages cost with a large cache: the time to the first painted rows, the processor
 * time a frame while a list scrolls and while it jumps, memory, and the longest time that the main
 * loop is held up while one types into the search entry or goes from module to module. The same for
 * 1 000 and 1 000 000 rows. Names of parts as arguments measure no others. With each number stands
 * its goal: the most that a frame or a turn of the main loop may take. */
#include <adwaita.h>
#include <glib/gstdio.h>
#include <locale.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "app/portail-application.h"
#include "app/portail-archives-page.h"
#include "app/portail-blanchiment-page.h"
#include "app/portail-cache.h"
#include "app/portail-shell-module.h"
#include "app/portail-window.h"
#include "tests/bench/demo-cache.h"

#define N_FRAMES    300
#define N_JUMPS     60
#define STEP_PIXELS 120
/* Milliseconds. */
#define SCROLL_GOAL 12
#define JUMP_GOAL   14
#define BLOCK_GOAL  16
/* People look at a page before they go to the next. */
#define LOOK_MILLISECONDS 1500
/* A letter after the other, so slowly that each asks anew. */
#define LETTER_MILLISECONDS 250
/* Between looks whether there is an answer. */
#define WAIT_MILLISECONDS 20

typedef struct
{
  PortailCache *cache;
  PortailWindow *window;
  PortailRecordTable *table;
  GtkAdjustment *position;
  const char *name; /* of what is measured */
  guint n_frames;
  GArray *frames;       /* of double, milliseconds */
  gint64 looped_at;     /* processor time at the last turn of the main loop */
  double longest_block; /* milliseconds */
} Bench;

static gint64
get_processor_time (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (gint64) now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

/* Cache */

static void
remove_cache (const char *directory)
{
  g_autoptr (GDir) dir = g_dir_open (directory, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (directory, name, NULL);

      g_unlink (path);
    }
  g_rmdir (directory);
}

static void
on_opened (GObject *object, GAsyncResult *result, gpointer cache)
{
  g_autoptr (GError) error = NULL;

  *(PortailCache **) cache = portail_cache_open_finish (result, &error);
  g_assert_no_error (error);
}

static PortailCache *
open_cache (const char *directory)
{
  PortailCache *cache = NULL;

  portail_cache_open_async (directory, NULL, on_opened, &cache);
  while (cache == NULL)
    g_main_context_iteration (NULL, TRUE);
  return cache;
}

/* Frames */

static void
on_frame_ended (Bench *bench)
{
  bench->n_frames++;
}

static void
await_frame (Bench *bench)
{
  guint former = bench->n_frames;

  gtk_widget_queue_draw (GTK_WIDGET (bench->window));
  while (bench->n_frames == former)
    g_main_context_iteration (NULL, TRUE);
}

/* From the new position to the end of its frame, with all that is done between. */
static void
measure_frame (Bench *bench, double position)
{
  gint64 start = get_processor_time ();
  double milliseconds;

  gtk_adjustment_set_value (bench->position, position);
  await_frame (bench);
  milliseconds = (double) (get_processor_time () - start) / 1000;
  g_array_append_val (bench->frames, milliseconds);
}

static int
compare_numbers (const void *a, const void *b)
{
  double left = *(const double *) a;
  double right = *(const double *) b;

  return (left > right) - (left < right);
}

static double
get_percentile (GArray *numbers, guint percent)
{
  g_array_sort (numbers, compare_numbers);
  return g_array_index (numbers, double, (numbers->len - 1) * percent / 100);
}

static void
print_frames (Bench *bench, const char *deed, int goal)
{
  double median = get_percentile (bench->frames, 50);
  double p95 = get_percentile (bench->frames, 95);

  g_print ("  %s: median %.1f ms, p95 %.1f ms of processor time a frame\n", deed, median, p95);
  g_print ("RATIO scroll/%s/%s-p95-ms %.1f %d\n", bench->name, deed, p95, goal);
}

/* The deeds */

static void
scroll (Bench *bench)
{
  g_array_set_size (bench->frames, 0);
  for (guint i = 0; i < N_FRAMES; i++)
    measure_frame (bench, gtk_adjustment_get_value (bench->position) + STEP_PIXELS);
  print_frames (bench, "scroll", SCROLL_GOAL);
}

/* Each is followed by the frames that fill in. */
static void
jump (Bench *bench)
{
  double upper = gtk_adjustment_get_upper (bench->position);

  g_array_set_size (bench->frames, 0);
  for (guint i = 0; i < N_JUMPS; i++)
    {
      double position = g_test_rand_double_range (0, upper);

      measure_frame (bench, position);
      measure_frame (bench, position);
    }
  print_frames (bench, "jump", JUMP_GOAL);
}

static Bench *watched; /* or NULL */

/* The processor time of a turn of the main loop: what waits for the poll, or for other programs,
 * does not count. */
static gint
watch_poll (GPollFD *fds, guint n_fds, gint timeout)
{
  gint result;

  if (watched != NULL)
    watched->longest_block = MAX (watched->longest_block,
                                  (double) (get_processor_time () - watched->looped_at) / 1000);
  result = g_poll (fds, n_fds, timeout);
  if (watched != NULL)
    watched->looped_at = get_processor_time ();
  return result;
}

static void
watch (Bench *bench)
{
  bench->looped_at = get_processor_time ();
  bench->longest_block = 0;
  watched = bench;
}

static void
print_block (Bench *bench, const char *deed)
{
  watched = NULL;
  g_print ("  %s: longest block of the main loop %.1f ms of processor time\n", deed,
           bench->longest_block);
  g_print ("RATIO scroll/%s/%s-block-ms %.1f %d\n", bench->name, deed, bench->longest_block,
           BLOCK_GOAL);
}

static gboolean
is_settled (Bench *bench)
{
  PortailRecordModel *model = portail_record_table_get_model (bench->table);

  return portail_record_model_get_state (model) == PORTAIL_RECORD_MODEL_READY
         && portail_record_model_get_totals (model) != NULL;
}

static gboolean
wake (gpointer is_awake)
{
  *(gboolean *) is_awake = TRUE;
  return G_SOURCE_REMOVE;
}

static void
look_on (guint milliseconds)
{
  gboolean is_awake = FALSE;

  g_timeout_add (milliseconds, wake, &is_awake);
  while (!is_awake)
    g_main_context_iteration (NULL, TRUE);
}

static void
type_search (Bench *bench, const char *words)
{
  GtkEditable *entry = GTK_EDITABLE (portail_record_table_get_search_entry (bench->table));
  PortailRecordModel *model = portail_record_table_get_model (bench->table);
  g_autoptr (PortailRecordQuery) former = NULL;
  gint64 start = 0;

  gtk_adjustment_set_value (bench->position, 0);
  look_on (LETTER_MILLISECONDS);
  watch (bench);
  for (const char *at = words; *at != '\0'; at = g_utf8_next_char (at))
    {
      int end = -1;

      g_clear_pointer (&former, portail_record_query_unref);
      former = portail_record_query_ref (portail_record_model_get_query (model));
      start = g_get_monotonic_time ();
      gtk_editable_insert_text (entry, at, (int) (g_utf8_next_char (at) - at), &end);
      gtk_editable_set_position (entry, -1);
      look_on (LETTER_MILLISECONDS);
    }
  while (portail_record_model_get_query (model) == former || !is_settled (bench))
    look_on (WAIT_MILLISECONDS);
  print_block (bench, "search");
  g_print ("  found and counted after %.0f ms\n",
           (double) (g_get_monotonic_time () - start) / 1000);
}

/* Until all rows are back. */
static void
take_search_away (Bench *bench)
{
  GtkEditable *entry = GTK_EDITABLE (portail_record_table_get_search_entry (bench->table));
  PortailRecordModel *model = portail_record_table_get_model (bench->table);

  watch (bench);
  while (*gtk_editable_get_text (entry) != '\0')
    {
      gtk_editable_delete_text (entry, (int) g_utf8_strlen (gtk_editable_get_text (entry), -1) - 1,
                                -1);
      look_on (LETTER_MILLISECONDS);
    }
  while (portail_record_query_get_search (portail_record_model_get_query (model)) != NULL
         || !is_settled (bench))
    look_on (WAIT_MILLISECONDS);
  print_block (bench, "search-away");
}

/* Kilobytes of resident memory. */
static guint
get_memory (void)
{
  g_autofree char *text = NULL;
  const char *line;

  g_file_get_contents ("/proc/self/status", &text, NULL, NULL);
  line = text != NULL ? strstr (text, "RssAnon:") : NULL;
  return line != NULL ? (guint) g_ascii_strtoull (line + 8, NULL, 10) : 0;
}

static PortailRecordPage *
get_records (GtkWidget *page)
{
  if (PORTAIL_IS_ARCHIVES_PAGE (page))
    return portail_archives_page_get_records (PORTAIL_ARCHIVES_PAGE (page));
  return portail_blanchiment_operations_get_page (
      PORTAIL_BLANCHIMENT_OPERATIONS (portail_blanchiment_page_get_view (
          PORTAIL_BLANCHIMENT_PAGE (page), PORTAIL_BLANCHIMENT_VIEW_OPERATIONS)));
}

static GtkWidget *
find_view (GtkWidget *widget)
{
  GtkWidget *found = GTK_IS_COLUMN_VIEW (widget) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_view (child);
  return found;
}

static void
show_module (Bench *bench, const char *module)
{
  gtk_widget_activate_action (GTK_WIDGET (bench->window), "win.show-module", "s", module);
}

/* From the click to the rows of the list. */
static void
open_list (Bench *bench, const char *module)
{
  gint64 start = g_get_monotonic_time ();

  show_module (bench, module);
  bench->table = portail_record_page_get_table (
      get_records (portail_window_get_page (bench->window, module)));
  bench->position = gtk_scrollable_get_vadjustment (
      GTK_SCROLLABLE (find_view (GTK_WIDGET (bench->table))));
  while (g_list_model_get_n_items (G_LIST_MODEL (portail_record_table_get_model (bench->table)))
         == 0)
    g_main_context_iteration (NULL, TRUE);
  await_frame (bench);
  g_print ("  first rows painted after %.0f ms", (double) (g_get_monotonic_time () - start) / 1000);
  while (!is_settled (bench))
    g_main_context_iteration (NULL, TRUE);
  g_print (", all counted after %.0f ms\n", (double) (g_get_monotonic_time () - start) / 1000);
  look_on (LOOK_MILLISECONDS);
}

static void
measure_list (Bench *bench, const char *module, const char *words)
{
  g_print ("%s\n", bench->name);
  open_list (bench, module);
  scroll (bench);
  jump (bench);
  type_search (bench, words);
  take_search_away (bench);
}

/* Each page is made, then shown again. */
static void
go_round (Bench *bench, const char *deed)
{
  double longest = 0;

  for (guint i = 0; i < portail_shell_module_get_count (); i++)
    {
      const char *module = portail_shell_module_get (i)->name;

      watch (bench);
      show_module (bench, module);
      look_on (LOOK_MILLISECONDS);
      watched = NULL;
      g_print ("  %s, %s: %.1f ms\n", deed, module, bench->longest_block);
      longest = MAX (longest, bench->longest_block);
    }
  bench->longest_block = longest;
  print_block (bench, deed);
}

static void
open_window (Bench *bench, GtkApplication *application)
{
  const PortailShellCompany company = { DEMO_CACHE_COMPANY, "Garage des Docks", PORTAIL_ROLE_PATRON,
                                        TRUE };
  const PortailDeskAccount account = { .cache = bench->cache, .user_id = DEMO_CACHE_USER };

  bench->window = portail_window_new (application, NULL);
  gtk_window_set_default_size (GTK_WINDOW (bench->window), 1280, 760);
  portail_shell_context_set_companies (portail_window_get_context (bench->window), &company, 1);
  portail_desk_set_account (portail_window_get_desk (bench->window), &account);
  portail_window_show_view (bench->window, PORTAIL_WINDOW_SHELL);
  gtk_window_present (GTK_WINDOW (bench->window));
  g_signal_connect_swapped (gtk_widget_get_frame_clock (GTK_WIDGET (bench->window)), "after-paint",
                            G_CALLBACK (on_frame_ended), bench);
  look_on (LOOK_MILLISECONDS);
}

/* Of processor time, of all threads. */
static double
get_process_seconds (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double) now.tv_sec + (double) now.tv_nsec / 1e9;
}

static void
count_step (guint *n_steps)
{
  (*n_steps)++;
}

static gboolean
is_search_ready (Bench *bench)
{
  return portail_cache_get_search_progress (bench->cache).is_complete;
}

/* In steps, between which others write. */
static void
build_index (Bench *bench, guint n_archives)
{
  double start = get_process_seconds ();
  gint64 started_at = g_get_monotonic_time ();
  guint n_steps = 0;
  gulong handler = g_signal_connect_swapped (bench->cache, "search-changed",
                                             G_CALLBACK (count_step), &n_steps);

  while (!is_search_ready (bench))
    g_main_context_iteration (NULL, TRUE);
  g_signal_handler_disconnect (bench->cache, handler);
  g_print ("index of %u archives: %.2f s of processor time, %.2f s, %u steps\n", n_archives,
           get_process_seconds () - start,
           (double) (g_get_monotonic_time () - started_at) / G_USEC_PER_SEC, n_steps);
  g_print ("RATIO index/%u-archives-s %.2f\n", n_archives, get_process_seconds () - start);
}

static void
run (GtkApplication *application, const DemoCacheSize *size, void (*measure) (Bench *bench))
{
  g_autofree char *directory = g_dir_make_tmp ("portail-bench-XXXXXX", NULL);
  Bench bench = { .name = NULL };

  demo_cache_fill (directory, size);
  bench.cache = open_cache (directory);
  build_index (&bench, size->n_archives);
  bench.frames = g_array_new (FALSE, FALSE, sizeof (double));
  open_window (&bench, application);
  measure (&bench);
  gtk_window_destroy (GTK_WINDOW (bench.window));
  while (g_main_context_pending (NULL))
    g_main_context_iteration (NULL, FALSE);
  portail_cache_close (bench.cache);
  g_object_unref (bench.cache);
  g_array_unref (bench.frames);
  remove_cache (directory);
}

static void
measure_few (Bench *bench)
{
  bench->name = "1000-operations";
  measure_list (bench, "blanchiment", "personne 57");
  bench->name = "1000-archives";
  measure_list (bench, "archives", "carrosserie 77");
}

static void
measure_large (Bench *bench)
{
  bench->name = "100000-archives";
  g_print ("%s\n", bench->name);
  go_round (bench, "first-visit");
  go_round (bench, "page-switch");
  measure_list (bench, "archives", "carrosserie 77");
  g_print ("  memory: %.1f MB\n", (double) get_memory () / 1024);
}

static void
measure_many (Bench *bench)
{
  bench->name = "1000000-operations";
  measure_list (bench, "blanchiment", "personne 57");
  g_print ("  memory: %.1f MB\n", (double) get_memory () / 1024);
}

typedef struct
{
  const char *name;
  DemoCacheSize size;
  void (*measure) (Bench *bench);
} Part;

int
main (int argc, char *argv[])
{
  /* The first makes the pages of a program that has just begun. */
  static const Part parts[] = {
    { "large", { 200, 100, 100000, 100000 }, measure_large },
    { "few", { 4, 100, 1000, 1000 }, measure_few },
    { "many", { 4, 100, 1000, 1000000 }, measure_many },
  };
  g_autoptr (PortailApplication) application = NULL;

  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  application = portail_application_new ();
  g_application_register (G_APPLICATION (application), NULL, NULL);
  g_main_context_set_poll_func (NULL, watch_poll);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (argc < 2 || g_strv_contains ((const char *const *) argv + 1, parts[i].name))
      run (GTK_APPLICATION (application), &parts[i].size, parts[i].measure);
  return EXIT_SUCCESS;
}
