/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What of a fault is kept, shown and sent, and what is not. Crashes are those of a true child. */
#include "app/portail-error-reporter.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>

#include "app/portail-crash-marker.h"
#include "app/portail-error-log.h"
#include "app/portail-error-sender.h"
#include "app/portail-redaction.h"
#include "shared/portail-error.h"
#include "tests/support/portail-await.h"
#include "tests/support/portail-fake-server.h"
#include "tests/support/portail-sync-fixture.h"

#define CRASH_OPTION "--crash"
#define PATH         "/api/client-errors"
#define HOME                                                                                       \
  "/ho"                                                                                            \
  "me" /* where people's folders are */

static const char *program;

typedef struct
{
  char *folder;
  PortailErrorReporter *reporter;
} Fixture;

static void
open_reporter (Fixture *fixture, PortailErrorConsent consent)
{
  fixture->reporter = portail_error_reporter_new (fixture->folder, consent);
}

static GPtrArray *
start (Fixture *fixture)
{
  g_auto (PortailAwait) await = { NULL };
  g_autoptr (GError) error = NULL;
  GPtrArray *asked;

  portail_error_reporter_start_async (fixture->reporter, portail_await_ready, &await);
  asked = portail_error_reporter_start_finish (fixture->reporter, portail_await (&await), &error);
  g_assert_no_error (error);
  return asked;
}

static void
settle (Fixture *fixture)
{
  g_auto (PortailAwait) await = { NULL };

  portail_await_idle ();
  portail_error_reporter_settle_async (fixture->reporter, portail_await_ready, &await);
  g_assert_true (
      portail_error_reporter_settle_finish (fixture->reporter, portail_await (&await), NULL));
}

/* Threads that wrote hold it until they have ended. */
static void
close_reporter (Fixture *fixture)
{
  settle (fixture);
  portail_await_finalize (g_steal_pointer (&fixture->reporter));
}

static GPtrArray *
restart (Fixture *fixture, PortailErrorConsent consent)
{
  close_reporter (fixture);
  open_reporter (fixture, consent);
  return start (fixture);
}

static void
set_up (Fixture *fixture, gconstpointer consent)
{
  g_autoptr (GPtrArray) asked = NULL;

  fixture->folder = g_dir_make_tmp ("portail-errors-XXXXXX", NULL);
  open_reporter (fixture, (PortailErrorConsent) GPOINTER_TO_INT (consent));
  asked = start (fixture);
  g_assert_cmpuint (asked->len, ==, 0);
}

static guint
count_files (Fixture *fixture)
{
  g_autoptr (GDir) folder = g_dir_open (fixture->folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (folder) != NULL)
    n++;
  return n;
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  static const char *const names[] = { "crash", "found.json", "queue.json" };

  close_reporter (fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (fixture->folder, names[i], NULL);

      g_unlink (path);
    }
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->folder);
}

/* A fault of the program that does not end the test. */
static void
complain (const char *message)
{
  GLogLevelFlags fatal = g_log_set_always_fatal (G_LOG_FATAL_MASK);

  g_log_structured (NULL, G_LOG_LEVEL_CRITICAL, "MESSAGE", "%s", message);
  g_log_set_always_fatal (fatal);
}

/* Cleaning */

