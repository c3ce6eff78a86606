/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the account session share. */
#pragma once

#include "app/portail-account-book.h"
#include "app/portail-account-session.h"
#include "app/portail-company-reader.h"
#include "app/portail-sign-in-flow.h"
#include "app/portail-trays.h"

/* How often it is looked whether an absence has become too long, and what was seen is written. */
#define ABSENCE_SECONDS 600

struct _PortailAccountSession
{
  GObject parent_instance;

  GtkApplication *application; /* outlives the session */
  PortailWindow *window;       /* weak */
  PortailTrays *trays;
  char *accounts_directory;
  gboolean is_started;
  PortailSignInFlow *flow;
  PortailApiSession *granted; /* by a sign-in, not yet adopted */

  PortailAccountBook *book;
  guint absence_timer;

  PortailAccount *account; /* the one to be shown */
  char *opening;           /* the folder whose databases are being opened, or NULL */
  PortailCache *cache;
  PortailApiClient *client;
  PortailSync *sync;
  PortailCompanyReader *companies;
  gboolean is_begun;  /* its companies are shown */
  gboolean is_locked; /* by absence: open, and hidden */
};

/* Ends the work with the open account and shows nothing of it. */
void portail_account_session_close (PortailAccountSession *session);
/* @failure: what went wrong, or NULL. */
void portail_account_session_show_sign_in (PortailAccountSession *session, const char *failure);
/* The account that is shown is being left: nothing is seen of it, and it cannot be left again. */
void portail_account_session_show_leaving (PortailAccountSession *session);
void portail_account_session_present (PortailAccountSession *session, PortailWindowView view);

/* Pages show the open account from now on, unless it was away for too long. */
void portail_account_session_put_on_desk (PortailAccountSession *session);
gboolean portail_account_session_is_absent (PortailAccountSession *session);
/* Hides what is open, or shows it again; nothing where it is so already. */
void portail_account_session_lock (PortailAccountSession *session);
void portail_account_session_unlock (PortailAccountSession *session);
/* A GSourceFunc. */
gboolean portail_account_session_look_at_absence (gpointer session);
/* The server said the time, milliseconds since 1970. */
void portail_account_session_note_contact (PortailAccountSession *session, gint64 milliseconds);
/* Only a sign-in opens the account again once the server has revoked this device, whichever account
 * is shown by then. */
void portail_account_session_seal_when_revoked (PortailAccountSession *session);
/* Asks what becomes of unsent work, then signs out. */
void portail_account_session_sign_out (PortailAccountSession *session);
/* Of the account whose folder goes: ends its session, and its work where it is the open one. */
void portail_account_session_forget (PortailAccountSession *session, GVariant *directory);
