/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-sign-in.h"

#include <string.h>
#include <sys/random.h>

#include "app/portail-loopback-listener.h"
#include "shared/portail-error.h"
#include "shared/portail-i18n.h"
#include "shared/portail-json-text.h"

#define N_SECRET_BYTES 32

struct _PortailSignIn
{
  GObject parent_instance;

  PortailApiClient *client;
  PortailSignInLauncher launcher;
  gpointer launcher_user;
  guint timeout_milliseconds;
  char *device_name;

  /* While it runs. */
  GTask *task;
  PortailLoopbackListener *listener;
  char *redirect_uri;
  char *verifier;
  char *state;
  char *uri;
  char *code;
  guint timeout;
  gulong cancelled_handler;
};

G_DEFINE_FINAL_TYPE (PortailSignIn, portail_sign_in, G_TYPE_OBJECT)
G_DEFINE_QUARK (portail_sign_in_error, portail_sign_in_error)

static void
forget_run (PortailSignIn *sign_in)
{
  g_clear_pointer (&sign_in->listener, portail_loopback_listener_free);
  g_clear_pointer (&sign_in->redirect_uri, g_free);
  g_clear_pointer (&sign_in->verifier, g_free);
  g_clear_pointer (&sign_in->state, g_free);
  g_clear_pointer (&sign_in->uri, g_free);
  g_clear_pointer (&sign_in->code, g_free);
  g_clear_handle_id (&sign_in->timeout, g_source_remove);
}

static void
portail_sign_in_finalize (GObject *object)
{
  PortailSignIn *sign_in = PORTAIL_SIGN_IN (object);

  forget_run (sign_in);
  g_clear_object (&sign_in->client);
  g_free (sign_in->device_name);
  G_OBJECT_CLASS (portail_sign_in_parent_class)->finalize (object);
}

static void
portail_sign_in_class_init (PortailSignInClass *class)
{
  G_OBJECT_CLASS (class)->finalize = portail_sign_in_finalize;
}

static void
portail_sign_in_init (PortailSignIn *sign_in)
{
  sign_in->timeout_milliseconds = PORTAIL_SIGN_IN_TIMEOUT_SECONDS * 1000;
  sign_in->device_name = g_strdup (g_get_host_name ());
}

PortailSignIn *
portail_sign_in_new (PortailApiClient *client, PortailSignInLauncher launcher, gpointer user)
{
  PortailSignIn *sign_in = g_object_new (PORTAIL_TYPE_SIGN_IN, NULL);

  sign_in->client = g_object_ref (client);
  sign_in->launcher = launcher;
  sign_in->launcher_user = user;
  return sign_in;
}

void
portail_sign_in_set_timeout (PortailSignIn *sign_in, guint milliseconds)
{
  sign_in->timeout_milliseconds = milliseconds;
}

const char *
portail_sign_in_get_uri (PortailSignIn *sign_in)
{
  return sign_in->uri;
}

/* The task of the run that ends here; NULL when none runs. Owned. */
static GTask *
end_run (PortailSignIn *sign_in)
{
  GTask *task = g_steal_pointer (&sign_in->task);

  if (task == NULL)
    return NULL;
  g_cancellable_disconnect (g_task_get_cancellable (task), sign_in->cancelled_handler);
  sign_in->cancelled_handler = 0;
  forget_run (sign_in);
  return task;
}

static void
fail (PortailSignIn *sign_in, PortailSignInError code, const char *message)
{
  g_autoptr (GTask) task = end_run (sign_in);

  if (task != NULL)
    g_task_return_new_error (task, PORTAIL_SIGN_IN_ERROR, (int) code, "%s", message);
}

void
portail_sign_in_report_no_browser (PortailSignIn *sign_in, const GError *reason)
{
  g_autofree char *message = g_strdup_printf ("%s %s", _ ("No browser could be opened."),
                                              reason != NULL ? reason->message : "");

  fail (sign_in, PORTAIL_SIGN_IN_ERROR_NO_BROWSER, g_strchomp (message));
}

