/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-content-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>
#include <utime.h>

#include "shared/portail-error.h"
#include "shared/portail-file-name.h"
#include "shared/portail-i18n.h"

#define SHA256_DIGITS 64
#define PART_SUFFIX   ".part"
#define NEW_SUFFIX    ".new"

void
portail_content_free (PortailContent *content)
{
  g_free (content->sha256);
  g_free (content->filename);
  g_free (content);
}

void
portail_content_stock_free (PortailContentStock *stock)
{
  g_hash_table_unref (stock->names);
  g_free (stock);
}

/* Of a file of a content, which may have a suffix. */
static gboolean
has_content_name (const char *name)
{
  return strspn (name, "0123456789abcdef") >= SHA256_DIGITS;
}

gboolean
portail_content_file_is_name (const char *sha256)
{
  return strlen (sha256) == SHA256_DIGITS && has_content_name (sha256);
}

static char *
get_path (const char *directory, const char *sha256, const char *suffix)
{
  g_autofree char *name = g_strconcat (sha256, suffix, NULL);

  return g_build_filename (directory, PORTAIL_CONTENT_FOLDER, name, NULL);
}

char *
portail_content_file_get_path (const char *directory, const char *sha256)
{
  return get_path (directory, sha256, NULL);
}

char *
portail_content_file_get_copy_path (const char *directory, const char *sha256, const char *name)
{
  return portail_content_file_is_name (sha256)
             ? g_build_filename (directory, PORTAIL_CONTENT_COPIES, sha256, name, NULL)
             : NULL;
}

static gint64
get_size (const char *path)
{
  GStatBuf status;

  return g_stat (path, &status) == 0 && S_ISREG (status.st_mode) ? (gint64) status.st_size : -1;
}

gint64
portail_content_file_get_size (const char *directory, const char *sha256)
{
  g_autofree char *path = get_path (directory, sha256, NULL);

  return get_size (path);
}

static gboolean
fail (PortailErrorCode code, const char *message, GError **error)
{
  g_set_error_literal (error, PORTAIL_ERROR, (int) code, message);
  return FALSE;
}

static gboolean
fail_with_errno (const char *path, GError **error)
{
  g_set_error (error, PORTAIL_ERROR, PORTAIL_ERROR_STORAGE, "%s: %s", path, g_strerror (errno));
  return FALSE;
}

static gboolean
write_all (int fd, gconstpointer bytes, gsize length, gint64 offset)
{
  const char *at = bytes;

  while (length > 0)
    {
      gssize n = pwrite (fd, at, length, (off_t) offset);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        return FALSE;
      at += n;
      offset += n;
      length -= (gsize) n;
    }
  return TRUE;
}

static gboolean
make_folder (const char *directory, GError **error)
{
  g_autofree char *folder = g_build_filename (directory, PORTAIL_CONTENT_FOLDER, NULL);

  return g_mkdir_with_parents (folder, 0700) == 0 || fail_with_errno (folder, error);
}

/* Writes @length bytes at @offset of @path, where the file then ends, and to the disk. */
static gboolean
write_file (const char *path, gconstpointer bytes, gsize length, gint64 offset, GError **error)
{
  int fd = open (path, O_CREAT | O_WRONLY | O_CLOEXEC | O_NOFOLLOW, 0600);
  gboolean is_done;

  if (fd < 0)
    return fail_with_errno (path, error);
  is_done = ftruncate (fd, (off_t) offset) == 0 && write_all (fd, bytes, length, offset)
            && fsync (fd) == 0;
  if (!is_done)
    fail_with_errno (path, error);
  close (fd);
  return is_done;
}

/* NULL for what is no ordinary file, is empty or larger than a document may be. */
static GBytes *
read_source (GFile *source, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFileInfo) status = g_file_query_info (
      source, G_FILE_ATTRIBUTE_STANDARD_TYPE "," G_FILE_ATTRIBUTE_STANDARD_SIZE,
      G_FILE_QUERY_INFO_NONE, cancellable, error);
  g_autoptr (GFileInputStream) stream = NULL;
  g_autofree char *bytes = NULL;
  gsize length;

  if (status == NULL)
    return NULL;
  if (g_file_info_get_file_type (status) != G_FILE_TYPE_REGULAR)
    fail (PORTAIL_ERROR_INVALID, _ ("This is not a file."), error);
  else if (g_file_info_get_size (status) > PORTAIL_CONTENT_MAX_BYTES)
    fail (PORTAIL_ERROR_TOO_LARGE, _ ("The file is larger than 10 MiB."), error);
  else
    stream = g_file_read (source, cancellable, error);
  if (stream == NULL)
    return NULL;
  bytes = g_malloc (PORTAIL_CONTENT_MAX_BYTES + 1);
  if (!g_input_stream_read_all (G_INPUT_STREAM (stream), bytes, PORTAIL_CONTENT_MAX_BYTES + 1,
                                &length, cancellable, error))
    return NULL;
  if (length > PORTAIL_CONTENT_MAX_BYTES)
    fail (PORTAIL_ERROR_TOO_LARGE, _ ("The file is larger than 10 MiB."), error);
  else if (length == 0)
    fail (PORTAIL_ERROR_INVALID, _ ("The file is empty."), error);
  else
    return g_bytes_new_take (g_realloc (g_steal_pointer (&bytes), length), length);
  return NULL;
}

