/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a long list costs: the time to its first painted rows, the processor time a frame while it
 * scrolls and while it jumps with 8 columns, the longest time that the main loop is held up while
 * one types into the search entry, and memory. The same for 1 000, 20 000 and 1 000 000 rows. */
#include <adwaita.h>
#include <glib/gstdio.h>
#include <locale.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "app/portail-application.h"
#include "app/portail-cache-store.h"
#include "app/portail-cache.h"
#include "app/portail-record-table.h"
#include "shared/portail-record-sql.h"
#include "shared/records/portail-blanchiment-operation.h"

#define COMPANY     "01990000-0000-7000-8000-00000000c001"
#define N_FRAMES    300
#define N_JUMPS     60
#define STEP_PIXELS 120

static const char *const columns[] = {
  "status", "date_recu",       "date_rendu", "groupe", "employee_name",
  "amount", "entreprise_taux", "risk_score", NULL,
};
static const PortailRecordPill pills[] = { { PORTAIL_BLANCHIMENT_TERMINE, "good" }, { 0 } };
static const char *const card_fields[] = { "amount", NULL };
static const PortailRecordTableSpec spec = {
  .type = &portail_blanchiment_operation_type,
  .name = "bench",
  .label = "Operations",
  .search_hint = "Group, employee…",
  .sort = "date_recu",
  .order = PORTAIL_SORT_DESCENDING,
  .columns = columns,
  .card_title = "groupe",
  .card_fields = card_fields,
  .pill_field = "status",
  .pills = pills,
};

