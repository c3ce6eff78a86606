/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE /* memfd_create */
#include "app/portail-pictures.h"

#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "app/portail-picture-maker.h"
#include "shared/portail-error.h"
#include "shared/portail-i18n.h"

#define MAX_KEPT_BYTES  (128 * 1024 * 1024)
#define MAX_SERVER_SIZE 512 /* of what the server makes */

struct _PortailPictures
{
  GObject parent_instance;

  PortailBlobCache *blobs;
  PortailBlobFiles *thread; /* where they are drawn, one after the other */
  GHashTable *kept;         /* owned key → PortailPicture */
  GQueue order;             /* of borrowed keys, the oldest first */
  gsize n_kept_bytes;
};

G_DEFINE_FINAL_TYPE (PortailPictures, portail_pictures, G_TYPE_OBJECT)

/* What one drawing needs. */
typedef struct
{
  char *path;    /* of the file, or NULL */
  GBytes *bytes; /* what the server made, or NULL */
  PortailFileType type;
  guint size;
} Order;

typedef struct
{
  char *key;
  guint size;
} Wanted;

static void
picture_free (gpointer pointer)
{
  PortailPicture *picture = pointer;

  g_clear_object (&picture->texture);
  g_free (picture);
}

static void
order_free (gpointer pointer)
{
  Order *order = pointer;

  g_free (order->path);
  g_clear_pointer (&order->bytes, g_bytes_unref);
  g_free (order);
}

static void
wanted_free (gpointer pointer)
{
  Wanted *wanted = pointer;

  g_free (wanted->key);
  g_free (wanted);
}

static void
portail_pictures_finalize (GObject *object)
{
  PortailPictures *pictures = PORTAIL_PICTURES (object);

  g_clear_object (&pictures->blobs);
  portail_blob_files_free (pictures->thread);
  g_queue_clear (&pictures->order);
  g_hash_table_unref (pictures->kept);
  G_OBJECT_CLASS (portail_pictures_parent_class)->finalize (object);
}

static void
portail_pictures_class_init (PortailPicturesClass *class)
{
  G_OBJECT_CLASS (class)->finalize = portail_pictures_finalize;
}

static void
portail_pictures_init (PortailPictures *pictures)
{
  pictures->kept = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, picture_free);
  g_queue_init (&pictures->order);
}

PortailPictures *
portail_pictures_new (PortailBlobCache *blobs)
{
  PortailPictures *pictures = g_object_new (PORTAIL_TYPE_PICTURES, NULL);

  pictures->blobs = g_object_ref (blobs);
  pictures->thread = portail_blob_files_new ("");
  return pictures;
}

PortailFileType
portail_pictures_get_file_type (const PortailDocument *document)
{
  const char *dot = document->filename != NULL ? strrchr (document->filename, '.') : NULL;

  if (document->mime != NULL)
    return portail_file_type_from_mime (document->mime);
  for (guint type = PORTAIL_FILE_UNKNOWN + 1; dot != NULL && type < PORTAIL_N_FILE_TYPES; type++)
    if (portail_file_type_has_extension ((PortailFileType) type, dot + 1))
      return (PortailFileType) type;
  return PORTAIL_FILE_UNKNOWN;
}

static char *
make_key (const PortailDocument *document, guint size)
{
  return g_strdup_printf ("%s-%u", document->sha256 != NULL ? document->sha256 : "", size);
}

static int
open_bytes (GBytes *bytes)
{
  gsize length;
  const char *at = g_bytes_get_data (bytes, &length);
  int fd = memfd_create ("picture", MFD_CLOEXEC);

  while (fd >= 0 && length > 0)
    {
      gssize n = write (fd, at, length);

      if (n <= 0)
        {
          close (fd);
          return -1;
        }
      at += n;
      length -= (gsize) n;
    }
  if (fd >= 0)
    lseek (fd, 0, SEEK_SET);
  return fd;
}

static gpointer
fail (GError **error)
{
  g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_NOT_FOUND,
                       _ ("There is no picture of this file."));
  return NULL;
}

static gpointer
draw_order (const Order *order, GError **error)
{
  int fd = order->path != NULL ? open (order->path, O_RDONLY | O_CLOEXEC)
                               : open_bytes (order->bytes);
  g_autoptr (GSubprocess) maker = NULL;
  g_autoptr (GBytes) pixels = NULL;
  PortailPictureHead head;
  PortailPicture *picture;

  if (fd >= 0)
    maker = portail_picture_maker_start (fd, order->type, order->size);
  if (maker != NULL)
    pixels = portail_picture_maker_read (maker, order->size, &head);
  if (pixels == NULL)
    return fail (error);
  picture = g_new (PortailPicture, 1);
  picture->n_pages = head.n_pages;
  picture->texture = gdk_memory_texture_new ((int) head.width, (int) head.height,
                                             head.is_opaque != 0 ? GDK_MEMORY_R8G8B8A8_PREMULTIPLIED
                                                                 : GDK_MEMORY_R8G8B8A8,
                                             pixels, (gsize) head.width * 4);
  return picture;
}

static gpointer
run_draw (PortailFilesRoom *room, gpointer input, GError **error)
{
  return draw_order (input, error);
}

GdkTexture *
portail_pictures_draw (GBytes *bytes, guint size, GError **error)
{
  gsize length;
  gconstpointer start = g_bytes_get_data (bytes, &length);
  const Order order = { NULL, bytes, portail_file_type_detect (start, length), size };
  PortailPicture *picture;
  GdkTexture *texture;

  if (!portail_file_type_is_picture (order.type))
    return fail (error);
  picture = draw_order (&order, error);
  texture = picture != NULL ? g_object_ref (picture->texture) : NULL;
  g_clear_pointer (&picture, picture_free);
  return texture;
}