/* A name, too, is to be there after a power cut. Not every disk can promise that. */
static void
sync_folder (const char *directory)
{
  g_autofree char *folder = g_build_filename (directory, PORTAIL_CONTENT_FOLDER, NULL);
  int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

  if (fd < 0)
    return;
  fsync (fd);
  close (fd);
}

/* Under its own name, unless it is there. */
static gboolean
store (const char *directory, const char *sha256, GBytes *bytes, GError **error)
{
  g_autofree char *path = get_path (directory, sha256, NULL);
  g_autofree char *fresh = get_path (directory, sha256, NEW_SUFFIX);
  gsize length;
  gconstpointer content = g_bytes_get_data (bytes, &length);

  if (get_size (path) == (gint64) length && portail_content_file_is_intact (directory, sha256))
    {
      portail_content_file_touch (directory, sha256);
      return TRUE;
    }
  if (!make_folder (directory, error) || !write_file (fresh, content, length, 0, error))
    return FALSE;
  if (g_rename (fresh, path) != 0)
    return fail_with_errno (path, error);
  sync_folder (directory);
  return TRUE;
}

PortailContent *
portail_content_file_take (const char *directory,
                           GFile *source,
                           GCancellable *cancellable,
                           GError **error)
{
  g_autoptr (GBytes) bytes = read_source (source, cancellable, error);
  g_autoptr (PortailContent) content = NULL;
  g_autofree char *name = NULL;
  g_autofree char *clean = NULL;
  gconstpointer start;
  gsize length;

  if (bytes == NULL)
    return NULL;
  start = g_bytes_get_data (bytes, &length);
  content = g_new0 (PortailContent, 1);
  content->type = portail_file_type_detect (start, length);
  if (content->type == PORTAIL_FILE_UNKNOWN)
    {
      fail (PORTAIL_ERROR_UNSUPPORTED_MEDIA,
            _ ("Only PDF, PNG, JPEG, WEBP, GIF, DOC and DOCX files are possible."), error);
      return NULL;
    }
  content->size = (gint64) length;
  content->sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  name = g_file_get_basename (source);
  clean = name != NULL ? portail_file_name_clean (name) : NULL;
  content->filename = portail_file_name_with_type (clean != NULL ? clean : "document",
                                                   content->type);
  return store (directory, content->sha256, bytes, error) ? g_steal_pointer (&content) : NULL;
}

GBytes *
portail_content_file_read (const char *directory,
                           const char *sha256,
                           gint64 offset,
                           gsize max,
                           GError **error)
{
  g_autofree char *path = get_path (directory, sha256, NULL);
  g_autofree char *bytes = g_malloc (max);
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  gssize length = fd >= 0 ? pread (fd, bytes, max, (off_t) offset) : -1;

  if (length < 0)
    fail_with_errno (path, error);
  if (fd >= 0)
    close (fd);
  return length >= 0 ? g_bytes_new_take (g_steal_pointer (&bytes), (gsize) length) : NULL;
}

static gboolean
is_hash_of (const char *path, const char *sha256)
{
  g_autofree char *bytes = NULL;
  g_autofree char *found = NULL;
  gsize length;

  if (get_size (path) > PORTAIL_CONTENT_MAX_BYTES
      || !g_file_get_contents (path, &bytes, &length, NULL))
    return FALSE;
  found = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) bytes, length);
  return g_str_equal (found, sha256);
}

gboolean
portail_content_file_is_intact (const char *directory, const char *sha256)
{
  g_autofree char *path = get_path (directory, sha256, NULL);

  return is_hash_of (path, sha256);
}

gint64
portail_content_file_get_received (const char *directory, const char *sha256)
{
  g_autofree char *path = get_path (directory, sha256, PART_SUFFIX);

  return MAX (get_size (path), 0);
}

gboolean
portail_content_file_append (const char *directory,
                             const char *sha256,
                             gint64 offset,
                             GBytes *bytes,
                             GError **error)
{
  g_autofree char *path = get_path (directory, sha256, PART_SUFFIX);
  gsize length;
  gconstpointer content = g_bytes_get_data (bytes, &length);

  if (offset + (gint64) length > PORTAIL_CONTENT_MAX_BYTES)
    return fail (PORTAIL_ERROR_BAD_GATEWAY, _ ("The file is larger than 10 MiB."), error);
  return make_folder (directory, error) && write_file (path, content, length, offset, error);
}

