/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-blanchiment-range.h"

#include "app/portail-status-text.h"
#include "shared/portail-i18n.h"
#include "shared/portail-number-text.h"

/* In the order of the chooser. */
typedef enum
{
  RANGE_4_WEEKS,
  RANGE_12_WEEKS,
  RANGE_YEAR,
  RANGE_ALL,
  RANGE_DATES,
} Preset;

static const char *const preset_titles[] = {
  [RANGE_4_WEEKS] = N_ ("Last 4 weeks"), [RANGE_12_WEEKS] = N_ ("Last 12 weeks"),
  [RANGE_YEAR] = N_ ("This year"),       [RANGE_ALL] = N_ ("All operations"),
  [RANGE_DATES] = N_ ("Other dates"),
};

struct _PortailBlanchimentRangeBar
{
  AdwBin parent_instance;

  GtkDropDown *preset_chooser;
  GtkWidget *dates;
  GtkEditable *from;
  GtkEditable *to;
  GtkWidget *progress;

  PortailBlanchimentBook *book;
  GCancellable *cancellable;
  PortailBlanchimentStudy *study; /* or NULL */
  PortailBlanchimentRangeState state;
  char *fault;
  gboolean is_outdated;
};

G_DEFINE_FINAL_TYPE (PortailBlanchimentRangeBar, portail_blanchiment_range, ADW_TYPE_BIN)

static guint changed_signal;

/* The days */

static PortailDay
read_day (GtkEditable *entry)
{
  PortailDay day = PORTAIL_DAY_NULL;
  const char *text = gtk_editable_get_text (entry);
  gboolean is_good = *text == '\0'
                     || portail_number_text_to_day (text, PORTAIL_NUMBER_UNSIGNED, &day)
                            == PORTAIL_NUMBER_FAULT_NONE;

  if (is_good)
    gtk_widget_remove_css_class (GTK_WIDGET (entry), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (entry), "error");
  return is_good ? day : PORTAIL_DAY_NULL;
}

static PortailDay
get_monday_before (PortailDay today, gint32 n_weeks)
{
  return portail_week_get_monday (
      (PortailWeek){ portail_week_of_day (today).number - (n_weeks - 1) });
}

static PortailBlanchimentRange
get_range (PortailBlanchimentRangeBar *range)
{
  PortailDay today = portail_blanchiment_book_get_today (range->book);
  PortailBlanchimentRange chosen = { portail_desk_get_company_id (
                                         portail_blanchiment_book_get_desk (range->book)),
                                     PORTAIL_DAY_NULL, PORTAIL_DAY_NULL, today };
  int year;
  int month;
  int day;

  switch ((Preset) gtk_drop_down_get_selected (range->preset_chooser))
    {
    case RANGE_4_WEEKS:
      chosen.from = get_monday_before (today, 4);
      chosen.to = today;
      break;
    case RANGE_12_WEEKS:
      chosen.from = get_monday_before (today, PORTAIL_BLANCHIMENT_TREND_WEEKS);
      chosen.to = today;
      break;
    case RANGE_YEAR:
      portail_day_get_date (today, &year, &month, &day);
      chosen.from = portail_day_from_date (year, 1, 1);
      chosen.to = portail_day_from_date (year, 12, 31);
      break;
    case RANGE_DATES:
      chosen.from = read_day (range->from);
      chosen.to = read_day (range->to);
      break;
    case RANGE_ALL:
      break;
    }
  return chosen;
}

/* Reading */

static void
set_state (PortailBlanchimentRangeBar *range, PortailBlanchimentRangeState state)
{
  range->state = state;
  g_signal_emit (range, changed_signal, 0);
}

static void
stop (PortailBlanchimentRangeBar *range)
{
  g_cancellable_cancel (range->cancellable);
  g_clear_object (&range->cancellable);
  gtk_widget_set_visible (range->progress, FALSE);
}