static void
nothing_of_a_person_is_left (void)
{
  static const struct
  {
    const char *text;
    const char *secret; /* not in what is left */
  } cases[] = {
    { "cannot open " HOME "/zoe.martin/Documents/facture.pdf", "zoe" },
    { "file://" HOME "/zoe/x", "zoe" },
    { "no such file: /var" HOME "/zoe/.local/share", "zoe" },
    { "C:\\Users\\Zoe\\AppData", "Zoe" },
    { "mail to zoe.martin+rp@example.org failed", "zoe" },
    { "GET https://zoe:hunter22@host/api?token=abc", "hunter22" },
    { "GET https://host/auth/callback?code=s3cr3tcode&state=x", "s3cr3tcode" },
    { "Authorization: Bearer abcdEFGH1234", "abcdEFGH" },
    { "token=AAAA.BBBB-CCCC_DDDD", "BBBB" },
    { "{\"refresh_token\":\"q1w2e3r4t5y6\"}", "q1w2" },
    { "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ6b2UifQ.sig", "eyJzdWI" },
    { "user 800000000000000002 is unknown", "800000000000000002" },
    { "record 01990000-0000-7000-8000-00000000a001 is gone", "00000000a001" },
    { "sha256 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", "9f86d081" },
    { "“Zoé Martin” has no grade", "Zoé" },
    { "« Garage Zoé » est fermé", "Garage" },
    { "cannot parse \"12 zoe\"", "zoe" },
    { "employee 'Zoé Martin' twice", "Martin" },
    { "employee Zoé Martin has no row", "Martin" },
    { "employee Jean-Luc De La Tour-Martin twice", "Tour" },
    { "rows of Jean DUPONT, of Ronald McCoy", "DUPONT" },
    { "rows of Jean DUPONT, of Ronald McCoy", "McCoy" },
    { "token AbCd1234EfGh of the session", "AbCd" },
    { "username: zoe the first, grade: chef", "zoe" },
    { "amount = 1234.56; next", "1234" },
    { "salary of 12 500 $ is too much", "500" },
    { "paid $1,234.56 today", "234" },
    { "sum 90\xc2\xa0"
      "000 exceeds",
      "90" },
    { "sum 123456 exceeds", "123456" },
    { "from 192.168.1.20 and 2001:db8:85a3::8a2e:370:7334", "192.168" },
    { "from 2001:db8:85a3:0:0:8a2e:370:7334", "8a2e" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *clean = portail_redaction_clean (cases[i].text, 1000);

      if (strstr (clean, cases[i].secret) != NULL)
        g_error ("“%s” is left in “%s”", cases[i].secret, clean);
    }
}

static void
what_helps_to_repair_is_left (void)
{
  static const char *const texts[] = {
    "gtk_widget_get_root: assertion 'GTK_IS_WIDGET (widget)' failed",
    "Gtk: Finalizing GtkButton 0x55d0c0ffee10, but it still has children left:",
    "the token store is locked",
    "portail+0x1a2b3c4d",
    "libgtk-4.so.1.800.3+0x1f2e3",
    "no property named 'fold-width' on PortailFoldBin",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *clean = portail_redaction_clean (texts[i], 1000);

      g_assert_cmpstr (clean, ==, texts[i]);
    }
}

static void
hostile_texts_are_cut_and_stay_text (void)
{
  g_autofree char *long_text = g_strnfill (300 * 1000, 'a');
  g_autofree char *spaces = g_strnfill (60 * 1000, ' ');
  g_autofree char *cut = portail_redaction_clean (long_text, 100);
  g_autofree char *blank = portail_redaction_clean (spaces, 100);
  g_autofree char *broken = portail_redaction_clean ("\xff\xfe caf\xc3", 100);
  g_autofree char *half = portail_redaction_clean ("ééé", 3);

  g_assert_cmpuint (strlen (cut), <=, 100);
  g_assert_cmpuint (strlen (blank), <=, 100);
  g_assert_true (g_utf8_validate (broken, -1, NULL));
  g_assert_cmpstr (half, ==, "é");
}

/* Collecting */

static void
a_fault_is_asked_about_at_the_next_start_and_once (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GPtrArray) asked = NULL;
  g_autoptr (GPtrArray) again = NULL;
  g_autoptr (GPtrArray) last = NULL;
  const PortailErrorReport *report;

  complain ("the row of “Zoé Martin” is gone");
  complain ("the row of “Zoé Martin” is gone");
  asked = restart (fixture, PORTAIL_ERROR_CONSENT_GIVEN);
  g_assert_cmpuint (asked->len, ==, 1);
  report = asked->pdata[0];
  g_assert_cmpstr (report->kind, ==, "critical");
  g_assert_cmpstr (report->message, ==, "the row of <text> is gone");
  g_assert_cmpuint (report->n_times, ==, 2);
  g_assert_nonnull (strstr (report->stack, "+0x"));
  /* Undecided, it comes again; decided, it does not, whatever happens. */
  again = restart (fixture, PORTAIL_ERROR_CONSENT_GIVEN);
  g_assert_cmpuint (again->len, ==, 1);
  portail_error_reporter_decide (fixture->reporter, again, PORTAIL_ERROR_DISCARD, NULL);
  complain ("the row of “Zoé Martin” is gone");
  g_assert_cmpuint (portail_error_reporter_count_queued (fixture->reporter), ==, 0);
  last = restart (fixture, PORTAIL_ERROR_CONSENT_GIVEN);
  g_assert_cmpuint (last->len, ==, 0);
}

