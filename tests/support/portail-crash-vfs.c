/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/portail-crash-vfs.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/mman.h>
#include <unistd.h>

/* What the file of the switch holds. All atomic. */
typedef struct
{
  gint n_writes;
  gint crash_at;
  gint moment;
} Counter;

struct _PortailCrashSwitch
{
  Counter *counter;
};

/* A file of SQLite's own system layer with our methods in front of it. */
typedef struct
{
  sqlite3_file base;
  sqlite3_file *real; /* follows this struct */
} CountedFile;

static Counter *counter;
static sqlite3_vfs *real_vfs;

static Counter *
map_counter (const char *path)
{
  int descriptor = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  Counter *mapped;

  g_assert_cmpint (descriptor, >=, 0);
  g_assert_cmpint (ftruncate (descriptor, sizeof (Counter)), ==, 0);
  mapped = mmap (NULL, sizeof (Counter), PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
  g_assert_true (mapped != MAP_FAILED);
  close (descriptor);
  return mapped;
}

PortailCrashSwitch *
portail_crash_switch_new (const char *path)
{
  PortailCrashSwitch *crash_switch = g_new0 (PortailCrashSwitch, 1);

  crash_switch->counter = map_counter (path);
  portail_crash_switch_set (crash_switch, 0, PORTAIL_CRASH_BEFORE);
  return crash_switch;
}

void
portail_crash_switch_free (PortailCrashSwitch *crash_switch)
{
  munmap (crash_switch->counter, sizeof (Counter));
  g_free (crash_switch);
}

void
portail_crash_switch_set (PortailCrashSwitch *crash_switch, guint n, PortailCrashMoment moment)
{
  g_atomic_int_set (&crash_switch->counter->crash_at, 0);
  g_atomic_int_set (&crash_switch->counter->moment, (gint) moment);
  g_atomic_int_set (&crash_switch->counter->n_writes, 0);
  g_atomic_int_set (&crash_switch->counter->crash_at, (gint) n);
}

guint
portail_crash_switch_get_n_writes (PortailCrashSwitch *crash_switch)
{
  return (guint) g_atomic_int_get (&crash_switch->counter->n_writes);
}

/* Whether this is the write at which to die. */
static gboolean
count_write (void)
{
  return g_atomic_int_add (&counter->n_writes, 1) + 1 == g_atomic_int_get (&counter->crash_at);
}

static void
die (void)
{
  kill (getpid (), SIGKILL);
  /* Other threads may be served first; this one writes nothing more. */
  for (;;)
    pause ();
}

static sqlite3_file *
real_of (sqlite3_file *file)
{
  return ((CountedFile *) file)->real;
}

static int
counted_close (sqlite3_file *file)
{
  return real_of (file)->pMethods->xClose (real_of (file));
}

static int
counted_read (sqlite3_file *file, void *bytes, int n_bytes, sqlite3_int64 offset)
{
  return real_of (file)->pMethods->xRead (real_of (file), bytes, n_bytes, offset);
}

static int
counted_write (sqlite3_file *file, const void *bytes, int n_bytes, sqlite3_int64 offset)
{
  sqlite3_file *real = real_of (file);

  if (count_write ())
    {
      if (g_atomic_int_get (&counter->moment) == PORTAIL_CRASH_HALFWAY)
        real->pMethods->xWrite (real, bytes, n_bytes / 2, offset);
      die ();
    }
  return real->pMethods->xWrite (real, bytes, n_bytes, offset);
}

static int
counted_truncate (sqlite3_file *file, sqlite3_int64 size)
{
  if (count_write ())
    die ();
  return real_of (file)->pMethods->xTruncate (real_of (file), size);
}

static int
counted_sync (sqlite3_file *file, int flags)
{
  if (count_write ())
    die ();
  return real_of (file)->pMethods->xSync (real_of (file), flags);
}

static int
counted_file_size (sqlite3_file *file, sqlite3_int64 *size)
{
  return real_of (file)->pMethods->xFileSize (real_of (file), size);
}

static int
counted_lock (sqlite3_file *file, int level)
{
  return real_of (file)->pMethods->xLock (real_of (file), level);
}

static int
counted_unlock (sqlite3_file *file, int level)
{
  return real_of (file)->pMethods->xUnlock (real_of (file), level);
}

static int
counted_check_reserved_lock (sqlite3_file *file, int *is_locked)
{
  return real_of (file)->pMethods->xCheckReservedLock (real_of (file), is_locked);
}

static int
counted_file_control (sqlite3_file *file, int operation, void *argument)
{
  return real_of (file)->pMethods->xFileControl (real_of (file), operation, argument);
}

static int
counted_sector_size (sqlite3_file *file)
{
  return real_of (file)->pMethods->xSectorSize (real_of (file));
}

static int
counted_device_characteristics (sqlite3_file *file)
{
  return real_of (file)->pMethods->xDeviceCharacteristics (real_of (file));
}

static int
counted_shm_map (sqlite3_file *file, int page, int size, int extend, void volatile **mapped)
{
  return real_of (file)->pMethods->xShmMap (real_of (file), page, size, extend, mapped);
}

static int
counted_shm_lock (sqlite3_file *file, int offset, int n, int flags)
{
  return real_of (file)->pMethods->xShmLock (real_of (file), offset, n, flags);
}

static void
counted_shm_barrier (sqlite3_file *file)
{
  real_of (file)->pMethods->xShmBarrier (real_of (file));
}

static int
counted_shm_unmap (sqlite3_file *file, int removes)
{
  return real_of (file)->pMethods->xShmUnmap (real_of (file), removes);
}

/* Version 2: without memory mapping of the file itself, which would write past us. */
static const sqlite3_io_methods counted_methods = {
  .iVersion = 2,
  .xClose = counted_close,
  .xRead = counted_read,
  .xWrite = counted_write,
  .xTruncate = counted_truncate,
  .xSync = counted_sync,
  .xFileSize = counted_file_size,
  .xLock = counted_lock,
  .xUnlock = counted_unlock,
  .xCheckReservedLock = counted_check_reserved_lock,
  .xFileControl = counted_file_control,
  .xSectorSize = counted_sector_size,
  .xDeviceCharacteristics = counted_device_characteristics,
  .xShmMap = counted_shm_map,
  .xShmLock = counted_shm_lock,
  .xShmBarrier = counted_shm_barrier,
  .xShmUnmap = counted_shm_unmap,
};

static int
counted_open (sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out_flags)
{
  CountedFile *counted = (CountedFile *) file;
  int result;

  counted->real = (sqlite3_file *) (counted + 1);
  result = real_vfs->xOpen (real_vfs, name, counted->real, flags, out_flags);
  file->pMethods = counted->real->pMethods != NULL ? &counted_methods : NULL;
  return result;
}

static int
counted_delete (sqlite3_vfs *vfs, const char *name, int syncs_folder)
{
  if (count_write ())
    die ();
  return real_vfs->xDelete (real_vfs, name, syncs_folder);
}

void
portail_crash_vfs_install (void)
{
  static sqlite3_vfs counted_vfs;
  const char *path = g_getenv (PORTAIL_CRASH_SWITCH_VARIABLE);

  if (path == NULL)
    return;
  counter = map_counter (path);
  real_vfs = sqlite3_vfs_find (NULL);
  counted_vfs = *real_vfs;
  counted_vfs.pNext = NULL;
  counted_vfs.zName = "counted";
  counted_vfs.szOsFile += (int) sizeof (CountedFile);
  counted_vfs.xOpen = counted_open;
  counted_vfs.xDelete = counted_delete;
  g_assert_cmpint (sqlite3_vfs_register (&counted_vfs, 1), ==, SQLITE_OK);
}
