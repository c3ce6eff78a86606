/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-blanchiment-book.h"

/* Changes within that time are read once. */
#define PAUSE_MILLISECONDS 120

struct _PortailBlanchimentBook
{
  GObject parent_instance;

  PortailDesk *desk;
  PortailCache *cache; /* whose handlers are connected */
  gulong handlers[2];
  GCancellable *cancellable;
  guint pause_source;
  PortailBlanchimentSurveyFlags flags;
  PortailBlanchimentSettings settings;
  PortailBlanchimentSurvey *survey;
  char *fault;
};

G_DEFINE_FINAL_TYPE (PortailBlanchimentBook, portail_blanchiment_book, G_TYPE_OBJECT)

static guint changed_signal;

PortailBlanchimentGate
portail_blanchiment_book_get_gate (PortailBlanchimentBook *book)
{
  const PortailShellCompany *company;

  g_return_val_if_fail (PORTAIL_IS_BLANCHIMENT_BOOK (book), PORTAIL_BLANCHIMENT_NO_COMPANY);
  company = portail_shell_context_get_company (portail_desk_get_context (book->desk));
  if (company == NULL || book->cache == NULL)
    return PORTAIL_BLANCHIMENT_NO_COMPANY;
  if (!portail_permission_can_see (PORTAIL_MODULE_BLANCHIMENT, company->role))
    return PORTAIL_BLANCHIMENT_NO_RIGHT;
  return company->is_blanchiment_enabled ? PORTAIL_BLANCHIMENT_OPEN
                                         : PORTAIL_BLANCHIMENT_SWITCHED_OFF;
}

/* The companies that it covers. Owned. */
static GPtrArray *
list_companies (PortailBlanchimentBook *book)
{
  PortailShellContext *context = portail_desk_get_context (book->desk);
  const PortailShellCompany *chosen = portail_shell_context_get_company (context);
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < portail_shell_context_get_n_companies (context); i++)
    {
      const PortailShellCompany *company = portail_shell_context_get_company_at (context, i);

      if (company->is_blanchiment_enabled
          && portail_permission_can_see (PORTAIL_MODULE_BLANCHIMENT, company->role)
          && (company == chosen || portail_role_is_server_wide (company->role)))
        g_ptr_array_add (ids, g_strdup (company->id));
    }
  return ids;
}

static void
on_survey (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailBlanchimentBook) book = user_data;
  g_autoptr (GError) error = NULL;
  PortailBlanchimentSurvey *survey = portail_cache_query_finish (PORTAIL_CACHE (object), result,
                                                                 &error);

  if (survey == NULL && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_pointer (&book->fault, g_free);
  g_clear_pointer (&book->survey, portail_blanchiment_survey_free);
  book->survey = survey;
  if (survey == NULL)
    book->fault = g_strdup (error->message);
  g_signal_emit (book, changed_signal, 0);
}

static void
on_settings (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailBlanchimentBook) book = user_data;
  g_autofree PortailBlanchimentEstimate *estimate = portail_cache_query_finish (
      PORTAIL_CACHE (object), result, NULL);

  if (estimate == NULL)
    return;
  book->settings = estimate->settings;
  g_signal_emit (book, changed_signal, 0);
}

static void
stop (PortailBlanchimentBook *book)
{
  g_clear_handle_id (&book->pause_source, g_source_remove);
  g_cancellable_cancel (book->cancellable);
  g_clear_object (&book->cancellable);
}

void
portail_blanchiment_book_reload (PortailBlanchimentBook *book)
{
  PortailDay today;

  g_return_if_fail (PORTAIL_IS_BLANCHIMENT_BOOK (book));
  stop (book);
  if (portail_blanchiment_book_get_gate (book) != PORTAIL_BLANCHIMENT_OPEN)
    return;
  today = portail_blanchiment_book_get_today (book);
  book->cancellable = g_cancellable_new ();
  portail_cache_query_async (book->cache,
                             portail_blanchiment_estimate_query_new (
                                 portail_desk_get_company_id (book->desk), NULL, today),
                             book->cancellable, on_settings, g_object_ref (book));
  portail_cache_study_async (
      book->cache, portail_blanchiment_survey_query_new (list_companies (book), today, book->flags),
      book->cancellable, on_survey, g_object_ref (book));
}

static gboolean
on_pause_over (gpointer user_data)
{
  PortailBlanchimentBook *book = PORTAIL_BLANCHIMENT_BOOK (user_data);

  book->pause_source = 0;
  portail_blanchiment_book_reload (book);
  return G_SOURCE_REMOVE;
}