static void
without_consent_nothing_is_kept (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GPtrArray) asked = NULL;

  complain ("something");
  settle (fixture);
  g_assert_cmpuint (count_files (fixture), ==, 1); /* the marker, empty */
  asked = restart (fixture, PORTAIL_ERROR_CONSENT_GIVEN);
  g_assert_cmpuint (asked->len, ==, 0);
}

static void
consent_that_is_taken_back_removes_all (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GPtrArray) asked = NULL;
  g_autoptr (GPtrArray) last = NULL;

  complain ("first");
  asked = restart (fixture, PORTAIL_ERROR_CONSENT_GIVEN);
  portail_error_reporter_decide (fixture->reporter, asked, PORTAIL_ERROR_SEND, NULL);
  complain ("second");
  settle (fixture);
  g_assert_cmpuint (portail_error_reporter_count_queued (fixture->reporter), ==, 1);
  portail_error_reporter_set_consent (fixture->reporter, PORTAIL_ERROR_CONSENT_NONE);
  settle (fixture);
  g_assert_cmpuint (portail_error_reporter_count_queued (fixture->reporter), ==, 0);
  g_assert_cmpuint (count_files (fixture), ==, 1);
  last = restart (fixture, PORTAIL_ERROR_CONSENT_GIVEN);
  g_assert_cmpuint (last->len, ==, 0);
}

/* Crashes */

static void
crash_child (Fixture *fixture, const char *how, const char *consent)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) child = g_subprocess_new (
      G_SUBPROCESS_FLAGS_STDERR_SILENCE | G_SUBPROCESS_FLAGS_STDOUT_SILENCE, &error, program,
      CRASH_OPTION, fixture->folder, how, consent, NULL);

  g_assert_no_error (error);
  g_assert_true (g_subprocess_wait (child, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_signaled (child));
}

static void
a_crash_is_told_at_the_next_start (Fixture *fixture, gconstpointer how)
{
  g_autoptr (GPtrArray) asked = NULL;
  g_autoptr (GPtrArray) again = NULL;
  const PortailErrorReport *report;

  close_reporter (fixture);
  crash_child (fixture, how, "given");
  open_reporter (fixture, PORTAIL_ERROR_CONSENT_GIVEN);
  asked = start (fixture);
  g_assert_cmpuint (asked->len, ==, 1);
  report = asked->pdata[0];
  g_assert_cmpstr (report->kind, ==, "crash");
  g_assert_true (
      g_str_has_prefix (report->message, g_str_equal (how, "abort") ? "SIGABRT" : "SIGSEGV"));
  g_assert_nonnull (strstr (report->stack, "portail+0x"));
  g_assert_nonnull (strstr (report->stack, "opening <text>"));
  g_assert_null (strstr (report->stack, "Zoé"));
  g_assert_null (strstr (report->stack, "/"));
  /* The marker was taken; the report waits for a decision. */
  portail_error_reporter_decide (fixture->reporter, asked, PORTAIL_ERROR_DISCARD, NULL);
  again = restart (fixture, PORTAIL_ERROR_CONSENT_GIVEN);
  g_assert_cmpuint (again->len, ==, 0);
}

static void
without_consent_a_crash_says_no_word_of_the_log (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *path = g_build_filename (fixture->folder, "crash", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GPtrArray) asked = NULL;

  close_reporter (fixture);
  crash_child (fixture, "segv", "none");
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_true (g_str_has_prefix (text, "signal "));
  g_assert_null (strstr (text, "opening"));
  open_reporter (fixture, PORTAIL_ERROR_CONSENT_NONE);
  asked = start (fixture);
  g_assert_cmpuint (asked->len, ==, 0);
}

/* Without an end; the compiler is not to see it. */
static int __attribute__ ((noinline)) overflow (volatile int depth)
{
  volatile char frame[1024] = { (char) depth };

  return depth == 0 ? 0 : overflow (depth + 1) + frame[0];
}

