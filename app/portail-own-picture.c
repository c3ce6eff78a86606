/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-own-picture.h"

#include <string.h>

#include "app/portail-draft.h"
#include "app/portail-pictures.h"
#include "shared/portail-error.h"
#include "shared/portail-json-text.h"
#include "shared/portail-json.h"
#include "shared/portail-record-sql.h"
#include "shared/records/portail-user.h"

#define PATH   "/auth/avatar"
#define PIXELS 96 /* each way, at most */

struct _PortailOwnPicture
{
  GObject parent_instance;

  PortailDesk *desk;
  PortailCache *cache;       /* of the account on the desk, or NULL */
  PortailSync *sync;         /* likewise */
  char *url;                 /* of the picture that is wanted, or NULL */
  GCancellable *cancellable; /* of what belongs to it */
  GdkPaintable *drawn;
  gboolean is_missing; /* the server could not be asked */
};

G_DEFINE_FINAL_TYPE (PortailOwnPicture, portail_own_picture, G_TYPE_OBJECT)

static guint changed_signal;

/* One question about one picture; what is answered after another one is wanted counts no more. */
typedef struct
{
  PortailOwnPicture *picture;
  GCancellable *cancellable;
} Question;

static Question *
question_new (PortailOwnPicture *picture)
{
  Question *question = g_new (Question, 1);

  *question = (Question){ g_object_ref (picture), g_object_ref (picture->cancellable) };
  return question;
}

static void
question_free (Question *question)
{
  g_object_unref (question->picture);
  g_object_unref (question->cancellable);
  g_free (question);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Question, question_free)

static gboolean
is_over (const Question *question)
{
  return g_cancellable_is_cancelled (question->cancellable);
}

static void
set_drawn (PortailOwnPicture *picture, GdkPaintable *drawn)
{
  if (g_set_object (&picture->drawn, drawn))
    g_signal_emit (picture, changed_signal, 0);
}

static void
run_draw (GTask *task, gpointer source, gpointer bytes, GCancellable *cancellable)
{
  GError *error = NULL;
  GdkTexture *texture = portail_pictures_draw (bytes, PIXELS, &error);

  if (texture != NULL)
    g_task_return_pointer (task, texture, g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
on_drawn (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Question) question = user_data;
  g_autoptr (GdkTexture) texture = g_task_propagate_pointer (G_TASK (result), NULL);

  if (!is_over (question))
    set_drawn (question->picture, texture != NULL ? GDK_PAINTABLE (texture) : NULL);
}

static void
draw (PortailOwnPicture *picture, GBytes *bytes)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, on_drawn, question_new (picture));

  g_task_set_source_tag (task, draw);
  g_task_set_task_data (task, g_bytes_ref (bytes), (GDestroyNotify) g_bytes_unref);
  g_task_run_in_thread (task, run_draw);
}

/* Kept as {at, is_lasting, url, picture}; without @bytes what was kept goes. */
static void
keep (PortailOwnPicture *picture, GBytes *bytes)
{
  PortailDraft draft = { .type = (char *) PORTAIL_DRAFT_ANSWER, .id = (char *) PATH };
  g_autoptr (GString) json = g_string_new ("{");
  g_autofree char *text = NULL;

  if (bytes != NULL)
    {
      gsize length;
      const guchar *start = g_bytes_get_data (bytes, &length);

      text = g_base64_encode (start, length);
      portail_json_append_name (json, "at");
      portail_json_append_integer (json, portail_timestamp_now ().milliseconds);
      g_string_append (json, ",\"" PORTAIL_DRAFT_LASTING "\":true");
      portail_json_append_name (json, "url");
      portail_json_append_string (json, picture->url);
      portail_json_append_name (json, "picture");
      portail_json_append_string (json, text);
      g_string_append_c (json, '}');
      draft.text = json->str;
    }
  portail_draft_keep_async (picture->cache, &draft, NULL, NULL);
}

static void
on_answered (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Question) question = user_data;
  PortailOwnPicture *picture = question->picture;
  g_autoptr (GError) error = NULL;
  g_autoptr (PortailApiAnswer) answer = portail_api_client_send_finish (PORTAIL_API_CLIENT (object),
                                                                        result, &error);

  if (is_over (question))
    return;
  if (answer != NULL && portail_api_answer_check (answer, &error) && answer->body != NULL)
    {
      keep (picture, answer->body);
      draw (picture, answer->body);
    }
  else
    picture->is_missing = g_error_matches (error, PORTAIL_ERROR, PORTAIL_ERROR_UNAVAILABLE)
                          || g_error_matches (error, PORTAIL_ERROR, PORTAIL_ERROR_UNAUTHENTICATED);
}

static void
ask_server (PortailOwnPicture *picture)
{
  PortailApiClient *client = portail_desk_get_client (picture->desk);
  PortailApiRequest *request;

  picture->is_missing = client == NULL;
  if (client == NULL)
    return;
  request = portail_api_request_new ("GET", PATH, NULL);
  portail_api_request_add_header (request, "Accept", "image/*");
  portail_api_client_send_async (client, request, picture->cancellable, on_answered,
                                 question_new (picture));
}

