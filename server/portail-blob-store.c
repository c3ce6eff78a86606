/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-blob-store.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "shared/portail-error.h"
#include "shared/portail-i18n.h"
#include "shared/portail-id.h"

#define RECEIVING  "receiving"
#define THUMBNAILS "thumbnails"
/* Younger files may belong to somebody who has not said so yet. */
#define SWEEP_AGE_SECONDS (24 * 60 * 60)

struct _PortailBlobStore
{
  char *folder;
  GMutex lock;        /* of what follows, and of names that come and go */
  GHashTable *held;   /* ids of uploads, owned */
  GHashTable *claims; /* path → Place */
};

/* A file that somebody is placing. */
typedef struct
{
  char *path;
  guint n_claims;
  gboolean was_there; /* before the first of them */
  gboolean is_kept;
} Place;

struct _PortailBlobClaim
{
  PortailBlobStore *store;
  Place *place;
};

static gboolean
fail (GError **error, const char *what)
{
  int code = errno;

  g_set_error (error, PORTAIL_ERROR, PORTAIL_ERROR_STORAGE, "%s: %s", what, g_strerror (code));
  return FALSE;
}

static void
place_free (gpointer pointer)
{
  Place *place = pointer;

  g_free (place->path);
  g_free (place);
}

gboolean
portail_sha256_is_valid (const char *text)
{
  return text != NULL && strlen (text) == PORTAIL_SHA256_LENGTH
         && strspn (text, "0123456789abcdef") == PORTAIL_SHA256_LENGTH;
}

static gboolean
make_folder (const char *path, GError **error)
{
  if (g_mkdir_with_parents (path, 0700) == 0 && access (path, R_OK | W_OK | X_OK) == 0)
    return TRUE;
  g_set_error (error, PORTAIL_ERROR, PORTAIL_ERROR_UNAVAILABLE, "%s: %s", path, g_strerror (errno));
  return FALSE;
}

PortailBlobStore *
portail_blob_store_new (const char *folder, GError **error)
{
  g_autoptr (PortailBlobStore) store = g_new0 (PortailBlobStore, 1);
  g_autofree char *receiving = g_build_filename (folder, RECEIVING, NULL);

  g_mutex_init (&store->lock);
  store->folder = g_strdup (folder);
  store->held = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  store->claims = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, place_free);
  return make_folder (receiving, error) ? g_steal_pointer (&store) : NULL;
}

void
portail_blob_store_free (PortailBlobStore *store)
{
  if (store == NULL)
    return;
  g_hash_table_unref (store->held);
  g_hash_table_unref (store->claims);
  g_mutex_clear (&store->lock);
  g_free (store->folder);
  g_free (store);
}

/* Invariant 5: names that are none end in a folder that is never there. */
static char *
make_path (PortailBlobStore *store, const char *enterprise_id, const char *sha256)
{
  g_return_val_if_fail (portail_id_is_valid (enterprise_id) && portail_sha256_is_valid (sha256),
                        g_strdup ("/nonexistent/x"));
  return g_build_filename (store->folder, enterprise_id, sha256, NULL);
}

static char *
make_upload_path (PortailBlobStore *store, const char *upload_id)
{
  g_return_val_if_fail (portail_id_is_valid (upload_id), g_strdup ("/nonexistent/x"));
  return g_build_filename (store->folder, RECEIVING, upload_id, NULL);
}

static gboolean
sync_folder_of (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  gboolean is_synced = fd >= 0 && fsync (fd) == 0;

  if (!is_synced)
    fail (error, "sync");
  if (fd >= 0)
    close (fd);
  return is_synced;
}

static int
open_file (const char *path, gint64 *size, GError **error)
{
  int fd = open (path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
  struct stat status;

  if (fd >= 0 && fstat (fd, &status) == 0 && S_ISREG (status.st_mode))
    {
      *size = status.st_size;
      return fd;
    }
  if (fd < 0 && errno == ENOENT)
    g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_NOT_FOUND,
                         _ ("The content is not there."));
  else
    fail (error, "open");
  if (fd >= 0)
    close (fd);
  return -1;
}