static void
reload_soon (PortailBlanchimentBook *book)
{
  if (book->pause_source == 0)
    book->pause_source = g_timeout_add (PAUSE_MILLISECONDS, on_pause_over, book);
}

static void
on_cache_changed (PortailBlanchimentBook *book,
                  const char *type,
                  const char *id,
                  const char *enterprise_id)
{
  static const char *const types[] = { "blanchiment_operation", "setting", "enterprise", NULL };

  if (type == NULL || g_strv_contains (types, type))
    reload_soon (book);
}

static void
forget (PortailBlanchimentBook *book)
{
  stop (book);
  g_clear_pointer (&book->survey, portail_blanchiment_survey_free);
  g_clear_pointer (&book->fault, g_free);
  portail_blanchiment_settings_init (&book->settings);
}

static void
on_context_changed (PortailBlanchimentBook *book)
{
  forget (book);
  g_signal_emit (book, changed_signal, 0);
  portail_blanchiment_book_reload (book);
}

static void
set_cache (PortailBlanchimentBook *book, PortailCache *cache)
{
  for (gsize i = 0; book->cache != NULL && i < G_N_ELEMENTS (book->handlers); i++)
    g_clear_signal_handler (&book->handlers[i], book->cache);
  if (!g_set_object (&book->cache, cache) && cache == NULL)
    return;
  if (cache == NULL)
    return;
  book->handlers[0] = g_signal_connect_swapped (cache, "changed", G_CALLBACK (on_cache_changed),
                                                book);
  /* What was unsent is sent now: figures are no longer provisional. */
  book->handlers[1] = g_signal_connect_swapped (cache, "outbox-changed", G_CALLBACK (reload_soon),
                                                book);
}

static void
on_account_changed (PortailBlanchimentBook *book)
{
  set_cache (book, portail_desk_get_cache (book->desk));
  on_context_changed (book);
}

static void
portail_blanchiment_book_dispose (GObject *object)
{
  PortailBlanchimentBook *book = PORTAIL_BLANCHIMENT_BOOK (object);

  set_cache (book, NULL);
  forget (book);
  g_clear_object (&book->desk);
  G_OBJECT_CLASS (portail_blanchiment_book_parent_class)->dispose (object);
}

static void
portail_blanchiment_book_class_init (PortailBlanchimentBookClass *class)
{
  G_OBJECT_CLASS (class)->dispose = portail_blanchiment_book_dispose;
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
portail_blanchiment_book_init (PortailBlanchimentBook *book)
{
  portail_blanchiment_settings_init (&book->settings);
}

PortailBlanchimentBook *
portail_blanchiment_book_new (PortailDesk *desk)
{
  PortailBlanchimentBook *book = g_object_new (PORTAIL_TYPE_BLANCHIMENT_BOOK, NULL);

  book->desk = g_object_ref (desk);
  g_signal_connect_object (desk, "account-changed", G_CALLBACK (on_account_changed), book,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (portail_desk_get_context (desk), "changed",
                           G_CALLBACK (on_context_changed), book, G_CONNECT_SWAPPED);
  on_account_changed (book);
  return book;
}

PortailDesk *
portail_blanchiment_book_get_desk (PortailBlanchimentBook *book)
{
  g_return_val_if_fail (PORTAIL_IS_BLANCHIMENT_BOOK (book), NULL);
  return book->desk;
}

PortailDay
portail_blanchiment_book_get_today (PortailBlanchimentBook *book)
{
  return portail_timestamp_get_paris_day (portail_timestamp_now ());
}

const PortailBlanchimentSettings *
portail_blanchiment_book_get_settings (PortailBlanchimentBook *book)
{
  g_return_val_if_fail (PORTAIL_IS_BLANCHIMENT_BOOK (book), NULL);
  return &book->settings;
}

const PortailBlanchimentSurvey *
portail_blanchiment_book_get_survey (PortailBlanchimentBook *book)
{
  g_return_val_if_fail (PORTAIL_IS_BLANCHIMENT_BOOK (book), NULL);
  return book->survey;
}

const char *
portail_blanchiment_book_get_fault (PortailBlanchimentBook *book)
{
  g_return_val_if_fail (PORTAIL_IS_BLANCHIMENT_BOOK (book), NULL);
  return book->fault;
}

void
portail_blanchiment_book_want_suspects (PortailBlanchimentBook *book)
{
  g_return_if_fail (PORTAIL_IS_BLANCHIMENT_BOOK (book));
  if (book->flags & PORTAIL_BLANCHIMENT_SURVEY_SUSPECTS)
    return;
  book->flags |= PORTAIL_BLANCHIMENT_SURVEY_SUSPECTS;
  portail_blanchiment_book_reload (book);
}