typedef struct
{
  PortailCache *cache;
  GtkWindow *window;
  PortailRecordTable *table;
  GtkAdjustment *position;
  guint n_rows;
  guint n_frames;
  GArray *frames;       /* of double, milliseconds */
  gint64 looped_at;     /* processor time at the last turn of the main loop; 0: none */
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

static char *
make_cache (guint n_rows)
{
  g_autofree char *directory = g_dir_make_tmp ("portail-bench-XXXXXX", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (PortailCacheStore) store = portail_cache_store_open (directory, &error);

  g_assert_no_error (error);
  g_assert_true (portail_cache_store_begin (store, &error));
  for (guint i = 0; i < n_rows; i++)
    {
      g_autoptr (PortailBlanchimentOperation) row = portail_record_new (spec.type);

      row->base.id = portail_id_new ();
      row->base.enterprise_id = g_strdup (COMPANY);
      row->base.rev = i + 1;
      row->status = (PortailBlanchimentStatus) (1 + i % 4);
      row->date_recu = portail_day_from_date (2015 + (int) (i % 10), 1 + (int) i % 12,
                                              1 + (int) i % 28);
      row->date_rendu = row->date_recu;
      row->groupe = g_strdup_printf ("Groupe %u", i % 997);
      row->employee_name = g_strdup_printf ("Personne %u", i);
      row->amount = PORTAIL_DOLLARS (1000 + i % 90000);
      row->entreprise_taux = (PortailRate){ 1500 };
      row->risk_score = i % 100;
      portail_record_sql_insert (store->database, row, &error);
      g_assert_no_error (error);
    }
  g_assert_true (portail_cache_store_commit (store, &error));
  return g_steal_pointer (&directory);
}

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

  gtk_widget_queue_draw (GTK_WIDGET (bench->table));
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
print_frames (Bench *bench, const char *deed)
{
  double median = get_percentile (bench->frames, 50);
  double p95 = get_percentile (bench->frames, 95);

  g_print ("  %s: median %.1f ms, p95 %.1f ms of processor time a frame\n", deed, median, p95);
  g_print ("RATIO scroll/%u-rows/%s-p95-ms %.1f\n", bench->n_rows, deed, p95);
}

/* The deeds */

static void
scroll (Bench *bench)
{
  g_array_set_size (bench->frames, 0);
  for (guint i = 0; i < N_FRAMES; i++)
    measure_frame (bench, gtk_adjustment_get_value (bench->position) + STEP_PIXELS);
  print_frames (bench, "scroll");
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
  print_frames (bench, "jump");
}

static Bench *watched; /* or NULL */

/* The processor time of a turn of the main loop: what waits for the poll, or for other programs,
 * does not count. */
static gint
watch_poll (GPollFD *fds, guint n_fds, gint timeout)
{
  gint result;

  if (watched != NULL && watched->looped_at != 0)
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
  bench->looped_at = 0;
  bench->longest_block = 0;
  watched = bench;
}

static void
print_block (Bench *bench, const char *deed)
{
  watched = NULL;
  g_print ("  %s: longest block of the main loop %.1f ms of processor time\n", deed,
           bench->longest_block);
  g_print ("RATIO scroll/%u-rows/%s-block-ms %.1f\n", bench->n_rows, deed, bench->longest_block);
}

static gboolean
is_settled (Bench *bench)
{
  PortailRecordModel *model = portail_record_table_get_model (bench->table);

  return portail_record_model_get_state (model) == PORTAIL_RECORD_MODEL_READY
         && portail_record_model_get_totals (model) != NULL;
}

static void
search (Bench *bench, const char *words)
{
  g_autoptr (PortailRecordQuery) query = portail_record_query_copy (
      portail_record_model_get_query (portail_record_table_get_model (bench->table)));

  portail_record_query_set_search (query, words);
  gtk_adjustment_set_value (bench->position, 0);
  portail_record_model_set_query (portail_record_table_get_model (bench->table), query);
}

/* A letter every 60 ms, as people type. */
static gboolean
wake (gpointer is_awake)
{
  *(gboolean *) is_awake = TRUE;
  return G_SOURCE_REMOVE;
}

static void
type_search (Bench *bench)
{
  static const char *const typed[] = { "p", "pe", "per", "pers", "personne", "personne 7", NULL };
  gint64 start = g_get_monotonic_time ();

  watch (bench);
  for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
    {
      gboolean is_awake = FALSE;

      search (bench, typed[i]);
      g_timeout_add (60, wake, &is_awake);
      while (!is_awake)
        g_main_context_iteration (NULL, TRUE);
    }
  while (!is_settled (bench))
    g_main_context_iteration (NULL, TRUE);
  print_block (bench, "search");
  g_print ("  all rows again after %.0f ms\n", (double) (g_get_monotonic_time () - start) / 1000);
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

static void
show (Bench *bench)
{
  gint64 start;
  GdkFrameClock *clock;

  gtk_window_present (bench->window);
  clock = gtk_widget_get_frame_clock (GTK_WIDGET (bench->window));
  g_signal_connect_swapped (clock, "after-paint", G_CALLBACK (on_frame_ended), bench);
  while (bench->n_frames == 0)
    g_main_context_iteration (NULL, TRUE);
  start = g_get_monotonic_time ();
  watch (bench);
  bench->table = PORTAIL_RECORD_TABLE (portail_record_table_new (&spec));
  adw_window_set_content (ADW_WINDOW (bench->window), GTK_WIDGET (bench->table));
  portail_record_table_set_cache (bench->table, bench->cache);
  while (g_list_model_get_n_items (G_LIST_MODEL (portail_record_table_get_model (bench->table)))
         == 0)
    g_main_context_iteration (NULL, TRUE);
  await_frame (bench);
  g_print ("  first rows painted after %.0f ms", (double) (g_get_monotonic_time () - start) / 1000);
  while (!is_settled (bench))
    g_main_context_iteration (NULL, TRUE);
  g_print (", all counted after %.0f ms\n", (double) (g_get_monotonic_time () - start) / 1000);
  print_block (bench, "page-switch");
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
run (guint n_rows)
{
  g_autofree char *directory = make_cache (n_rows);
  Bench bench = { .n_rows = n_rows };
  guint memory = get_memory ();

  g_print ("%u rows\n", n_rows);
  bench.cache = open_cache (directory);
  bench.frames = g_array_new (FALSE, FALSE, sizeof (double));
  bench.window = GTK_WINDOW (adw_window_new ());
  gtk_window_set_default_size (bench.window, 1280, 760);
  show (&bench);
  bench.position = gtk_scrollable_get_vadjustment (
      GTK_SCROLLABLE (find_view (GTK_WIDGET (bench.table))));
  scroll (&bench);
  jump (&bench);
  g_print ("  memory: %.1f MB more than before\n", ((double) get_memory () - memory) / 1024);
  type_search (&bench);
  gtk_window_destroy (bench.window);
  while (g_main_context_pending (NULL))
    g_main_context_iteration (NULL, FALSE);
  portail_cache_close (bench.cache);
  g_object_unref (bench.cache);
  g_array_unref (bench.frames);
  remove_cache (directory);
}

int
main (int argc, char *argv[])
{
  static const guint sizes[] = { 1000, 20000, 1000000 };
  g_autoptr (PortailApplication) application = NULL;

  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  application = portail_application_new ();
  g_application_register (G_APPLICATION (application), NULL, NULL);
  g_main_context_set_poll_func (NULL, watch_poll);
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    run (sizes[i]);
  return EXIT_SUCCESS;
}