int
portail_blob_store_open (PortailBlobStore *store,
                         const char *enterprise_id,
                         const char *sha256,
                         gint64 *size,
                         GError **error)
{
  g_autofree char *path = make_path (store, enterprise_id, sha256);

  return open_file (path, size, error);
}

gboolean
portail_blob_store_has (PortailBlobStore *store,
                        const char *enterprise_id,
                        const char *sha256,
                        gint64 size)
{
  g_autofree char *path = make_path (store, enterprise_id, sha256);
  struct stat status;

  return lstat (path, &status) == 0 && S_ISREG (status.st_mode) && status.st_size == size;
}

/* Takes @fd. */
static GBytes *
map_file (int fd, GError **error)
{
  g_autoptr (GError) reason = NULL;
  GMappedFile *file = g_mapped_file_new_from_fd (fd, FALSE, &reason);
  GBytes *bytes;

  close (fd);
  if (file == NULL)
    {
      g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_STORAGE, reason->message);
      return NULL;
    }
  bytes = g_mapped_file_get_bytes (file);
  g_mapped_file_unref (file);
  return bytes;
}

GBytes *
portail_blob_store_map (PortailBlobStore *store,
                        const char *enterprise_id,
                        const char *sha256,
                        GError **error)
{
  gint64 size;
  int fd = portail_blob_store_open (store, enterprise_id, sha256, &size, error);

  return fd >= 0 ? map_file (fd, error) : NULL;
}

PortailBlobSoundness
portail_blob_store_verify (PortailBlobStore *store, const char *enterprise_id, const char *sha256)
{
  g_autoptr (GBytes) bytes = portail_blob_store_map (store, enterprise_id, sha256, NULL);
  g_autofree char *found = NULL;

  if (bytes == NULL)
    return PORTAIL_BLOB_LOST;
  found = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  return g_str_equal (found, sha256) ? PORTAIL_BLOB_SOUND : PORTAIL_BLOB_DAMAGED;
}

gboolean
portail_blob_store_hold_upload (PortailBlobStore *store, const char *upload_id)
{
  gboolean is_free;

  g_mutex_lock (&store->lock);
  is_free = g_hash_table_add (store->held, g_strdup (upload_id));
  g_mutex_unlock (&store->lock);
  return is_free;
}

void
portail_blob_store_release_upload (PortailBlobStore *store, const char *upload_id)
{
  g_mutex_lock (&store->lock);
  g_hash_table_remove (store->held, upload_id);
  g_mutex_unlock (&store->lock);
}

gint64
portail_blob_store_get_received (PortailBlobStore *store, const char *upload_id)
{
  g_autofree char *path = make_upload_path (store, upload_id);
  struct stat status;

  return lstat (path, &status) == 0 && S_ISREG (status.st_mode) ? status.st_size : 0;
}

static gboolean
write_all (int fd, gint64 offset, GBytes *bytes)
{
  gsize length;
  const char *start = g_bytes_get_data (bytes, &length);

  while (length > 0)
    {
      ssize_t n = pwrite (fd, start, length, offset);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        return FALSE;
      start += n;
      offset += n;
      length -= (gsize) n;
    }
  return TRUE;
}