/* The bytes that were kept for @url; NULL for none. Owned. */
static GBytes *
read_kept (const PortailDraft *draft, const char *url)
{
  g_autoptr (PortailJsonDocument) kept = draft != NULL ? portail_json_parse (
                                             draft->text, strlen (draft->text), NULL)
                                                       : NULL;
  const PortailJson *root = kept != NULL ? portail_json_document_get_root (kept) : NULL;
  const char *text = portail_json_get_member_string (root, "picture");
  gsize length;
  guchar *bytes;

  if (text == NULL || g_strcmp0 (portail_json_get_member_string (root, "url"), url) != 0)
    return NULL;
  bytes = g_base64_decode (text, &length);
  return g_bytes_new_take (bytes, length);
}

static void
on_kept_loaded (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Question) question = user_data;
  PortailOwnPicture *picture = question->picture;
  g_autoptr (PortailDraft) draft = portail_draft_load_finish (PORTAIL_CACHE (object), result, NULL);
  g_autoptr (GBytes) bytes = NULL;

  if (is_over (question))
    return;
  bytes = read_kept (draft, picture->url);
  if (bytes != NULL)
    draw (picture, bytes);
  else
    ask_server (picture);
}

/* Nothing of the former picture counts any more. */
static void
want (PortailOwnPicture *picture, const char *url)
{
  g_cancellable_cancel (picture->cancellable);
  g_clear_object (&picture->cancellable);
  picture->cancellable = g_cancellable_new ();
  g_free (picture->url);
  picture->url = g_strdup (url);
  picture->is_missing = FALSE;
}

static gpointer
run_find_url (PortailDatabase *database, gpointer user_id, GError **error)
{
  g_autoptr (PortailUser) user = portail_record_sql_load (database, &portail_user_type, user_id,
                                                          error);

  return user != NULL ? g_strdup (user->avatar_url != NULL ? user->avatar_url : "") : NULL;
}

static void
on_url (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailOwnPicture) picture = user_data;
  g_autofree char *url = portail_cache_query_finish (PORTAIL_CACHE (object), result, NULL);

  /* Before the first sync there is no row, which says nothing. */
  if (url == NULL || picture->cache != PORTAIL_CACHE (object) || g_strcmp0 (picture->url, url) == 0)
    return;
  want (picture, url);
  if (*url != '\0')
    portail_draft_load_async (picture->cache, PORTAIL_DRAFT_ANSWER, PATH, on_kept_loaded,
                              question_new (picture));
  else
    {
      keep (picture, NULL);
      set_drawn (picture, NULL);
    }
}

static void
find_url (PortailOwnPicture *picture)
{
  portail_cache_query_async (picture->cache,
                             portail_query_new (run_find_url,
                                                g_strdup (portail_desk_get_user_id (picture->desk)),
                                                g_free, g_free),
                             NULL, on_url, g_object_ref (picture));
}

static void
on_cache_changed (PortailOwnPicture *picture, const char *type)
{
  if (type == NULL || g_str_equal (type, "user"))
    find_url (picture);
}

static void
on_sync_status (PortailOwnPicture *picture)
{
  if (picture->is_missing && portail_sync_get_status (picture->sync) != PORTAIL_SYNC_STATUS_OFFLINE)
    ask_server (picture);
}

static void
leave_account (PortailOwnPicture *picture)
{
  if (picture->cache != NULL)
    g_signal_handlers_disconnect_by_data (picture->cache, picture);
  if (picture->sync != NULL)
    g_signal_handlers_disconnect_by_data (picture->sync, picture);
  g_clear_object (&picture->cache);
  g_clear_object (&picture->sync);
  want (picture, NULL);
}

static void
on_account_changed (PortailOwnPicture *picture)
{
  PortailSync *sync = portail_desk_get_sync (picture->desk);

  leave_account (picture);
  set_drawn (picture, NULL);
  if (portail_desk_get_cache (picture->desk) == NULL)
    return;
  picture->cache = g_object_ref (portail_desk_get_cache (picture->desk));
  g_signal_connect_object (picture->cache, "changed", G_CALLBACK (on_cache_changed), picture,
                           G_CONNECT_SWAPPED);
  if (g_set_object (&picture->sync, sync))
    g_signal_connect_object (sync, "notify::status", G_CALLBACK (on_sync_status), picture,
                             G_CONNECT_SWAPPED);
  find_url (picture);
}

static void
portail_own_picture_dispose (GObject *object)
{
  PortailOwnPicture *picture = PORTAIL_OWN_PICTURE (object);

  leave_account (picture);
  g_cancellable_cancel (picture->cancellable);
  g_clear_object (&picture->cancellable);
  g_clear_object (&picture->drawn);
  g_clear_object (&picture->desk);
  G_OBJECT_CLASS (portail_own_picture_parent_class)->dispose (object);
}

static void
portail_own_picture_class_init (PortailOwnPictureClass *class)
{
  G_OBJECT_CLASS (class)->dispose = portail_own_picture_dispose;
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
portail_own_picture_init (PortailOwnPicture *picture)
{
}

PortailOwnPicture *
portail_own_picture_new (PortailDesk *desk)
{
  PortailOwnPicture *picture = g_object_new (PORTAIL_TYPE_OWN_PICTURE, NULL);

  picture->desk = g_object_ref (desk);
  g_signal_connect_object (desk, "account-changed", G_CALLBACK (on_account_changed), picture,
                           G_CONNECT_SWAPPED);
  on_account_changed (picture);
  return picture;
}

GdkPaintable *
portail_own_picture_get (PortailOwnPicture *picture)
{
  g_return_val_if_fail (PORTAIL_IS_OWN_PICTURE (picture), NULL);
  return picture->drawn;
}