static void
forget (PortailBlanchimentRangeBar *range)
{
  g_clear_pointer (&range->study, portail_blanchiment_study_unref);
  g_clear_pointer (&range->fault, g_free);
}

static void
on_study (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailBlanchimentRangeBar) range = user_data;
  g_autoptr (GError) error = NULL;
  PortailBlanchimentStudy *study = portail_cache_query_finish (PORTAIL_CACHE (object), result,
                                                               &error);

  if (study == NULL && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (range->cancellable == NULL)
    {
      g_clear_pointer (&study, portail_blanchiment_study_unref);
      return;
    }
  stop (range);
  forget (range);
  range->study = study;
  if (study == NULL)
    range->fault = g_strdup (error->message);
  set_state (range,
             study != NULL ? PORTAIL_BLANCHIMENT_RANGE_READY : PORTAIL_BLANCHIMENT_RANGE_FAILED);
}

void
portail_blanchiment_range_reload (PortailBlanchimentRangeBar *range)
{
  PortailBlanchimentRange chosen;

  g_return_if_fail (PORTAIL_IS_BLANCHIMENT_RANGE (range));
  if (range->book == NULL)
    return;
  stop (range);
  range->is_outdated = !gtk_widget_get_mapped (GTK_WIDGET (range));
  if (range->is_outdated
      || portail_blanchiment_book_get_gate (range->book) != PORTAIL_BLANCHIMENT_OPEN)
    return;
  chosen = get_range (range);
  range->cancellable = g_cancellable_new ();
  gtk_widget_set_visible (range->progress, TRUE);
  portail_cache_study_async (
      portail_desk_get_cache (portail_blanchiment_book_get_desk (range->book)),
      portail_blanchiment_study_query_new (&chosen), range->cancellable, on_study,
      g_object_ref (range));
  if (range->study == NULL)
    set_state (range, PORTAIL_BLANCHIMENT_RANGE_READING);
}

static void
on_cancel (PortailBlanchimentRangeBar *range)
{
  stop (range);
  set_state (range, range->study != NULL ? PORTAIL_BLANCHIMENT_RANGE_READY
                                         : PORTAIL_BLANCHIMENT_RANGE_STOPPED);
}

static void
on_preset (PortailBlanchimentRangeBar *range)
{
  gtk_widget_set_visible (range->dates,
                          gtk_drop_down_get_selected (range->preset_chooser) == RANGE_DATES);
  portail_blanchiment_range_reload (range);
}

static void
on_map (PortailBlanchimentRangeBar *range)
{
  if (range->is_outdated)
    portail_blanchiment_range_reload (range);
}

/* Of another company nothing of the former one stays. */
static void
on_context_changed (PortailBlanchimentRangeBar *range)
{
  forget (range);
  portail_blanchiment_range_reload (range);
}

static void
portail_blanchiment_range_dispose (GObject *object)
{
  PortailBlanchimentRangeBar *range = PORTAIL_BLANCHIMENT_RANGE (object);

  g_cancellable_cancel (range->cancellable);
  g_clear_object (&range->cancellable);
  g_clear_object (&range->book);
  forget (range);
  G_OBJECT_CLASS (portail_blanchiment_range_parent_class)->dispose (object);
}

static void
portail_blanchiment_range_class_init (PortailBlanchimentRangeBarClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = portail_blanchiment_range_dispose;
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/fr/flashbackfa_entreprise/Portail/portail-blanchiment-range.ui");
  gtk_widget_class_bind_template_child (widget_class, PortailBlanchimentRangeBar, preset_chooser);
  gtk_widget_class_bind_template_child (widget_class, PortailBlanchimentRangeBar, dates);
  gtk_widget_class_bind_template_child (widget_class, PortailBlanchimentRangeBar, from);
  gtk_widget_class_bind_template_child (widget_class, PortailBlanchimentRangeBar, to);
  gtk_widget_class_bind_template_child (widget_class, PortailBlanchimentRangeBar, progress);
  gtk_widget_class_bind_template_callback (widget_class, on_preset);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel);
  gtk_widget_class_bind_template_callback (widget_class, portail_blanchiment_range_reload);
}