/* What the child does: it begins as the program does, and then it is over. */
static int
run_child (const char *folder, const char *how, const char *consent)
{
  Fixture fixture = { .folder = (char *) folder };
  g_autoptr (GPtrArray) asked = NULL;

  portail_error_log_install ();
  open_reporter (&fixture, g_str_equal (consent, "given") ? PORTAIL_ERROR_CONSENT_GIVEN
                                                          : PORTAIL_ERROR_CONSENT_NONE);
  asked = start (&fixture);
  g_message ("opening “Zoé Martin”");
  if (g_str_equal (how, "segv"))
    raise (SIGSEGV);
  else if (g_str_equal (how, "overflow"))
    return overflow (1);
  else
    g_abort ();
  return 0;
}

/* Sending */

typedef struct
{
  Fixture errors;
  PortailSyncFixture sync;
  PortailShellContext *context;
  PortailDesk *desk;
  PortailErrorSender *sender;
} SendingFixture;

static void
set_up_sending (SendingFixture *fixture, gconstpointer unused)
{
  set_up (&fixture->errors, GINT_TO_POINTER (PORTAIL_ERROR_CONSENT_GIVEN));
  portail_sync_fixture_set_up (&fixture->sync, NULL);
  fixture->context = portail_shell_context_new (portail_day_from_date (2025, 9, 20));
  fixture->desk = portail_desk_new (fixture->context, NULL);
}

static void
tear_down_sending (SendingFixture *fixture, gconstpointer unused)
{
  portail_sync_stop (fixture->sync.sync);
  portail_desk_set_account (fixture->desk, NULL);
  g_clear_object (&fixture->sender);
  portail_await_idle ();
  g_clear_object (&fixture->desk);
  g_clear_object (&fixture->context);
  portail_sync_fixture_tear_down (&fixture->sync, NULL);
  tear_down (&fixture->errors, NULL);
}

/* Somebody decided to send what went wrong in the run before. */
static void
decide_to_send (SendingFixture *fixture)
{
  g_autoptr (GPtrArray) asked = NULL;

  complain ("the row of “Zoé Martin” is gone");
  asked = restart (&fixture->errors, PORTAIL_ERROR_CONSENT_GIVEN);
  g_assert_cmpuint (asked->len, ==, 1);
  portail_error_reporter_decide (fixture->errors.reporter, asked, PORTAIL_ERROR_SEND,
                                 "I opened zoe@example.org");
}

static void
sign_in (SendingFixture *fixture)
{
  const PortailDeskAccount account = {
    .cache = fixture->sync.base.cache,
    .client = fixture->sync.client,
    .sync = fixture->sync.sync,
    .user_id = PORTAIL_FIXTURE_USER,
  };

  portail_desk_set_account (fixture->desk, &account);
}

static gboolean
is_sent (gpointer user_data)
{
  SendingFixture *fixture = user_data;

  return portail_error_reporter_count_queued (fixture->errors.reporter) == 0;
}

static gboolean
was_asked (gpointer user_data)
{
  SendingFixture *fixture = user_data;

  return portail_fake_server_count (fixture->sync.server, PATH) > 0;
}

static void
what_was_decided_waits_for_the_server_and_goes_once (SendingFixture *fixture, gconstpointer unused)
{
  const PortailJson *body;
  const char *message;

  /* Offline, over a restart. */
  decide_to_send (fixture);
  g_ptr_array_unref (restart (&fixture->errors, PORTAIL_ERROR_CONSENT_GIVEN));
  g_assert_cmpuint (portail_error_reporter_count_queued (fixture->errors.reporter), ==, 1);
  fixture->sender = portail_error_sender_new (fixture->errors.reporter, fixture->desk);
  portail_await_idle ();
  g_assert_cmpuint (portail_fake_server_count (fixture->sync.server, PATH), ==, 0);
  /* The server is busy at first, and takes it at the next contact. */
  portail_fake_server_say (fixture->sync.server, PATH, 503, "{\"code\":\"unavailable\"}");
  portail_fake_server_say (fixture->sync.server, PATH, 201, "{\"id\":\"1\"}");
  sign_in (fixture);
  portail_await_until (was_asked, fixture);
  portail_sync_fixture_sync (&fixture->sync);
  portail_await_until (is_sent, fixture);
  g_assert_cmpuint (portail_fake_server_count (fixture->sync.server, PATH), ==, 2);
  body = portail_fake_server_get_request (fixture->sync.server, PATH, 1);
  message = portail_json_get_member_string (body, "message");
  g_assert_cmpstr (message, ==, "the row of <text> is gone\n\nI opened <address>");
  g_assert_cmpstr (portail_json_get_member_string (body, "kind"), ==, "critical");
  g_clear_object (&fixture->sender);
  g_ptr_array_unref (restart (&fixture->errors, PORTAIL_ERROR_CONSENT_GIVEN));
  g_assert_cmpuint (portail_error_reporter_count_queued (fixture->errors.reporter), ==, 0);
}