static gsize
get_n_bytes (const PortailPicture *picture)
{
  return (gsize) gdk_texture_get_width (picture->texture)
         * (gsize) gdk_texture_get_height (picture->texture) * 4;
}

static void
drop_oldest (PortailPictures *pictures)
{
  const char *key = g_queue_pop_head (&pictures->order);

  pictures->n_kept_bytes -= get_n_bytes (g_hash_table_lookup (pictures->kept, key));
  g_hash_table_remove (pictures->kept, key);
}

static void
keep (PortailPictures *pictures, const char *key, PortailPicture *picture)
{
  char *owned = g_strdup (key);

  g_hash_table_insert (pictures->kept, owned, picture);
  g_queue_push_tail (&pictures->order, owned);
  pictures->n_kept_bytes += get_n_bytes (picture);
  while (pictures->n_kept_bytes > MAX_KEPT_BYTES && g_queue_get_length (&pictures->order) > 1)
    drop_oldest (pictures);
}

static void
on_drawn (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  PortailPictures *pictures = PORTAIL_PICTURES (source);
  const Wanted *wanted = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  PortailPicture *picture = g_task_propagate_pointer (G_TASK (result), &error);

  if (picture == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (g_hash_table_contains (pictures->kept, wanted->key))
    picture_free (picture);
  else
    keep (pictures, wanted->key, picture);
  g_task_return_boolean (task, TRUE);
}

/* Takes @task and @order. */
static void
draw (GTask *task, Order *order)
{
  static const PortailFilesWork draw_work = { run_draw, order_free, picture_free };
  PortailPictures *pictures = g_task_get_source_object (task);

  portail_blob_files_submit (pictures->thread, &draw_work, order,
                             g_task_new (pictures, g_task_get_cancellable (task), on_drawn, task));
}

static void
on_answer (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  const Wanted *wanted = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (PortailApiAnswer) answer = portail_api_client_send_finish (PORTAIL_API_CLIENT (source),
                                                                        result, &error);
  PortailFileType type;
  gconstpointer bytes;
  gsize length;
  Order *order;

  if (answer == NULL || !portail_api_answer_check (answer, &error))
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  bytes = g_bytes_get_data (answer->body, &length);
  type = portail_file_type_detect (bytes, length);
  order = g_new0 (Order, 1);
  *order = (Order){ NULL, g_bytes_ref (answer->body), type, wanted->size };
  draw (task, order);
}

/* Takes @task. */
static void
ask_server (GTask *task, const PortailDocument *document)
{
  PortailPictures *pictures = g_task_get_source_object (task);
  const Wanted *wanted = g_task_get_task_data (task);
  PortailApiClient *client = portail_blob_cache_get_client (pictures->blobs);
  g_autofree char *path = g_strdup_printf ("/api/documents/%s/thumbnail?size=%u", document->base.id,
                                           MIN (wanted->size, MAX_SERVER_SIZE));
  PortailApiRequest *request = portail_api_request_new ("GET", path, NULL);

  portail_api_request_add_header (request, "Accept", "image/*");
  portail_api_client_send_async (client, request, g_task_get_cancellable (task), on_answer, task);
}

void
portail_pictures_load_async (PortailPictures *pictures,
                             const PortailDocument *document,
                             guint size,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  PortailFileType type = portail_pictures_get_file_type (document);
  GTask *task = g_task_new (pictures, cancellable, callback, user_data);
  Wanted *wanted = g_new (Wanted, 1);

  g_return_if_fail (PORTAIL_IS_PICTURES (pictures));
  *wanted = (Wanted){ make_key (document, size), size };
  g_task_set_source_tag (task, portail_pictures_load_async);
  g_task_set_task_data (task, wanted, wanted_free);
  if (g_hash_table_contains (pictures->kept, wanted->key))
    {
      g_task_return_boolean (task, TRUE);
      g_object_unref (task);
    }
  else if ((type == PORTAIL_FILE_PDF || portail_file_type_is_picture (type))
           && portail_blob_cache_has (pictures->blobs, document->sha256))
    {
      Order *order = g_new0 (Order, 1);

      *order = (Order){ portail_blob_cache_dup_path (pictures->blobs, document->sha256), NULL, type,
                        size };
      draw (task, order);
    }
  else if (portail_file_type_is_picture (type)
           && portail_blob_cache_get_client (pictures->blobs) != NULL)
    ask_server (task, document);
  else
    {
      GError *error = NULL;

      fail (&error);
      g_task_return_error (task, error);
      g_object_unref (task);
    }
}

const PortailPicture *
portail_pictures_load_finish (PortailPictures *pictures, GAsyncResult *result, GError **error)
{
  const Wanted *wanted;

  g_return_val_if_fail (g_task_is_valid (result, pictures), NULL);
  wanted = g_task_get_task_data (G_TASK (result));
  return g_task_propagate_boolean (G_TASK (result), error)
             ? g_hash_table_lookup (pictures->kept, wanted->key)
             : NULL;
}

const PortailPicture *
portail_pictures_find (PortailPictures *pictures, const PortailDocument *document, guint size)
{
  g_autofree char *key = make_key (document, size);

  g_return_val_if_fail (PORTAIL_IS_PICTURES (pictures), NULL);
  return g_hash_table_lookup (pictures->kept, key);
}
