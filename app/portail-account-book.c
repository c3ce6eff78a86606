/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-account-book.h"

struct _PortailAccountBook
{
  GObject parent_instance;

  GPtrArray *accounts;
  PortailAbsence absence;
};

G_DEFINE_FINAL_TYPE (PortailAccountBook, portail_account_book, G_TYPE_OBJECT)

static guint changed_signal;

static void
portail_account_book_finalize (GObject *object)
{
  g_ptr_array_unref (PORTAIL_ACCOUNT_BOOK (object)->accounts);
  G_OBJECT_CLASS (portail_account_book_parent_class)->finalize (object);
}

static void
portail_account_book_class_init (PortailAccountBookClass *class)
{
  G_OBJECT_CLASS (class)->finalize = portail_account_book_finalize;
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
portail_account_book_init (PortailAccountBook *book)
{
  book->accounts = g_ptr_array_new_with_free_func ((GDestroyNotify) portail_account_free);
  book->absence = portail_absence_begin (book->accounts, g_get_monotonic_time);
}

PortailAccountBook *
portail_account_book_new (void)
{
  return g_object_new (PORTAIL_TYPE_ACCOUNT_BOOK, NULL);
}

void
portail_account_book_begin (PortailAccountBook *book, const GPtrArray *accounts)
{
  g_return_if_fail (PORTAIL_IS_ACCOUNT_BOOK (book));
  book->absence = portail_absence_begin (accounts, g_get_monotonic_time);
  g_ptr_array_set_size (book->accounts, 0);
  for (guint i = 0; i < accounts->len; i++)
    if (((const PortailAccount *) accounts->pdata[i])->lock == PORTAIL_ACCOUNT_OPEN)
      g_ptr_array_add (book->accounts, portail_account_copy (accounts->pdata[i]));
  g_signal_emit (book, changed_signal, 0);
}

const GPtrArray *
portail_account_book_get_accounts (PortailAccountBook *book)
{
  g_return_val_if_fail (PORTAIL_IS_ACCOUNT_BOOK (book), NULL);
  return book->accounts;
}

static gboolean
is_in (gconstpointer account, gconstpointer directory)
{
  return g_str_equal (((const PortailAccount *) account)->directory, directory);
}

const PortailAccount *
portail_account_book_find (PortailAccountBook *book, const char *directory)
{
  guint index;

  g_return_val_if_fail (PORTAIL_IS_ACCOUNT_BOOK (book), NULL);
  return g_ptr_array_find_with_equal_func (book->accounts, directory, is_in, &index)
             ? g_ptr_array_index (book->accounts, index)
             : NULL;
}

void
portail_account_book_put (PortailAccountBook *book, const PortailAccount *account)
{
  guint index;

  g_return_if_fail (PORTAIL_IS_ACCOUNT_BOOK (book));
  if (g_ptr_array_find_with_equal_func (book->accounts, account->directory, is_in, &index))
    g_ptr_array_remove_index (book->accounts, index);
  if (account->lock == PORTAIL_ACCOUNT_OPEN)
    g_ptr_array_insert (book->accounts, 0, portail_account_copy (account));
  g_signal_emit (book, changed_signal, 0);
}

void
portail_account_book_forget (PortailAccountBook *book, const char *directory)
{
  guint index;

  g_return_if_fail (PORTAIL_IS_ACCOUNT_BOOK (book));
  if (g_ptr_array_find_with_equal_func (book->accounts, directory, is_in, &index))
    g_ptr_array_remove_index (book->accounts, index);
  g_signal_emit (book, changed_signal, 0);
}

/* What is written is for the next start: a fault costs only what it would have told. */
static void
on_saved (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!portail_account_save_finish (result, &error))
    g_message ("The account is not written: %s", error->message);
}

void
portail_account_book_note (PortailAccountBook *book, PortailAccount *account)
{
  g_return_if_fail (PORTAIL_IS_ACCOUNT_BOOK (book));
  account->seen_at = portail_absence_get_least_now (&book->absence);
  portail_account_save_async (account, NULL, on_saved, NULL);
}

void
portail_account_book_note_contact (PortailAccountBook *book,
                                   PortailAccount *account,
                                   PortailTimestamp server_time)
{
  g_return_if_fail (PORTAIL_IS_ACCOUNT_BOOK (book));
  portail_absence_note (&book->absence, server_time);
  /* In the time that absences are counted in: another server's clock may be ahead of this one's. */
  account->contact_at = portail_absence_get_least_now (&book->absence);
}

void
portail_account_book_lock (PortailAccountBook *book,
                           PortailAccount *account,
                           PortailAccountLock lock)
{
  g_return_if_fail (PORTAIL_IS_ACCOUNT_BOOK (book));
  account->lock = lock;
  portail_account_book_note (book, account);
  portail_account_book_put (book, account);
}

gboolean
portail_account_book_is_absent (PortailAccountBook *book,
                                const PortailAccount *account,
                                guint n_days)
{
  g_return_val_if_fail (PORTAIL_IS_ACCOUNT_BOOK (book), FALSE);
  return portail_absence_is_too_long (&book->absence, account, n_days);
}

PortailTimestamp
portail_account_book_get_least_now (PortailAccountBook *book)
{
  g_return_val_if_fail (PORTAIL_IS_ACCOUNT_BOOK (book), PORTAIL_TIMESTAMP_NULL);
  return portail_absence_get_least_now (&book->absence);
}