static void
portail_blanchiment_range_init (PortailBlanchimentRangeBar *range)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);

  gtk_widget_init_template (GTK_WIDGET (range));
  range->is_outdated = TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (preset_titles); i++)
    gtk_string_list_append (titles, _ (preset_titles[i]));
  gtk_drop_down_set_model (range->preset_chooser, G_LIST_MODEL (titles));
  gtk_drop_down_set_selected (range->preset_chooser, RANGE_12_WEEKS);
  g_signal_connect (range, "map", G_CALLBACK (on_map), NULL);
}

GtkWidget *
portail_blanchiment_range_new (PortailBlanchimentBook *book)
{
  PortailBlanchimentRangeBar *range = g_object_new (PORTAIL_TYPE_BLANCHIMENT_RANGE, NULL);
  PortailDesk *desk = portail_blanchiment_book_get_desk (book);

  range->book = g_object_ref (book);
  g_signal_connect_object (book, "changed", G_CALLBACK (portail_blanchiment_range_reload), range,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "account-changed", G_CALLBACK (on_context_changed), range,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (portail_desk_get_context (desk), "changed",
                           G_CALLBACK (on_context_changed), range, G_CONNECT_SWAPPED);
  return GTK_WIDGET (range);
}

PortailBlanchimentStudy *
portail_blanchiment_range_get_study (PortailBlanchimentRangeBar *range)
{
  g_return_val_if_fail (PORTAIL_IS_BLANCHIMENT_RANGE (range), NULL);
  return range->study;
}

/* States */

static GtkWidget *
new_status (PortailBlanchimentRangeBar *range,
            const char *icon_name,
            const char *title,
            const char *description)
{
  GtkWidget *page = adw_status_page_new ();

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), icon_name);
  adw_status_page_set_title (ADW_STATUS_PAGE (page), title);
  portail_status_text_set (ADW_STATUS_PAGE (page), description);
  return page;
}

static void
add_retry (PortailBlanchimentRangeBar *range, GtkWidget *page)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_Try again"));

  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "pill");
  gtk_widget_add_css_class (button, "suggested-action");
  g_signal_connect_object (button, "clicked", G_CALLBACK (portail_blanchiment_range_reload), range,
                           G_CONNECT_SWAPPED);
  adw_status_page_set_child (ADW_STATUS_PAGE (page), button);
}

static GtkWidget *
new_spinner (void)
{
  GtkWidget *spinner = gtk_spinner_new ();

  gtk_spinner_start (GTK_SPINNER (spinner));
  gtk_widget_set_size_request (spinner, 32, 32);
  gtk_widget_set_halign (spinner, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (spinner, GTK_ALIGN_CENTER);
  return spinner;
}

GtkWidget *
portail_blanchiment_range_make_status (PortailBlanchimentRangeBar *range)
{
  GtkWidget *page;

  g_return_val_if_fail (PORTAIL_IS_BLANCHIMENT_RANGE (range), NULL);
  switch (range->state)
    {
    case PORTAIL_BLANCHIMENT_RANGE_READING:
      return new_spinner ();
    case PORTAIL_BLANCHIMENT_RANGE_STOPPED:
      page = new_status (range, "media-playback-stop-symbolic", _ ("Stopped"),
                         _ ("The analysis was not finished."));
      add_retry (range, page);
      return page;
    case PORTAIL_BLANCHIMENT_RANGE_FAILED:
      page = new_status (range, "dialog-warning-symbolic", _ ("The operations cannot be read"),
                         range->fault);
      add_retry (range, page);
      return page;
    case PORTAIL_BLANCHIMENT_RANGE_READY:
      break;
    }
  if (range->study->analysis->totals.n > 0)
    return NULL;
  return new_status (range, "portail-blanchiment-symbolic", _ ("No operation in this period"),
                     _ ("Choose other days above, or enter operations first."));
}