gboolean
portail_content_file_complete (const char *directory, const char *sha256, GError **error)
{
  g_autofree char *part = get_path (directory, sha256, PART_SUFFIX);
  g_autofree char *path = get_path (directory, sha256, NULL);

  if (!is_hash_of (part, sha256))
    {
      g_unlink (part);
      return fail (PORTAIL_ERROR_BAD_GATEWAY,
                   _ ("The file was damaged on its way. Please try again."), error);
    }
  return g_rename (part, path) == 0 || fail_with_errno (path, error);
}

void
portail_content_file_drop_part (const char *directory, const char *sha256)
{
  g_autofree char *part = get_path (directory, sha256, PART_SUFFIX);

  g_unlink (part);
}

void
portail_content_file_touch (const char *directory, const char *sha256)
{
  g_autofree char *path = get_path (directory, sha256, NULL);

  g_utime (path, NULL);
}

/* Tidying */

typedef struct
{
  char *path;
  char *sha256;
  gint64 size;
  gint64 used; /* nanoseconds since 1970 */
} Found;

static void
found_clear (gpointer pointer)
{
  Found *found = pointer;

  g_free (found->path);
  g_free (found->sha256);
}

static GArray *
list_files (const char *directory)
{
  g_autofree char *folder = g_build_filename (directory, PORTAIL_CONTENT_FOLDER, NULL);
  g_autoptr (GDir) entries = g_dir_open (folder, 0, NULL);
  GArray *files = g_array_new (FALSE, FALSE, sizeof (Found));
  const char *name;

  g_array_set_clear_func (files, found_clear);
  while (entries != NULL && (name = g_dir_read_name (entries)) != NULL)
    {
      Found found = { g_build_filename (folder, name, NULL), NULL, 0, 0 };
      GStatBuf status;

      if (has_content_name (name) && g_stat (found.path, &status) == 0)
        {
          found.sha256 = g_strndup (name, SHA256_DIGITS);
          found.size = (gint64) status.st_size;
          found.used = (gint64) status.st_mtim.tv_sec * G_GINT64_CONSTANT (1000000000)
                       + status.st_mtim.tv_nsec;
          g_array_append_val (files, found);
        }
      else
        found_clear (&found);
    }
  return files;
}

static int
compare_use (gconstpointer a, gconstpointer b)
{
  const Found *left = a;
  const Found *right = b;

  return left->used < right->used ? -1 : left->used > right->used;
}

static gboolean
is_whole (const Found *found)
{
  return g_str_has_suffix (found->path, found->sha256);
}

static gboolean
is_named (const PortailContentRules *rules, const char *sha256)
{
  return g_hash_table_contains (rules->known, sha256)
         || g_hash_table_contains (rules->kept, sha256);
}

/* What nobody knows is gone; the rest, oldest use first, is counted. */
static gint64
remove_unknown (GArray *files, const PortailContentRules *rules)
{
  gint64 n_bytes = 0;

  for (guint i = files->len; i > 0; i--)
    {
      const Found *found = &g_array_index (files, Found, i - 1);

      if (is_named (rules, found->sha256) && !g_str_has_suffix (found->path, NEW_SUFFIX))
        {
          n_bytes += found->size;
          continue;
        }
      g_unlink (found->path);
      g_array_remove_index (files, i - 1);
    }
  return n_bytes;
}

static void
remove_copies_of (const char *folder)
{
  g_autoptr (GDir) entries = g_dir_open (folder, 0, NULL);
  const char *name;

  while (entries != NULL && (name = g_dir_read_name (entries)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
}

static void
remove_copies (const char *directory, const PortailContentRules *rules)
{
  g_autofree char *folder = g_build_filename (directory, PORTAIL_CONTENT_COPIES, NULL);
  g_autoptr (GDir) entries = g_dir_open (folder, 0, NULL);
  const char *name;

  while (entries != NULL && (name = g_dir_read_name (entries)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (rules->max_bytes == 0 || !is_named (rules, name))
        remove_copies_of (path);
    }
}

PortailContentStock *
portail_content_file_tidy (const char *directory, const PortailContentRules *rules)
{
  PortailContentStock *stock = g_new0 (PortailContentStock, 1);
  g_autoptr (GArray) files = list_files (directory);

  stock->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  stock->n_bytes = remove_unknown (files, rules);
  remove_copies (directory, rules);
  g_array_sort (files, compare_use);
  for (guint i = 0; i < files->len; i++)
    {
      const Found *found = &g_array_index (files, Found, i);
      gboolean is_over = rules->max_bytes >= 0 && stock->n_bytes > rules->max_bytes
                         && !g_hash_table_contains (rules->kept, found->sha256);

      if (is_over && g_unlink (found->path) == 0)
        stock->n_bytes -= found->size;
      else if (is_whole (found))
        g_hash_table_add (stock->names, g_strdup (found->sha256));
    }
  return stock;
}