static void
what_the_server_never_takes_is_dropped (SendingFixture *fixture, gconstpointer unused)
{
  decide_to_send (fixture);
  fixture->sender = portail_error_sender_new (fixture->errors.reporter, fixture->desk);
  portail_fake_server_say (fixture->sync.server, PATH, 422, "{\"code\":\"invalid\"}");
  sign_in (fixture);
  portail_await_until (is_sent, fixture);
  g_assert_cmpuint (portail_fake_server_count (fixture->sync.server, PATH), ==, 1);
}

static void
nothing_is_sent_before_a_decision (SendingFixture *fixture, gconstpointer unused)
{
  complain ("something");
  settle (&fixture->errors);
  fixture->sender = portail_error_sender_new (fixture->errors.reporter, fixture->desk);
  sign_in (fixture);
  portail_sync_fixture_sync (&fixture->sync);
  g_assert_cmpuint (portail_fake_server_count (fixture->sync.server, PATH), ==, 0);
}

#define ADD(path, consent, function)                                                               \
  g_test_add (path, Fixture, GINT_TO_POINTER (PORTAIL_ERROR_CONSENT_##consent), set_up, function,  \
              tear_down)
#define ADD_CRASH(path, how)                                                                       \
  g_test_add (path, Fixture, how, set_up_for_crash, a_crash_is_told_at_the_next_start, tear_down)
#define ADD_SENDING(path, function)                                                                \
  g_test_add (path, SendingFixture, NULL, set_up_sending, function, tear_down_sending)

static void
set_up_for_crash (Fixture *fixture, gconstpointer unused)
{
  set_up (fixture, GINT_TO_POINTER (PORTAIL_ERROR_CONSENT_GIVEN));
}

int
main (int argc, char *argv[])
{
  g_autofree char *path = g_file_read_link ("/proc/self/exe", NULL);

  program = path;
  if (argc == 5 && g_str_equal (argv[1], CRASH_OPTION))
    return run_child (argv[2], argv[3], argv[4]);
  portail_sync_fixture_init ();
  portail_error_log_install ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/errors/nothing-of-a-person-is-left", nothing_of_a_person_is_left);
  g_test_add_func ("/errors/what-helps-to-repair-is-left", what_helps_to_repair_is_left);
  g_test_add_func ("/errors/hostile-texts-are-cut-and-stay-text",
                   hostile_texts_are_cut_and_stay_text);
  ADD ("/errors/a-fault-is-asked-about-at-the-next-start-and-once", GIVEN,
       a_fault_is_asked_about_at_the_next_start_and_once);
  ADD ("/errors/without-consent-nothing-is-kept", NONE, without_consent_nothing_is_kept);
  ADD ("/errors/consent-that-is-taken-back-removes-all", GIVEN,
       consent_that_is_taken_back_removes_all);
  ADD_CRASH ("/errors/a-crash-is-told-at-the-next-start", "segv");
  ADD_CRASH ("/errors/a-stack-that-overflows-is-a-crash", "overflow");
  ADD_CRASH ("/errors/a-program-that-gives-up-is-a-crash", "abort");
  ADD ("/errors/without-consent-a-crash-says-no-word-of-the-log", NONE,
       without_consent_a_crash_says_no_word_of_the_log);
  ADD_SENDING ("/errors/what-was-decided-waits-for-the-server-and-goes-once",
               what_was_decided_waits_for_the_server_and_goes_once);
  ADD_SENDING ("/errors/what-the-server-never-takes-is-dropped",
               what_the_server_never_takes_is_dropped);
  ADD_SENDING ("/errors/nothing-is-sent-before-a-decision", nothing_is_sent_before_a_decision);
  return g_test_run ();
}
