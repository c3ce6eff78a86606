/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE /* dl_iterate_phdr() */
#include "app/portail-crash-marker.h"

#include <errno.h>
#include <execinfo.h>
#include <fcntl.h>
#include <link.h>
#include <signal.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "shared/portail-error.h"

#define MAX_MODULES    192
#define MAX_NAME       48
#define MAX_PLACES     48
#define N_LINES        20
#define LINE_SIZE      240
#define ALT_STACK_SIZE (128 * 1024)

/* Those that end a program which did nothing to be told. */
static const struct
{
  int number;
  const char *name;
} signals[] = {
  { SIGSEGV, "SIGSEGV" }, { SIGBUS, "SIGBUS" },   { SIGILL, "SIGILL" },
  { SIGFPE, "SIGFPE" },   { SIGABRT, "SIGABRT" }, { SIGTRAP, "SIGTRAP" },
};

typedef struct
{
  char name[MAX_NAME];
  uintptr_t base;
  uintptr_t end;
} Module;

/* Where the lines of the log wait. The handler reads them without the lock: what was being written
 * then may come out in parts. */
static struct
{
  GMutex mutex;
  char lines[N_LINES][LINE_SIZE];
  guint n_lines; /* ever noted */
} ring;

static struct
{
  volatile int descriptor;
  char *path;
  Module modules[MAX_MODULES];
  guint n_modules;
  _Alignas(16) char alt_stack[ALT_STACK_SIZE];
} marker = { .descriptor = -1 };

/* Writing without anything that may lock or allocate */

static void
put (int descriptor, const char *text, gsize length)
{
  while (length > 0)
    {
      ssize_t n = write (descriptor, text, length);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        return;
      text += n;
      length -= (gsize) n;
    }
}

static void
put_text (int descriptor, const char *text)
{
  gsize length = 0;

  while (text[length] != '\0')
    length++;
  put (descriptor, text, length);
}

static void
put_number (int descriptor, guint64 number, guint base)
{
  static const char digits[] = "0123456789abcdef";
  char text[24];
  gsize start = sizeof text;

  do
    {
      text[--start] = digits[number % base];
      number /= base;
    }
  while (number > 0);
  put (descriptor, text + start, sizeof text - start);
}

static void
put_place (int descriptor, uintptr_t place)
{
  for (guint i = 0; i < marker.n_modules; i++)
    if (place >= marker.modules[i].base && place < marker.modules[i].end)
      {
        put_text (descriptor, marker.modules[i].name);
        put_text (descriptor, "+0x");
        put_number (descriptor, place - marker.modules[i].base, 16);
        put_text (descriptor, "\n");
        return;
      }
  put_text (descriptor, "?\n");
}

static void
put_lines (int descriptor)
{
  guint first = ring.n_lines > N_LINES ? ring.n_lines - N_LINES : 0;

  for (guint i = first; i < ring.n_lines; i++)
    {
      const char *line = ring.lines[i % N_LINES];
      gsize length = 0;

      while (length < LINE_SIZE && line[length] != '\0')
        length++;
      put (descriptor, line, length);
      put_text (descriptor, "\n");
    }
}

static void
on_signal (int number)
{
  int descriptor = marker.descriptor;
  void *places[MAX_PLACES];
  struct timespec now;
  int n_places;

  marker.descriptor = -1;
  if (descriptor >= 0)
    {
      clock_gettime (CLOCK_REALTIME, &now);
      put_text (descriptor, "signal ");
      put_number (descriptor, (guint64) number, 10);
      put_text (descriptor, "\ntime ");
      put_number (descriptor, (guint64) now.tv_sec, 10);
      put_text (descriptor, "\nversion " PORTAIL_VERSION "\nstack\n");
      n_places = backtrace (places, MAX_PLACES);
      for (int i = 0; i < n_places; i++)
        put_place (descriptor, (uintptr_t) places[i]);
      put_text (descriptor, "log\n");
      put_lines (descriptor);
      fsync (descriptor);
    }
  /* The action is the default one again (SA_RESETHAND): the program ends as it would have. */
  raise (number);
}

/* Before */

/* The ends of a module are those of its segments; its name has no folders. */
static int
note_module (struct dl_phdr_info *found, size_t size, void *unused)
{
  Module *module = &marker.modules[marker.n_modules];
  const char *slash = strrchr (found->dlpi_name, '/');
  const char *name = slash != NULL ? slash + 1 : found->dlpi_name;

  if (marker.n_modules == MAX_MODULES)
    return 1;
  module->base = found->dlpi_addr;
  module->end = found->dlpi_addr;
  for (int i = 0; i < found->dlpi_phnum; i++)
    if (found->dlpi_phdr[i].p_type == PT_LOAD)
      module->end = MAX (module->end, (uintptr_t) (found->dlpi_addr + found->dlpi_phdr[i].p_vaddr
                                                   + found->dlpi_phdr[i].p_memsz));
  g_strlcpy (module->name, *name != '\0' ? name : "portail", MAX_NAME);
  marker.n_modules++;
  return 0;
}