gboolean
portail_blob_store_write (PortailBlobStore *store,
                          const char *upload_id,
                          gint64 offset,
                          GBytes *bytes,
                          GError **error)
{
  g_autofree char *path = make_upload_path (store, upload_id);
  int fd = open (path, O_WRONLY | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
  gboolean is_written = fd >= 0 && write_all (fd, offset, bytes) && fsync (fd) == 0;

  if (!is_written)
    fail (error, "write");
  if (fd >= 0)
    close (fd);
  return is_written && (offset > 0 || sync_folder_of (path, error));
}

char *
portail_blob_store_examine (PortailBlobStore *store,
                            const char *upload_id,
                            gint64 size,
                            PortailFileType *type,
                            GError **error)
{
  g_autofree char *path = make_upload_path (store, upload_id);
  gint64 found;
  int fd = open_file (path, &found, error);
  g_autoptr (GBytes) bytes = NULL;

  if (fd < 0)
    return NULL;
  /* Bytes beyond the end were never acknowledged. */
  if (found > size && truncate (path, size) != 0)
    {
      fail (error, "truncate");
      close (fd);
      return NULL;
    }
  bytes = map_file (fd, error);
  if (bytes == NULL)
    return NULL;
  *type = portail_file_type_detect (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  return g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
}

void
portail_blob_store_discard (PortailBlobStore *store, const char *upload_id)
{
  g_autofree char *path = make_upload_path (store, upload_id);

  unlink (path);
}

/* With the lock. */
static PortailBlobClaim *
claim (PortailBlobStore *store, const char *path)
{
  PortailBlobClaim *made = g_new0 (PortailBlobClaim, 1);
  Place *place = g_hash_table_lookup (store->claims, path);

  if (place == NULL)
    {
      place = g_new0 (Place, 1);
      place->path = g_strdup (path);
      place->was_there = access (path, F_OK) == 0;
      g_hash_table_insert (store->claims, place->path, place);
    }
  place->n_claims++;
  made->store = store;
  made->place = place;
  return made;
}

/* With the lock. The name is new in time, so that no sweep takes the file before its row comes. */
static gboolean
move (const char *from, const char *to, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (to);

  if (mkdir (folder, 0700) == 0)
    {
      if (!sync_folder_of (folder, error))
        return FALSE;
    }
  else if (errno != EEXIST)
    return fail (error, "mkdir");
  return (utimensat (AT_FDCWD, from, NULL, AT_SYMLINK_NOFOLLOW) == 0 && rename (from, to) == 0)
         || fail (error, "rename");
}

PortailBlobClaim *
portail_blob_store_place (PortailBlobStore *store,
                          const char *upload_id,
                          const char *enterprise_id,
                          const char *sha256,
                          GError **error)
{
  g_autofree char *from = make_upload_path (store, upload_id);
  g_autofree char *to = make_path (store, enterprise_id, sha256);
  g_autoptr (PortailBlobClaim) made = NULL;
  gboolean is_moved;

  g_mutex_lock (&store->lock);
  made = claim (store, to);
  is_moved = move (from, to, error);
  g_mutex_unlock (&store->lock);
  return is_moved && sync_folder_of (to, error) ? g_steal_pointer (&made) : NULL;
}

void
portail_blob_claim_keep (PortailBlobClaim *claimed)
{
  g_mutex_lock (&claimed->store->lock);
  claimed->place->is_kept = TRUE;
  g_mutex_unlock (&claimed->store->lock);
}

void
portail_blob_claim_free (PortailBlobClaim *claimed)
{
  PortailBlobStore *store;
  Place *place;

  if (claimed == NULL)
    return;
  store = claimed->store;
  place = claimed->place;
  g_mutex_lock (&store->lock);
  if (--place->n_claims == 0)
    {
      if (!place->is_kept && !place->was_there)
        unlink (place->path);
      g_hash_table_remove (store->claims, place->path);
    }
  g_mutex_unlock (&store->lock);
  g_free (claimed);
}

static char *
make_thumbnail_path (PortailBlobStore *store,
                     const char *enterprise_id,
                     const char *sha256,
                     guint size)
{
  g_autofree char *path = make_path (store, enterprise_id, sha256);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *name = g_strdup_printf ("%s-%u", sha256, size);

  return g_build_filename (folder, THUMBNAILS, name, NULL);
}

GBytes *
portail_blob_store_load_thumbnail (PortailBlobStore *store,
                                   const char *enterprise_id,
                                   const char *sha256,
                                   guint size)
{
  g_autofree char *path = make_thumbnail_path (store, enterprise_id, sha256, size);
  char *bytes;
  gsize length;

  return g_file_get_contents (path, &bytes, &length, NULL) ? g_bytes_new_take (bytes, length)
                                                           : NULL;
}

void
portail_blob_store_save_thumbnail (PortailBlobStore *store,
                                   const char *enterprise_id,
                                   const char *sha256,
                                   guint size,
                                   GBytes *picture)
{
  g_autofree char *path = make_thumbnail_path (store, enterprise_id, sha256, size);
  g_autofree char *folder = g_path_get_dirname (path);
  gsize length;
  const char *bytes = g_bytes_get_data (picture, &length);
  g_autoptr (GError) error = NULL;

  g_mkdir_with_parents (folder, 0700);
  if (!g_file_set_contents_full (path, bytes, (gssize) length, G_FILE_SET_CONTENTS_CONSISTENT, 0600,
                                 &error))
    g_message ("thumbnail: %s", error->message);
}

typedef struct
{
  PortailBlobStore *store;
  const char *enterprise_id; /* NULL among uploads */
  gint64 latest;             /* s since 1970; younger files stay */
  PortailBlobVisit visit;
  gpointer user;
} Sweep;

static void
remove_thumbnails (const char *folder, const char *sha256)
{
  g_autofree char *path = g_build_filename (folder, THUMBNAILS, NULL);
  g_autoptr (GDir) files = g_dir_open (path, 0, NULL);
  const char *name;

  while (files != NULL && (name = g_dir_read_name (files)) != NULL)
    if (g_str_has_prefix (name, sha256))
      {
        g_autofree char *file = g_build_filename (path, name, NULL);

        unlink (file);
      }
}

/* Under the lock a file cannot become somebody's between the question and its end. */
static void
sweep_file (const Sweep *sweep, const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  PortailBlobStore *store = sweep->store;
  struct stat status;
  gboolean is_busy;

  if (sweep->enterprise_id != NULL ? !portail_sha256_is_valid (name) : !portail_id_is_valid (name))
    return;
  g_mutex_lock (&store->lock);
  is_busy = g_hash_table_contains (store->claims, path)
            || g_hash_table_contains (store->held, name);
  if (!is_busy && lstat (path, &status) == 0 && S_ISREG (status.st_mode)
      && status.st_mtime <= sweep->latest && sweep->visit (sweep->enterprise_id, name, sweep->user))
    {
      unlink (path);
      if (sweep->enterprise_id != NULL)
        remove_thumbnails (folder, name);
    }
  g_mutex_unlock (&store->lock);
}

static void
sweep_folder (const Sweep *sweep, const char *folder)
{
  g_autoptr (GDir) files = g_dir_open (folder, 0, NULL);
  const char *name;

  while (files != NULL && (name = g_dir_read_name (files)) != NULL)
    sweep_file (sweep, folder, name);
}

void
portail_blob_store_sweep (PortailBlobStore *store,
                          PortailTimestamp now,
                          PortailBlobVisit visit,
                          gpointer user)
{
  g_autoptr (GDir) folders = g_dir_open (store->folder, 0, NULL);
  Sweep sweep = { store, NULL, now.milliseconds / 1000 - SWEEP_AGE_SECONDS, visit, user };
  const char *name;

  while (folders != NULL && (name = g_dir_read_name (folders)) != NULL)
    {
      g_autofree char *folder = g_build_filename (store->folder, name, NULL);

      sweep.enterprise_id = portail_id_is_valid (name) ? name : NULL;
      if (sweep.enterprise_id != NULL || g_str_equal (name, RECEIVING))
        sweep_folder (&sweep, folder);
    }
}
