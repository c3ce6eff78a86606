/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The accounts of this computer that may be opened without a sign-in, and how long each has been
 * without contact. Writes what it learns into their folders. Main thread.
 *
 * Signal "changed" when the list differs. */
#pragma once

#include "app/portail-absence.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_ACCOUNT_BOOK (portail_account_book_get_type ())
G_DECLARE_FINAL_TYPE (PortailAccountBook, portail_account_book, PORTAIL, ACCOUNT_BOOK, GObject)

PortailAccountBook *portail_account_book_new (void);
/* What portail_account_list_finish() gave. */
void portail_account_book_begin (PortailAccountBook *book, const GPtrArray *accounts);
/* Of PortailAccount, the one used last first. Borrowed. */
const GPtrArray *portail_account_book_get_accounts (PortailAccountBook *book);
/* NULL for none. Borrowed. */
const PortailAccount *portail_account_book_find (PortailAccountBook *book, const char *directory);
/* It is the one used last; its lock says whether it is listed. */
void portail_account_book_put (PortailAccountBook *book, const PortailAccount *account);

/* Its folder goes. */
void portail_account_book_forget (PortailAccountBook *book, const char *directory);

/* Writes @account with what was seen of the time. */
void portail_account_book_note (PortailAccountBook *book, PortailAccount *account);
/* A server was met that said so. */
void portail_account_book_note_contact (PortailAccountBook *book,
                                        PortailAccount *account,
                                        PortailTimestamp server_time);
/* From now on only a sign-in opens it. */
void portail_account_book_lock (PortailAccountBook *book,
                                PortailAccount *account,
                                PortailAccountLock lock);
gboolean portail_account_book_is_absent (PortailAccountBook *book,
                                         const PortailAccount *account,
                                         guint n_days);
PortailTimestamp portail_account_book_get_least_now (PortailAccountBook *book);

G_END_DECLS