/* Its first call loads a library, which no handler may. */
static void
warm_up (void)
{
  void *place[1];

  backtrace (place, 1);
  marker.n_modules = 0;
  dl_iterate_phdr (note_module, NULL);
}

/* A stack of this kind belongs to one thread, whereas the signals are the whole program's. */
void
portail_crash_marker_guard_stack (void)
{
  const stack_t stack = { .ss_sp = marker.alt_stack, .ss_size = sizeof marker.alt_stack };

  sigaltstack (&stack, NULL);
}

static void
take_signals (void)
{
  struct sigaction action = { .sa_handler = on_signal };

  sigemptyset (&action.sa_mask);
  action.sa_flags = (int) (SA_RESETHAND | SA_NODEFER | SA_ONSTACK);
  for (gsize i = 0; i < G_N_ELEMENTS (signals); i++)
    sigaction (signals[i].number, &action, NULL);
}

gboolean
portail_crash_marker_install (const char *path, GError **error)
{
  int descriptor = open (path, O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0600);

  if (descriptor < 0)
    {
      g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_STORAGE, g_strerror (errno));
      return FALSE;
    }
  g_free (marker.path);
  marker.path = g_strdup (path);
  warm_up ();
  marker.descriptor = descriptor;
  take_signals ();
  return TRUE;
}

void
portail_crash_marker_remove (void)
{
  int descriptor = marker.descriptor;

  marker.descriptor = -1;
  if (descriptor < 0)
    return;
  close (descriptor);
  unlink (marker.path);
  g_clear_pointer (&marker.path, g_free);
}

void
portail_crash_marker_note (const char *line)
{
  g_mutex_lock (&ring.mutex);
  g_strlcpy (ring.lines[ring.n_lines % N_LINES], line, LINE_SIZE);
  g_strdelimit (ring.lines[ring.n_lines % N_LINES], "\n\r", ' ');
  ring.n_lines++;
  g_mutex_unlock (&ring.mutex);
}

void
portail_crash_marker_forget (void)
{
  g_mutex_lock (&ring.mutex);
  memset (ring.lines, 0, sizeof ring.lines);
  ring.n_lines = 0;
  g_mutex_unlock (&ring.mutex);
}

char *
portail_crash_marker_dup_stack (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  void *places[MAX_PLACES];
  int n_places = backtrace (places, MAX_PLACES);

  for (int i = 0; i < n_places; i++)
    {
      uintptr_t place = (uintptr_t) places[i];

      for (guint j = 0; j < marker.n_modules; j++)
        if (place >= marker.modules[j].base && place < marker.modules[j].end)
          {
            g_string_append_printf (text, "%s+0x%" G_GINT64_MODIFIER "x\n", marker.modules[j].name,
                                    (guint64) (place - marker.modules[j].base));
            break;
          }
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* After */

void
portail_crash_free (PortailCrash *crash)
{
  g_free (crash->version);
  g_free (crash->stack);
  g_free (crash->lines);
  g_free (crash);
}

/* One line of the head; TRUE where it is one. */
static gboolean
read_head (PortailCrash *crash, const char *line)
{
  if (g_str_has_prefix (line, "signal "))
    crash->signal = (int) g_ascii_strtoll (line + strlen ("signal "), NULL, 10);
  else if (g_str_has_prefix (line, "time "))
    crash->occurred_at = g_ascii_strtoll (line + strlen ("time "), NULL, 10);
  else if (g_str_has_prefix (line, "version "))
    crash->version = g_strdup (line + strlen ("version "));
  else
    return FALSE;
  return TRUE;
}

PortailCrash *
portail_crash_parse (const char *text)
{
  g_autoptr (PortailCrash) crash = g_new0 (PortailCrash, 1);
  g_autofree char *clean = g_utf8_make_valid (text, -1);
  g_auto (GStrv) lines = g_strsplit (clean, "\n", -1);
  g_autoptr (GString) stack = g_string_new (NULL);
  g_autoptr (GString) log = g_string_new (NULL);
  GString *part = NULL;

  if (!g_str_has_prefix (clean, "signal "))
    return NULL;
  for (guint i = 0; lines[i] != NULL; i++)
    if (part == NULL && read_head (crash, lines[i]))
      continue;
    else if (part == NULL && g_str_equal (lines[i], "stack"))
      part = stack;
    else if (part == stack && g_str_equal (lines[i], "log"))
      part = log;
    else if (part != NULL && *lines[i] != '\0')
      g_string_append_printf (part, "%s\n", lines[i]);
  crash->stack = g_string_free (g_steal_pointer (&stack), FALSE);
  crash->lines = g_string_free (g_steal_pointer (&log), FALSE);
  return g_steal_pointer (&crash);
}

char *
portail_crash_dup_signal_name (int signal_number)
{
  for (gsize i = 0; i < G_N_ELEMENTS (signals); i++)
    if (signals[i].number == signal_number)
      return g_strdup (signals[i].name);
  return g_strdup_printf ("signal %d", signal_number);
}