static char *
encode_base64_url (const guint8 *bytes, gsize length)
{
  char *text = g_base64_encode (bytes, length);

  g_strdelimit (text, "+", '-');
  g_strdelimit (text, "/", '_');
  text[strcspn (text, "=")] = '\0';
  return text;
}

static char *
make_secret (void)
{
  guint8 bytes[N_SECRET_BYTES];

  if (getrandom (bytes, sizeof bytes, 0) != sizeof bytes)
    g_error ("the kernel gives no random bytes");
  return encode_base64_url (bytes, sizeof bytes);
}

/* S256 of RFC 7636. */
static char *
make_challenge (const char *verifier)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 hash[32];
  gsize length = sizeof hash;

  g_checksum_update (checksum, (const guint8 *) verifier, -1);
  g_checksum_get_digest (checksum, hash, &length);
  return encode_base64_url (hash, length);
}

static char *
make_uri (PortailSignIn *sign_in)
{
  g_autofree char *challenge = make_challenge (sign_in->verifier);
  g_autofree char *query = soup_form_encode (
      "client", "desktop", "redirect_uri", sign_in->redirect_uri, "code_challenge", challenge,
      "code_challenge_method", "S256", "state", sign_in->state, "device_name", sign_in->device_name,
      NULL);

  return g_strdup_printf ("%s/auth/authorize?%s", portail_api_client_get_server (sign_in->client),
                          query);
}

static void
take_session (PortailSignIn *sign_in, const PortailApiAnswer *answer)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PortailApiSession) session = NULL;
  g_autoptr (GTask) task = NULL;

  if (portail_api_answer_check (answer, &error))
    session = portail_api_session_parse (answer->body, &error);
  if (g_error_matches (error, PORTAIL_ERROR, PORTAIL_ERROR_ACCOUNT_WITHOUT_ROLE))
    fail (sign_in, PORTAIL_SIGN_IN_ERROR_NO_ROLE, error->message);
  else if (session == NULL)
    fail (sign_in, PORTAIL_SIGN_IN_ERROR_REFUSED, error->message);
  else if (session->user_id == NULL)
    fail (sign_in, PORTAIL_SIGN_IN_ERROR_REFUSED,
          _ ("This is not the answer of a Flashback Fa server."));
  else if (session->role == NULL)
    fail (sign_in, PORTAIL_SIGN_IN_ERROR_NO_ROLE,
          _ ("Your account has no role in any company yet. Ask your patron or the staff."));
  else
    {
      task = end_run (sign_in);
      g_task_return_pointer (task, g_steal_pointer (&session),
                             (GDestroyNotify) portail_api_session_free);
    }
}

static void
on_exchanged (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailSignIn) sign_in = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PortailApiAnswer) answer = portail_api_client_send_finish (PORTAIL_API_CLIENT (source),
                                                                        result, &error);

  /* Cancelled: that has ended the run already. */
  if (sign_in->task == NULL)
    return;
  if (answer == NULL)
    fail (sign_in, PORTAIL_SIGN_IN_ERROR_UNREACHABLE, error->message);
  else
    take_session (sign_in, answer);
}

static void
exchange (PortailSignIn *sign_in)
{
  g_autoptr (GString) json = g_string_new ("{\"grant_type\":\"authorization_code\",\"code\":");
  PortailApiRequest *request;

  portail_json_append_string (json, sign_in->code);
  g_string_append (json, ",\"code_verifier\":");
  portail_json_append_string (json, sign_in->verifier);
  g_string_append (json, ",\"redirect_uri\":");
  portail_json_append_string (json, sign_in->redirect_uri);
  g_string_append_c (json, '}');
  request = portail_api_request_new ("POST", "/auth/token", g_bytes_new (json->str, json->len));
  request->is_public = TRUE;
  portail_api_client_send_async (sign_in->client, request, g_task_get_cancellable (sign_in->task),
                                 on_exchanged, g_object_ref (sign_in));
}

static const char *
refuse (PortailSignIn *sign_in, const char *reason)
{
  if (g_str_equal (reason, "account_without_role"))
    fail (sign_in, PORTAIL_SIGN_IN_ERROR_NO_ROLE,
          _ ("Your account has no role in any company yet. Ask your patron or the staff."));
  else if (g_str_equal (reason, "access_denied"))
    fail (sign_in, PORTAIL_SIGN_IN_ERROR_ACCESS_DENIED, _ ("The sign-in was declined."));
  else
    fail (sign_in, PORTAIL_SIGN_IN_ERROR_REFUSED, _ ("The server refused the sign-in."));
  return _ ("You are not signed in. You can close this page and go back to the application.");
}

static const char *
on_callback (GHashTable *parameters, gpointer user)
{
  PortailSignIn *sign_in = user;
  const char *state = g_hash_table_lookup (parameters, "state");
  const char *error = g_hash_table_lookup (parameters, "error");
  const char *code = g_hash_table_lookup (parameters, "code");

  if (g_strcmp0 (state, sign_in->state) != 0)
    {
      fail (sign_in, PORTAIL_SIGN_IN_ERROR_WRONG_STATE,
            _ ("The browser brought the answer to another sign-in. Please try again."));
      return _ ("You are not signed in. You can close this page and go back to the application.");
    }
  if (error != NULL || code == NULL)
    return refuse (sign_in, error != NULL ? error : "");
  g_clear_handle_id (&sign_in->timeout, g_source_remove);
  sign_in->code = g_strdup (code);
  exchange (sign_in);
  return _ ("You can close this page and go back to the application.");
}

static gboolean
on_timeout (gpointer user)
{
  PortailSignIn *sign_in = user;

  sign_in->timeout = 0;
  fail (sign_in, PORTAIL_SIGN_IN_ERROR_TIMED_OUT,
        _ ("Nobody signed in within the time. Please try again."));
  return G_SOURCE_REMOVE;
}

static gboolean
cancel_run (gpointer user)
{
  PortailSignIn *sign_in = user;
  g_autoptr (GTask) task = end_run (sign_in);

  if (task != NULL && !g_task_return_error_if_cancelled (task))
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "%s", _ ("Cancelled."));
  return G_SOURCE_REMOVE;
}

/* A handler may not disconnect itself, so the run ends from the main loop. */
static void
on_cancelled (GCancellable *cancellable, gpointer user)
{
  g_idle_add_full (G_PRIORITY_DEFAULT, cancel_run, g_object_ref (user), g_object_unref);
}

static gboolean
prepare (PortailSignIn *sign_in, GError **error)
{
  sign_in->listener = portail_loopback_listener_new (on_callback, sign_in, error);
  if (sign_in->listener == NULL)
    return FALSE;
  sign_in->redirect_uri = g_strdup (portail_loopback_listener_get_uri (sign_in->listener));
  sign_in->verifier = make_secret ();
  sign_in->state = make_secret ();
  sign_in->uri = make_uri (sign_in);
  return TRUE;
}

void
portail_sign_in_run_async (PortailSignIn *sign_in,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *uri = NULL;

  g_return_if_fail (PORTAIL_IS_SIGN_IN (sign_in) && sign_in->task == NULL);
  sign_in->task = g_task_new (sign_in, cancellable, callback, user_data);
  g_task_set_source_tag (sign_in->task, portail_sign_in_run_async);
  if (!prepare (sign_in, &error))
    {
      fail (sign_in, PORTAIL_SIGN_IN_ERROR_NO_LISTENER, error->message);
      return;
    }
  sign_in->timeout = g_timeout_add (sign_in->timeout_milliseconds, on_timeout, sign_in);
  if (cancellable != NULL)
    sign_in->cancelled_handler = g_cancellable_connect (cancellable, G_CALLBACK (on_cancelled),
                                                        sign_in, NULL);
  /* The launcher may end the run. */
  uri = g_strdup (sign_in->uri);
  sign_in->launcher (sign_in, uri, sign_in->launcher_user);
}

PortailApiSession *
portail_sign_in_run_finish (PortailSignIn *sign_in, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, sign_in), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
